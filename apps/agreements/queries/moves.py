"""What was moved inside the leeway of a version."""

from datetime import datetime

from django.db.models import QuerySet

from apps.agreements.models import Agreement, Move, Version
from apps.people.models import Member


def moves(*, viewer: Member, now: datetime, agreement: Agreement) -> QuerySet[Move]:
    """All that was moved, of versions that the viewer may see."""
    seen = Version.objects.visible_to(viewer).filter(agreement=agreement)
    return Move.objects.filter(version__in=seen).select_related("by", "talk_by", "version__agreement__sponsor")


def to_talk_about(viewer: Member, *, since: datetime) -> QuerySet[Move]:
    """Moves that somebody asked to talk about, the oldest wish first."""
    asked = Move.objects.filter(talk_at__gte=since).select_related("version__agreement", "by", "talk_by")
    return asked.order_by("talk_at", "pk") if viewer.is_active else asked.none()
