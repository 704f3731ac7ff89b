"""Asking people who sell for input on a draft: asked, answered, declined, thanked for, withdrawn."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TypedDict

from django.db import transaction
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from apps.collateral import policy
from apps.collateral.commands.ground import WrongState, refuse_leaver, said
from apps.collateral.commands.moving import in_use
from apps.collateral.commands.requests import refuse_past
from apps.collateral.models import MOST_QUESTIONS, Asset, Input, InputAsk
from apps.collateral.models.states import IN_WORK
from apps.collateral.queries.inputs import could_give_input, not_asked_yet, proposed_for_input, usual_answer_day
from apps.core import telling, undo
from apps.core.changing import change
from apps.core.errors import NotNow, Refused, require
from apps.core.models import locked
from apps.core.undo import Undo
from apps.people.holding import lock_members
from apps.people.models import Member
from apps.trail import commands as trail

# Asked by default, and at most: a draft isn't put to a vote.
USUALLY_ASKED, MOST_ASKED = 2, 10


class QuestionsNeeded(Refused):
    """One question at least, three at most."""


class NotOneWhoSells(Refused):
    """Input comes from those who sell, and never from whoever made the draft."""


class AskedAlready(NotNow):
    """Nobody is asked twice at a time."""


class NobodyToAsk(Refused):
    """There is nobody else who sells."""


class TooManyAsked(Refused):
    """More than a handful is a survey."""


class AnswersNeeded(Refused):
    """Each question has an answer, if only that one can't say."""


class AnotherVersion(Refused):
    """It answers for a version that was put to nobody."""


class InputOver(NotNow):
    """It was withdrawn, went out, or is answered already."""


class Answer(TypedDict, total=False):
    quick: str
    words: str


@transaction.atomic
def ask_for_input(
    *,
    actor: Member,
    asset: Asset,
    questions: Sequence[str],
    now: datetime,
    members: Iterable[Member] = (),
    answer_by: date | None = None,
    revision: int | None = None,
) -> InputAsk:
    """Put up to three questions on a draft to those named, else to two who sell to its personas."""
    require(policy.may_ask_for_input(actor, asset))
    held = _held(members) or _held(_two_of(asset, actor=actor, now=now))
    asset = locked(asset, revision=revision)
    require(policy.may_ask_for_input(actor, asset))
    _refuse_unless_draft(asset)
    answer_by = answer_by or usual_answer_day(now)
    refuse_past(answer_by, now)
    refuse_asked(held, asset)
    ask = InputAsk.objects.create(
        asset=asset,
        version=in_use(asset),
        questions=_asked(questions),
        answer_by=answer_by,
        asked_by=actor,
        asked_at=now,
    )
    _put_to(held, ask, actor=actor, now=now)
    return ask


@transaction.atomic
def ask_another(
    *, actor: Member, ask: InputAsk, now: datetime, member: Member | None = None, revision: int | None = None
) -> InputAsk:
    """Put the same questions to somebody else as well: the one named, else whoever comes next."""
    require(policy.may_ask_for_input(actor, ask.asset))
    held = _held([member] if member else _two_of(ask.asset, actor=actor, now=now, ask=ask)[:1])
    ask = locked_ask(ask, revision=revision)
    require(policy.may_ask_for_input(actor, ask.asset))
    refuse_over(ask)
    refuse_asked(held, ask.asset, ask=ask)
    _put_to(held, ask, actor=actor, now=now)
    return ask


@transaction.atomic
def withdraw_ask(*, actor: Member, ask: InputAsk, now: datetime, revision: int | None = None) -> tuple[InputAsk, Undo]:
    """Ask no longer; what was answered stays."""
    ask = locked_ask(ask, revision=revision)
    require(policy.may_ask_for_input(actor, ask.asset))
    refuse_over(ask)
    waiting = list(ask.inputs.filter(state=Input.State.OPEN).select_related("member"))
    for one in waiting:
        change(one, {"state": Input.State.ENDED})
    change(ask, {"withdrawn_at": now})
    trail.record(actor=actor, act="asset.input_withdrawn", about=ask.asset, now=now)
    for one in waiting:
        telling.tell(to=[one.member], kind="input-withdrawn", about=one, actor=actor, now=now)
    payload = {"ask": str(ask.pk), "revision": ask.revision, "inputs": [str(one.pk) for one in waiting]}
    label = _("Withdrawn. Nobody is waited for any more; what was answered stays.")
    return ask, undo.offer(name="input-withdrawn", label=label, actor=actor, payload=payload)


