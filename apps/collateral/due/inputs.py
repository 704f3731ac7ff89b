"""Input that is asked for and not given yet."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.collateral.due.ground import may_end_in
from apps.collateral.models import Input
from apps.core import due
from apps.core.due import Due, DueKind, Window
from apps.core.worktime import WorkingTime
from apps.people.models import Member
from apps.people.queries import working_time

MOST = 200


def register() -> None:
    due.register(
        DueKind(
            "input-to-give",
            _("Input on a draft is asked for"),
            within=inputs_within,
            waiting=lambda member, now: to_give(member, working_time()),
            lead_hours=8,
            repeat_days=(1, 3),
            verb=_("Answer"),
        )
    )


def inputs_within(window: Window) -> Iterator[Due]:
    time = working_time()
    found = (_due(one, time) for one in _waiting(may_end_in(window, time, "ask__answer_by")))
    return (one for one in found if one.due_at in window)


def to_give(member: Member, time: WorkingTime) -> Iterator[Due]:
    return (_due(one, time) for one in _waiting(member=member)[:MOST])


def _waiting(*wanted: Q, **narrowed: Any) -> Any:
    rows = Input.objects.waiting().filter(*wanted, **narrowed)
    rows = rows.select_related("member", "ask__asked_by", "ask__asset__owner").defer("ask__asset__search")
    return rows.order_by("ask__answer_by", "member__name", "pk")


def _due(given: Input, time: WorkingTime) -> Due:
    """By the end of the day; for somebody who asked and has left, whoever answers for the draft waits."""
    ask = given.ask
    return Due(
        kind="input-to-give",
        thing=given,
        recipient=given.member,
        due_at=time.end_of(ask.answer_by),
        since=ask.asked_at,
        waiting_for=ask.asked_by if ask.asked_by.is_active else ask.asset.owner,
    )
