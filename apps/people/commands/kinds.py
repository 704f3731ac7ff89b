"""What is asked of collateral of a kind."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from apps.core.changing import change
from apps.core.errors import Refused, require
from apps.core.models import locked
from apps.people import policy
from apps.people.models import Choice, ChoiceList, Member
from apps.trail import commands as trail


class NotAKindOfCollateral(Refused):
    """Only kinds of collateral are reviewed."""


@transaction.atomic
def set_kind(
    *,
    actor: Member,
    choice: Choice,
    reviewed: bool,
    now: datetime,
    verify_days: int | None = None,
    revision: int | None = None,
) -> Choice:
    """Say what is asked of collateral of this kind; what is out stays out.

    Args:
        reviewed: a colleague looks at it before it goes out.
        verify_days: how long somebody's word that it is still right counts; None where nobody is asked.
    """
    require(policy.may_edit_company(actor))
    choice = locked(choice, revision=revision)
    if choice.list != ChoiceList.ASSET_KIND:
        raise NotAKindOfCollateral(_("“%(label)s” isn't a kind of collateral.") % {"label": choice})
    changes = change(choice, {"reviewed": reviewed, "verify_days": verify_days})
    if changes:
        trail.record(actor=actor, act="choice.kind-set", about=choice, now=now, changes=changes)
    return choice