@transaction.atomic
def give_input(
    *,
    actor: Member,
    input: Input,
    answers: Sequence[Answer],
    now: datetime,
    version: int | None = None,
    revision: int | None = None,
) -> Input:
    """Answer each question, of the version that was read; also after having declined, while it is a draft.

    Args:
        version: its number; the newest where none is said.
    """
    row = before_answering(actor, input, revision)
    asset = row.ask.asset
    newest = in_use(asset)
    read = asset.versions.filter(number=version).first() if version else newest
    if read is None or not row.ask.version.number <= read.number <= newest.number:
        raise AnotherVersion(_("You were asked about another version. Open the draft again and answer then."))
    given = [{"quick": one.get("quick", ""), "words": one.get("words", "").strip()} for one in answers]
    if len(given) != len(row.ask.questions) or not all(one["quick"] or one["words"] for one in given):
        raise AnswersNeeded(_("Answer each question: one tap is enough, and “Can't say” is an answer."))
    fields = {"quick": [one["quick"] for one in given], "words": [one["words"] for one in given]}
    change(row, {"state": Input.State.GIVEN, "given_at": now, "version": read, "reason": "", **fields})
    trail.record(actor=actor, act="asset.input_given", about=asset, now=now, number=read.number)
    tell_who_asked("input-given", row, actor=actor, now=now)
    return row


@transaction.atomic
def decline_input(
    *, actor: Member, input: Input, reason: str, now: datetime, revision: int | None = None
) -> tuple[Input, Undo]:
    """Say that one isn't the right person, and why; whoever asked may ask another."""
    row = before_answering(actor, input, revision)
    reason = said(reason, _("Say in a line why not you: it helps to ask somebody else."))
    if row.state == Input.State.DECLINED:
        raise InputOver(_("You have declined already."))
    change(row, {"state": Input.State.DECLINED, "reason": reason})
    trail.record(actor=actor, act="asset.input_declined", about=row.ask.asset, now=now)
    tell_who_asked("input-declined", row, actor=actor, now=now, reason=reason)
    label = _("Thank you for saying so. %(name)s may ask somebody else.") % {"name": row.ask.asked_by}
    payload = {"input": str(row.pk), "revision": row.revision}
    return row, undo.offer(name="input-declined", label=label, actor=actor, payload=payload)


@transaction.atomic
def thank_for_input(
    *, actor: Member, input: Input, now: datetime, thanks: str = "", revision: int | None = None
) -> Input:
    """Thank somebody for what they answered, once, and say what became of it."""
    row = locked(input, revision=revision)
    require(policy.may_ask_for_input(actor, row.ask.asset))
    if row.state != Input.State.GIVEN or row.thanked_at is not None:
        raise InputOver(_("There is no answer to thank for, or somebody did so already."))
    change(row, {"thanked_at": now, "thanks": thanks.strip()})
    trail.record(actor=actor, act="asset.input_thanked", about=row.ask.asset, now=now, to=row.member)
    if row.member.is_active:
        telling.tell(to=[row.member], kind="input-thanked", about=row, actor=actor, now=now)
    return row


@transaction.atomic
def hand_over_inputs(*, actor: Member, rows: Iterable[Input], to: Member, now: datetime) -> None:
    """Ask the successor of a leaver, if they sell and aren't asked yet; else nobody is asked in their place."""
    for row in rows:
        asset = row.ask.asset
        could = not_asked_yet(asset).filter(pk=to.pk).exclude(inputs__ask=row.ask_id).exists()
        if not could or not Input.objects.waiting().filter(pk=row.pk).exists():
            change(row, {"state": Input.State.ENDED})
            continue
        _end_unanswered([to], asset)
        change(row, {"member": to})
        trail.record(actor=actor, act="asset.input_handed_over", about=asset, now=now, to=to)
        telling.tell(to=[to], kind="input-asked", about=row, actor=row.ask.asked_by, now=now)


