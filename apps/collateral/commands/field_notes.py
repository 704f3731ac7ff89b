"""What salespeople hear outside, in two lines."""

from datetime import datetime
from typing import TypedDict, Unpack
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from apps.collateral import policy
from apps.collateral.commands.facets import hold_choices
from apps.collateral.commands.ground import WrongState, said
from apps.collateral.models import Asset, FieldNote, Request
from apps.core import telling, undo
from apps.core.changing import change
from apps.core.errors import Refused, require
from apps.core.models import locked
from apps.core.undo import Undo
from apps.people.models import Choice, ChoiceList, Member
from apps.trail import commands as trail


class NotAPersona(Refused):
    """The persona must be one of the company's."""


class NotForAll(Refused):
    """Both sides read a note, so what it is about must be there for both."""


class NoteChanges(TypedDict, total=False):
    heard: str
    from_whom: str
    persona: Choice | None
    asset: Asset | None
    request: Request | None


@transaction.atomic
def note_heard(
    *,
    actor: Member,
    heard: str,
    now: datetime,
    from_whom: str = "",
    persona: Choice | None = None,
    asset: Asset | None = None,
    request: Request | None = None,
) -> FieldNote:
    """Write down what was heard; who owns the collateral or the request it is about hears of it."""
    require(policy.may_note(actor))
    given: NoteChanges = {"heard": heard, "from_whom": from_whom, "persona": persona, "asset": asset}
    note = FieldNote.objects.create(**_checked(given), request=request, noted_by=actor, noted_at=now)
    trail.record(actor=actor, act="note.heard", about=note, now=now)
    to = [asset.owner] if asset else []
    if request:
        to += [request.asked_by, *([request.owner] if request.owner else [])]
    telling.tell(to=to, kind="field-note", about=note, actor=actor, now=now)
    return note


@transaction.atomic
def edit_note(
    *, actor: Member, note: FieldNote, now: datetime, revision: int | None = None, **changes: Unpack[NoteChanges]
) -> FieldNote:
    """Say it better; whoever noted it does."""
    given = _checked(changes)
    note = locked(note, revision=revision)
    require(policy.may_edit_note(actor, note))
    _refuse_removed(note)
    changed = change(note, given)
    if changed:
        trail.record(actor=actor, act="note.edited", about=note, now=now, changes=changed)
    return note


@transaction.atomic
def remove_note(
    *, actor: Member, note: FieldNote, now: datetime, revision: int | None = None
) -> tuple[FieldNote, Undo]:
    """Take it out of everybody's sight; whoever noted it does."""
    note = locked(note, revision=revision)
    require(policy.may_edit_note(actor, note))
    _refuse_removed(note)
    change(note, {"removed_at": now})
    trail.record(actor=actor, act="note.removed", about=note, now=now)
    payload = {"note": str(note.pk), "revision": note.revision}
    return note, undo.offer(name="note-removed", label=_("The field note is removed."), actor=actor, payload=payload)


@transaction.atomic
def undo_remove_note(*, actor: Member, now: datetime, note: str, revision: int) -> None:
    """Both sides read it again."""
    row = locked(FieldNote(pk=UUID(note)))
    require(policy.may_edit_note(actor, row))
    if row.revision != revision or row.removed_at is None:
        raise WrongState(_("The field note was changed since."))
    change(row, {"removed_at": None})
    trail.record(actor=actor, act="note.brought_back", about=row, now=now)


def _refuse_removed(note: FieldNote) -> None:
    if note.removed_at is not None:
        raise WrongState(_("This field note is removed."))


@transaction.atomic
def merge_persona_of_notes(*, actor: Member, choice: Choice, into: Choice, now: datetime) -> None:
    """Notes of the persona `choice` are of `into`; called by merging, which holds both."""
    notes = list(FieldNote.objects.select_for_update(of=("self",)).filter(persona=choice).order_by("pk"))
    FieldNote.objects.filter(persona=choice).update(persona=into)
    trail.record_many(actor=actor, act="asset.choice_merged", about=notes, now=now, old=choice.label, new=into.label)


def _checked(given: NoteChanges) -> NoteChanges:
    """The same, trimmed and fit to stand there; holds the persona against merging."""
    if "heard" in given:
        given["heard"] = said(given["heard"], _("Write what you heard."))
    if "from_whom" in given:
        given["from_whom"] = given["from_whom"].strip()
    persona, asset = given.get("persona"), given.get("asset")
    if persona is not None:
        if persona.list != ChoiceList.PERSONA:
            raise NotAPersona(_("“%(label)s” isn't a persona.") % {"label": persona})
        hold_choices({"persona": persona})
    if asset is not None and Asset.objects.filter(pk=asset.pk, state=Asset.State.DRAFT).exists():
        raise NotForAll(_("“%(title)s” is a draft, which not everybody sees. Note it without.") % {"title": asset})
    return given
