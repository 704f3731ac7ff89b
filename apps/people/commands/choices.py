"""The lists that everybody shares."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from apps.core import undo
from apps.core.changing import change
from apps.core.errors import NotNow, Refused, require
from apps.core.models import locked
from apps.people import policy, uses
from apps.people.commands._writing import hold_company, require_name_free
from apps.people.models import Choice, ChoiceList, Member
from apps.trail import commands as trail


class AlreadyRetired(NotNow):
    """It isn't offered any more."""


class NotRetired(NotNow):
    """It is offered already."""


class NoMerge(Refused):
    """Only two entries of one list can become one, and what is left is one that is offered."""


@transaction.atomic
def add_choice(*, actor: Member, list: ChoiceList, label: str, now: datetime) -> Choice:
    """A new entry, last in its list."""
    require(policy.may_edit_company(actor))
    hold_company()
    require_name_free(Choice.objects.filter(list=list), label, field="label")
    last = Choice.objects.filter(list=list).aggregate(last=Max("position"))["last"] or 0
    choice = Choice.objects.create(list=list, label=label, position=last + 1)
    trail.record(actor=actor, act="choice.added", about=choice, now=now)
    return choice


@transaction.atomic
def rename_choice(*, actor: Member, choice: Choice, label: str, now: datetime, revision: int | None = None) -> Choice:
    """Everything that has this choice shows the new words."""
    require(policy.may_edit_company(actor))
    choice = locked(choice, revision=revision)
    require_name_free(Choice.objects.filter(list=choice.list), label, field="label", but=choice)
    changes = change(choice, {"label": label})
    if changes:
        trail.record(actor=actor, act="choice.renamed", about=choice, now=now, changes=changes)
    return choice


@transaction.atomic
def retire_choice(*, actor: Member, choice: Choice, now: datetime) -> tuple[Choice, undo.Undo]:
    """Offer it no longer; it stays on what already has it."""
    require(policy.may_edit_company(actor))
    choice = locked(choice)
    if choice.retired_at:
        raise AlreadyRetired(_("“%(label)s” is no longer offered.") % {"label": choice})
    change(choice, {"retired_at": now})
    trail.record(actor=actor, act="choice.retired", about=choice, now=now)
    label = _("“%(label)s” is no longer offered.") % {"label": choice}
    payload = {"choice": str(choice.pk), "revision": choice.revision}
    return choice, undo.offer(name="choice.retire", label=label, actor=actor, payload=payload)


@transaction.atomic
def undo_retire_choice(*, actor: Member, now: datetime, choice: str, revision: int) -> None:
    retired = locked(Choice.objects.get(pk=choice), revision=revision)
    restore_choice(actor=actor, choice=retired, now=now)


@transaction.atomic
def restore_choice(*, actor: Member, choice: Choice, now: datetime) -> Choice:
    """Offer it again."""
    require(policy.may_edit_company(actor))
    choice = locked(choice)
    if not choice.retired_at:
        raise NotRetired(_("“%(label)s” is offered already.") % {"label": choice})
    change(choice, {"retired_at": None})
    trail.record(actor=actor, act="choice.restored", about=choice, now=now)
    return choice


@transaction.atomic
def move_choice(*, actor: Member, choice: Choice, position: int, now: datetime) -> Choice:
    """Put it at `position` of its list, counted from 1; the others make room."""
    require(policy.may_edit_company(actor))
    hold_company()
    others = list(Choice.objects.of(ChoiceList(choice.list)).exclude(pk=choice.pk))
    choice = locked(choice)
    others.insert(max(position, 1) - 1, choice)
    for place, other in enumerate(others, start=1):
        change(other, {"position": place})
    trail.record(actor=actor, act="choice.moved", about=choice, now=now, position=choice.position)
    return choice


@transaction.atomic
def merge_choice(*, actor: Member, choice: Choice, into: Choice, now: datetime) -> Choice:
    """Whatever has `choice` has `into` from now on, everywhere, and `choice` is no longer offered."""
    require(policy.may_edit_company(actor))
    hold_company()
    first, second = sorted([choice, into], key=lambda one: one.pk)
    held = {one.pk: locked(one) for one in (first, second)}
    choice, into = held[choice.pk], held[into.pk]
    if choice == into or choice.list != into.list:
        raise NoMerge(_("Choose another entry of the same list."))
    if into.retired_at:
        raise NoMerge(_("“%(label)s” is no longer offered. Offer it again first.") % {"label": into})
    counts = uses.counted(choice)
    for use in uses.known():
        use.move(actor=actor, choice=choice, into=into, now=now)
    change(choice, {"retired_at": choice.retired_at or now})
    trail.record(actor=actor, act="choice.merged", about=choice, now=now, into=into, moved=", ".join(counts))
    trail.record(actor=actor, act="choice.took_in", about=into, now=now, other=choice.label)
    return choice