def _held(members: Iterable[Member]) -> list[Member]:
    return lock_members([one.pk for one in members])


def _two_of(asset: Asset, *, actor: Member, now: datetime, ask: InputAsk | None = None) -> list[Member]:
    found = [one.member for one in proposed_for_input(asset, besides=actor, now=now, ask=ask)[:USUALLY_ASKED]]
    if not found:
        raise NobodyToAsk(_("There is nobody else who sells and could be asked."))
    return found


def _asked(questions: Sequence[str]) -> list[str]:
    asked = [one.strip() for one in questions if one.strip()]
    if not 1 <= len(asked) <= MOST_QUESTIONS:
        raise QuestionsNeeded(_("Ask one question at least and three at most: it takes a minute to answer."))
    return asked


def _locked_asset(asset: Asset) -> Asset:
    """The asset's row keeps answers, withdrawals and going out in one order."""
    return Asset.objects.select_for_update(of=("self",)).get(pk=asset.pk)


def locked_ask(ask: InputAsk, *, revision: int | None) -> InputAsk:
    asset = _locked_asset(ask.asset)
    ask = locked(ask, revision=revision)
    ask.asset = asset
    return ask


def before_answering(actor: Member, input: Input, revision: int | None) -> Input:
    ask = locked_ask(input.ask, revision=None)
    row = locked(input, revision=revision)
    require(policy.may_give_input(actor, row))
    row.ask = ask
    refuse_over(ask)
    if row.state not in (Input.State.OPEN, Input.State.DECLINED):
        raise InputOver(_("It is answered already, or you are no longer asked."))
    return row


def refuse_over(ask: InputAsk) -> None:
    if ask.withdrawn_at is not None:
        raise InputOver(_("Nobody is asked about this any more: the questions were withdrawn."))
    if not InputAsk.objects.running().filter(pk=ask.pk).exists():
        raise InputOver(_("“%(title)s” isn't a draft any more. Say what you think in its feedback.") % {"title": ask})


def _refuse_unless_draft(asset: Asset) -> None:
    if asset.state not in IN_WORK or asset.recalled_at is not None:
        raise WrongState(_("“%(title)s” isn't a draft: input is asked for before it goes out.") % {"title": asset})


def refuse_asked(members: list[Member], asset: Asset, *, ask: InputAsk | None = None) -> None:
    there = ask.inputs.count() if ask else 0
    if there + len(members) > MOST_ASKED:
        raise TooManyAsked(_("Ask ten people at most; two are often enough."))
    able = set(could_give_input(asset).values_list("pk", flat=True))
    asked = {one.member_id for one in Input.objects.waiting().filter(ask__asset=asset)}
    if ask:
        asked |= set(ask.inputs.values_list("member", flat=True))
    for member in members:
        refuse_leaver(member)
        if member.pk in asked:
            raise AskedAlready(_("%(name)s is asked already.") % {"name": member})
        if member.pk not in able:
            raise NotOneWhoSells(_("%(name)s can't be asked: input comes from those who sell.") % {"name": member})


def _end_unanswered(members: Iterable[Member], asset: Asset) -> None:
    """What they were asked before it went out the last time, and nobody waits for any more."""
    for one in Input.objects.filter(ask__asset=asset, member__in=members, state=Input.State.OPEN):
        change(one, {"state": Input.State.ENDED})


def _put_to(members: list[Member], ask: InputAsk, *, actor: Member, now: datetime) -> None:
    _end_unanswered(members, ask.asset)
    rows = [Input.objects.create(ask=ask, member=member) for member in sorted(members, key=lambda one: one.name)]
    who = get_text_list([row.member.name for row in rows], _("and"))
    trail.record(actor=actor, act="asset.input_asked", about=ask.asset, now=now, who=who, number=ask.version.number)
    for row in rows:
        telling.tell(to=[row.member], kind="input-asked", about=row, actor=actor, now=now)


def tell_who_asked(kind: str, row: Input, *, actor: Member, now: datetime, **facts: str) -> None:
    """Whoever asked, and whoever answers for the draft by now."""
    to = {one.pk: one for one in (row.ask.asked_by, row.ask.asset.owner) if one.is_active}
    telling.tell(to=to.values(), kind=kind, about=row, actor=actor, now=now, **facts)
