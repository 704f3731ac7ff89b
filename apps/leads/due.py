"""What of hand-offs falls due, and what waits for a member."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from apps.core import due
from apps.core.due import Due, DueKind, Window
from apps.leads.models import HandOff
from apps.people.models import Member

# More than this waits for nobody at once on one page.
MOST = 200


def register() -> None:
    due.register(
        DueKind(
            "hand-off-offered",
            label=_("A lead is offered and not answered"),
            within=_offered_within,
            waiting=_offered_to,
            # Halfway through the four hours that a new company promises.
            lead_hours=2,
        ),
        DueKind(
            "first-contact",
            label=_("A lead waits for its first contact"),
            within=_contact_within,
            waiting=_contact_of,
            repeat_days=(1, 3),
        ),
    )


def _open(state: str) -> QuerySet[HandOff]:
    rows = HandOff.objects.filter(state=state)
    return rows.select_related("lead__brought_by", "lead__owner", "qualifier", "answered_by")


def _offered_within(window: Window) -> Iterator[Due]:
    rows = _open("offered").filter(window.holds("accept_by"))
    return (_offered(row) for row in rows.order_by("accept_by", "pk").iterator())


def _offered_to(member: Member, now: datetime) -> Iterator[Due]:
    return (_offered(row) for row in _open("offered").filter(qualifier=member).order_by("accept_by", "pk")[:MOST])


def _offered(hand_off: HandOff) -> Due:
    return Due(
        kind="hand-off-offered",
        thing=hand_off,
        recipient=hand_off.qualifier,
        due_at=hand_off.accept_by,
        since=hand_off.offered_at,
        urgent=True,
        waiting_for=hand_off.lead.brought_by,
    )


def _untouched() -> QuerySet[HandOff]:
    return _open("accepted").filter(contacted_at__isnull=True)


def _contact_within(window: Window) -> Iterator[Due]:
    rows = _untouched().filter(window.holds("contact_by"))
    return (_contact(row) for row in rows.order_by("contact_by", "pk").iterator())


def _contact_of(member: Member, now: datetime) -> Iterator[Due]:
    return (_contact(row) for row in _untouched().filter(lead__owner=member).order_by("contact_by", "pk")[:MOST])


def _contact(hand_off: HandOff) -> Due:
    return Due(
        kind="first-contact",
        thing=hand_off,
        recipient=hand_off.lead.owner,
        due_at=hand_off.contact_by or hand_off.accept_by,
        since=hand_off.answered_at or hand_off.offered_at,
        waiting_for=hand_off.lead.brought_by,
    )
