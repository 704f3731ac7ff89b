"""What of an asset's life lies on a member's desk."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from apps.collateral.due import life
from apps.collateral.queries.field_content import makers_of
from apps.collateral.things.life import review_url
from apps.core.due import Due
from apps.core.work import Desk, Step, Work


def reviews(desk: Desk) -> Iterator[Work]:
    me = desk.member
    waiting: list[tuple[Due, Any]] = [(one, one.thing) for one in life.to_review(reviewer=me)]
    makers = makers_of(review.asset_id for _one, review in waiting)
    for one, review in waiting:
        maker = makers.get(review.asset_id)
        asked = _("%(name)s made it: adopt it, or say what to change") % {"name": maker}
        yield _work(one, asked if maker else _("Review before it goes out"), _("Review"))
    for one in life.to_change(asked_by=me):
        yield _work(one, _("Changes are asked for"), _("Work on it"))


def unverified(desk: Desk) -> Iterator[Work]:
    """What they answer for and nobody looked at in time; one tap says that it is still right."""
    for one in life.to_verify(now=desk.now, owner=desk.member):
        asset: Any = one.thing
        tap = Step(_("It is still right"), reverse("collateral:verify", args=[asset.pk]), taps=True, icon="check")
        yield Work(
            kind=one.kind,
            what=_("Unverified"),
            thing=asset,
            due_at=one.due_at,
            due_on=asset.verify_by,
            steps=(Step(_("Look at it"), reverse("collateral:asset", args=[asset.pk])), tap),
            can_wait=True,
        )


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
