"""What follows on input: it is asked for again, can be given after all, or what it was given on is out."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from apps.collateral import policy
from apps.collateral.commands.inputs import (
    AskedAlready,
    InputOver,
    before_answering,
    locked_ask,
    refuse_asked,
    refuse_over,
    tell_who_asked,
)
from apps.collateral.models import Asset, Input, InputAsk
from apps.core import telling
from apps.core.changing import change
from apps.core.errors import require
from apps.people.holding import lock_members
from apps.people.models import Member
from apps.trail import commands as trail


@transaction.atomic
def undo_withdraw_ask(*, actor: Member, now: datetime, ask: str, revision: int, inputs: Sequence[str]) -> None:
    """Ask all of them again who hadn't answered.

    Raises:
        InputOver, AskedAlready, NotOneWhoSells, HasLeft: one of them can't be asked any more, so none is.
    """
    rows = list(Input.objects.filter(pk__in=inputs, ask=UUID(ask)).select_related("member").order_by("member__name"))
    held = lock_members([one.member_id for one in rows])
    asked = locked_ask(InputAsk.objects.select_related("asset").get(pk=UUID(ask)), revision=None)
    require(policy.may_ask_for_input(actor, asked.asset))
    if asked.revision != revision or asked.withdrawn_at is None:
        raise InputOver(_("Something happened since: ask for input anew."))
    change(asked, {"withdrawn_at": None})
    refuse_over(asked)
    refuse_asked(held, asked.asset)
    for one in rows:
        change(one, {"state": Input.State.OPEN})
    trail.record(actor=actor, act="asset.input_asked_again", about=asked.asset, now=now)
    for one in rows:
        telling.tell(to=[one.member], kind="input-asked", about=one, actor=actor, now=now)


@transaction.atomic
def undo_decline_input(*, actor: Member, now: datetime, input: str, revision: int) -> None:
    """They can give it after all; whoever asked hears of it, and may have asked another meanwhile."""
    row = before_answering(actor, Input.objects.select_related("ask__asset").get(pk=UUID(input)), None)
    if row.revision != revision or row.state != Input.State.DECLINED:
        raise InputOver(_("Something happened since: answer on its page."))
    if Input.objects.waiting().filter(ask__asset=row.ask.asset, member=actor).exists():
        raise AskedAlready(_("You are asked anew meanwhile: answer there."))
    change(row, {"state": Input.State.OPEN, "reason": ""})
    trail.record(actor=actor, act="asset.input_open_again", about=row.ask.asset, now=now)
    tell_who_asked("input-open-again", row, actor=actor, now=now)


def tell_who_gave_input(asset: Asset, *, actor: Member, now: datetime) -> None:
    """Those whose input counted until now hear that it goes out; called before it does."""
    given = Input.objects.letting_in().filter(ask__asset=asset, state=Input.State.GIVEN, member__is_active=True)
    for one in given.select_related("member").order_by("member", "-given_at").distinct("member"):
        telling.tell(to=[one.member], kind="input-out", about=one, actor=actor, now=now)
