"""Reading rules and snoozes."""

from datetime import datetime

from django.db.models import QuerySet

from apps.followups.models import Rule, Snooze
from apps.people.models import Member


def rules(*, viewer: Member, now: datetime | None = None) -> QuerySet[Rule]:
    return Rule.objects.visible_to(viewer)


def snoozes(*, viewer: Member, now: datetime | None = None) -> QuerySet[Snooze]:
    """What `viewer` has put off and that hasn't come back yet."""
    return Snooze.objects.visible_to(viewer).open()
