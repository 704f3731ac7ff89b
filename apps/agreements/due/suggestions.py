"""Changes that somebody suggested and nobody has answered."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q, QuerySet

from apps.agreements.models import Suggestion
from apps.core.due import Due, Window
from apps.people.models import Member


def _suggested() -> QuerySet[Suggestion]:
    around = ("version__agreement__sponsor", "version__created_by", "by")
    return Suggestion.objects.open().select_related(*around).order_by("answer_by", "pk")


def suggestions_within(window: Window) -> Iterator[Due]:
    for suggestion in _suggested().filter(window.holds("answer_by")):
        yield _suggestion(suggestion)


def suggestions_of(member: Member, now: datetime) -> Iterator[Due]:
    mine = Q(version__created_by=member) | Q(version__agreement__sponsor=member)
    found = (_suggestion(one) for one in _suggested().filter(mine))
    return (one for one in found if one.recipient == member)


def _suggestion(suggestion: Suggestion) -> Due:
    """It waits for who opened the version, or, once they have left, for the sponsor."""
    version = suggestion.version
    return Due(
        kind="suggestion-waits",
        thing=version.agreement,
        recipient=version.created_by if version.created_by.is_active else version.agreement.sponsor,
        due_at=suggestion.answer_by,
        since=suggestion.at,
        waiting_for=suggestion.by,
    )
