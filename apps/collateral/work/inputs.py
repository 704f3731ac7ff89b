"""Drafts on which a member is asked for input."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from apps.collateral.due.inputs import to_give
from apps.collateral.things.inputs import input_url
from apps.core.work import Desk, Step, Work


def inputs(desk: Desk) -> Iterator[Work]:
    for one in to_give(desk.member, desk.time):
        given: Any = one.thing
        yield Work(
            kind=one.kind,
            what=_("Your input on a draft"),
            thing=given,
            due_at=one.due_at,
            due_on=given.ask.answer_by,
            steps=(Step(_("Answer"), input_url(given)),),
            since=one.since,
            waiting_for=one.waiting_for,
            can_wait=True,
        )
