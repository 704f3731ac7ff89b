"""Links for customers that end soon, on the desk of who shared."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from apps.collateral.due.shares import MOST, ending_soon
from apps.core.work import Desk, Step, Work


def shares(desk: Desk) -> Iterator[Work]:
    for share in ending_soon(desk.member, desk.time, desk.now)[:MOST]:
        yield Work(
            kind="share-ends",
            what=_("Your link for a customer ends soon"),
            thing=share,
            due_at=desk.time.end_of(share.expires_on),
            due_on=share.expires_on,
            steps=(Step(_("Let it work longer"), reverse("collateral:extend_share", args=[share.pk])),),
            can_wait=True,
        )
