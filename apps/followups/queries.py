"""Reading rules and snoozes."""

from datetime import datetime

from django.db.models import Min, QuerySet

from apps.followups.models import Rule, Snooze, Watermark
from apps.people.models import Member


def rules(*, viewer: Member, now: datetime | None = None) -> QuerySet[Rule]:
    return Rule.objects.visible_to(viewer)


def snoozes(*, viewer: Member, now: datetime | None = None) -> QuerySet[Snooze]:
    """What `viewer` has put off and that hasn't come back yet."""
    return Snooze.objects.visible_to(viewer).open()


def looked_at_up_to() -> datetime | None:
    """Until when everything that fell due has been looked at, by every rule that is on; None before the first look."""
    found: datetime | None = Watermark.objects.filter(rule__is_on=True).aggregate(oldest=Min("up_to"))["oldest"]
    return found
