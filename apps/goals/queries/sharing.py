from datetime import datetime

from django.db.models import QuerySet

from apps.goals.models import ScoreboardLink
from apps.people import keys
from apps.people.models import Member


def scoreboard_links(*, viewer: Member, now: datetime) -> QuerySet[ScoreboardLink]:
    """Those that work, and those that did."""
    return ScoreboardLink.objects.visible_to(viewer).select_related("made_by__team", "revoked_by")


def link_by(secret: str) -> ScoreboardLink | None:
    """The link with this secret, while it works."""
    return ScoreboardLink.objects.working().select_related("made_by").filter(digest=keys.digest(secret)).first()
