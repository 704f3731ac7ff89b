"""What of an asset's life lies on a member's desk."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from apps.collateral.due import life
from apps.collateral.things.life import review_url
from apps.core.due import Due
from apps.core.work import Desk, Step, Work


def reviews(desk: Desk) -> Iterator[Work]:
    me = desk.member
    for one in life.to_review(reviewer=me):
        yield _work(one, _("Review before it goes out"), _("Review"))
    for one in life.to_change(asked_by=me):
        yield _work(one, _("Changes are asked for"), _("Work on it"))


def _work(one: Due, what: str, verb: str) -> Work:
    return Work(
        kind=one.kind,
        what=what,
        thing=one.thing,
        due_at=one.due_at,
        steps=(Step(verb, review_url(one.thing)),),  # type: ignore[arg-type]
        since=one.since,
        waiting_for=one.waiting_for,
        can_wait=True,
    )
