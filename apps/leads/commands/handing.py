"""Hand-off: offered, taken in one tap, or returned with a reason; what is late is offered to the next."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from apps.core import telling
from apps.core.changing import change
from apps.core.errors import require
from apps.core.models import locked
from apps.leads import policy
from apps.leads.commands import routing
from apps.leads.commands.ground import ReasonNeeded, WrongState, wake_workers
from apps.leads.models import Definition, HandOff, Lead
from apps.people import queries as people
from apps.people.holding import lock_members
from apps.people.models import Choice, ChoiceList, Member
from apps.trail import commands as trail

State = HandOff.State
BATCH = 200


def offer(lead: Lead, now: datetime) -> HandOff | None:
    """Offer a sales-ready lead, held by the caller, to the qualifier whose turn it is; None where it has to wait."""
    choice = routing.choose(lead, now)
    if choice.member is None or not _stays(choice.member):
        return None
    assert lead.verdict_id is not None
    system = Member.objects.system()
    accept_by = people.working_time().after_hours(now, people.company().lead_accept_hours)
    hand_off = HandOff.objects.create(
        lead=lead,
        qualifier=choice.member,
        verdict_id=lead.verdict_id,
        why=choice.why,
        offered_at=now,
        accept_by=accept_by,
    )
    change(lead, {"stage": Lead.Stage.OFFERED})
    trail.record_many(actor=system, act="lead.offered", about=[lead, hand_off], now=now, to=choice.member)
    telling.tell(to=[choice.member], kind="hand-off-offered", about=hand_off, actor=system, now=now)
    return hand_off


def _stays(member: Member) -> bool:
    """Whether the member is here and, held from now on, stays. Whom others hold just now isn't waited for.

    The lead is locked already, and members come before leads: to wait here could be to wait in a ring.
    """
    rows = Member.objects.raw(
        "select * from people_member where id = %s and is_active for share skip locked", [member.pk]
    )
    return bool(list(rows))


def take_from(leaver: Member, lead: Lead, *, actor: Member, now: datetime) -> None:
    """Take back what is offered to a leaver, the lead held by the caller; the workers offer it to the next."""
    for hand_off in lead.hand_offs.select_for_update().filter(state=State.OFFERED, qualifier=leaver):
        change(hand_off, {"state": State.TAKEN_BACK, "answered_at": now})
        change(lead, {"stage": Lead.Stage.SALES_READY})
        trail.record_many(actor=actor, act="lead.taken_from_leaver", about=[lead, hand_off], now=now, to=leaver)
        wake_workers()


@transaction.atomic
def offer_waiting(*, now: datetime) -> int:
    """Offer the sales-ready leads that wait, the oldest first; returns how many found a qualifier.

    Safe to run twice, late, or on two workers: the team's row is held, so that two workers don't fill one person up.
    """
    definition = Definition.objects.select_for_update(of=("self",), skip_locked=True).first()
    if definition is None:
        return 0
    ready = Lead.objects.filter(stage=Lead.Stage.SALES_READY, is_history=False, verdict__isnull=False)
    held = ready.select_for_update(of=("self",), skip_locked=True).order_by("created_at", "pk")[:BATCH]
    return sum(offer(lead, now) is not None for lead in held)


@transaction.atomic
def expire_offers(*, now: datetime) -> int:
    """Take back what nobody answered in time, so that it goes to the next; their manager is told."""
    late = HandOff.objects.offered().filter(accept_by__lte=now)
    ids = list(late.order_by("accept_by").values_list("lead", flat=True)[:BATCH])
    leads = {lead.pk: lead for lead in Lead.objects.select_for_update(skip_locked=True).filter(pk__in=ids)}
    held = list(
        late.filter(lead__in=leads)
        .select_for_update(of=("self",))
        .select_related("qualifier__team__lead")
        .order_by("accept_by", "pk")
    )
    system = Member.objects.system()
    for hand_off in held:
        change(hand_off, {"state": State.LATE, "answered_at": now})
        change(leads[hand_off.lead_id], {"stage": Lead.Stage.SALES_READY})
        about = [leads[hand_off.lead_id], hand_off]
        trail.record_many(actor=system, act="lead.not_answered", about=about, now=now, to=hand_off.qualifier)
        told = {people.manager_or_none(hand_off.qualifier)} - {None}
        telling.tell(to=told, kind="hand-off-late", about=hand_off, actor=system, now=now, name=hand_off.qualifier.name)
    return len(held)


@transaction.atomic
def accept_lead(*, actor: Member, hand_off: HandOff, now: datetime) -> HandOff:
    """Take the lead: from now on the actor answers for it, and for the first contact in the promised time."""
    (actor,) = lock_members([actor.pk])
    hand_off = _held(hand_off)
    require(policy.may_answer(actor, hand_off))
    if hand_off.state != State.OFFERED:
        raise WrongState(_said(hand_off))
    contact_by = people.working_time().after_days(now, people.company().first_contact_days)
    change(hand_off, {"state": State.ACCEPTED, "answered_at": now, "answered_by": actor, "contact_by": contact_by})
    change(hand_off.lead, {"stage": Lead.Stage.WITH_SALES, "owner": actor})
    trail.record_many(actor=actor, act="lead.accepted", about=[hand_off.lead, hand_off], now=now)
    told = {hand_off.lead.brought_by, hand_off.qualifier}
    telling.tell(to=told, kind="lead-accepted", about=hand_off, actor=actor, now=now)
    return hand_off


def merge_reason(*, actor: Member, choice: Choice, into: Choice, now: datetime) -> None:
    """Leads that came back for one reason came back for the other; called by merging."""
    HandOff.objects.filter(reason=choice).update(reason=into)


@transaction.atomic
def return_lead(*, actor: Member, hand_off: HandOff, reason: Choice | None, now: datetime, note: str = "") -> HandOff:
    """Give the lead back to marketing, with a reason; it comes again only with new evidence, and to somebody else."""
    back = _marketing_owner(hand_off.lead)
    hand_off = _held(hand_off)
    require(policy.may_answer(actor, hand_off))
    if hand_off.state not in (State.OFFERED, State.ACCEPTED):
        raise WrongState(_said(hand_off))
    if reason is None or reason.list != ChoiceList.RETURN_REASON or reason.retired_at is not None:
        raise ReasonNeeded(_("Choose why it comes back: marketing learns from it."))
    change(
        hand_off,
        {"state": State.RETURNED, "answered_at": now, "answered_by": actor, "reason": reason, "note": note.strip()},
    )
    change(hand_off.lead, {"stage": Lead.Stage.RETURNED, "owner": back})
    trail.record_many(
        actor=actor, act="lead.returned", about=[hand_off.lead, hand_off], now=now, reason=reason.label, note=note
    )
    telling.tell(
        to={back, hand_off.lead.brought_by}, kind="lead-returned", about=hand_off, actor=actor, now=now,
        reason=reason.label,
    )  # fmt: skip
    wake_workers()
    return hand_off


@transaction.atomic
def record_contact(*, actor: Member, hand_off: HandOff, contact: str, now: datetime) -> HandOff:
    """Say how the first contact went."""
    hand_off = _held(hand_off)
    require(policy.may_answer(actor, hand_off) or actor.pk == hand_off.lead.owner_id)
    if hand_off.state != State.ACCEPTED:
        raise WrongState(_said(hand_off))
    if hand_off.contacted_at is not None and hand_off.contact == contact:
        raise WrongState(_("That is written down already."))
    change(hand_off, {"contacted_at": hand_off.contacted_at or now, "contact": contact})
    trail.record_many(actor=actor, act=f"lead.contact_{contact}", about=[hand_off.lead, hand_off], now=now)
    return hand_off


def _held(hand_off: HandOff) -> HandOff:
    """The hand-off and its lead as they stand, the lead locked first, as everywhere."""
    lead = locked(hand_off.lead)
    held = locked(hand_off)
    held.lead = lead
    return held


def _said(hand_off: HandOff) -> str:
    names: dict[str, Any] = {"title": hand_off.lead, "name": hand_off.answered_by or hand_off.qualifier}
    if hand_off.state == State.ACCEPTED:
        return _("%(name)s has taken “%(title)s” already.") % names
    if hand_off.state == State.RETURNED:
        return _("%(name)s has returned “%(title)s” already.") % names
    if hand_off.state == State.LATE:
        return _("“%(title)s” went on to the next qualifier, because the time to take it is over.") % names
    if hand_off.state == State.TAKEN_BACK:
        return _("“%(title)s” went on to the next qualifier, because %(name)s left.") % names
    return _("“%(title)s” hasn't been taken yet.") % names


def _marketing_owner(lead: Lead) -> Member:
    """Who answers for a returned lead: who brought it, or their manager where they left. Locked before the lead."""
    (brought_by,) = lock_members([lead.brought_by_id])
    if brought_by.is_active:
        return brought_by
    (manager,) = lock_members([people.manager_of(brought_by).pk])
    return manager
