"""What the rest of Accord knows of field notes."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from apps.collateral import commands, policy
from apps.collateral.models import FieldNote
from apps.core import navigation, telling, things, undo
from apps.core.finding import fitting
from apps.people import uses
from apps.people.models import Member
from apps.trail import acts


def note_url(note: FieldNote) -> str:
    return reverse("collateral:field_note", args=[note.pk])


def _find(viewer: Member, words: str) -> QuerySet[FieldNote]:
    return fitting(FieldNote.objects.visible_to(viewer).select_related("noted_by"), words, "heard", "from_whom")


def register() -> None:
    things.register(
        things.Thing(
            kind="field-note",
            label=_("Field note"),
            model=FieldNote,
            title=str,
            url=note_url,
            visible_to=FieldNote.objects.visible_to,
            involved=lambda note: [note.noted_by],
            many=_("Field notes"),
            find=_find,
        )
    )
    acts.name_fields({"heard": _("Heard"), "from_whom": _("From whom"), "asset": _("Collateral")})
    acts.register(
        {
            "note.heard": _("noted it"),
            "note.edited": _("edited it"),
            "note.removed": _("removed it"),
            "note.brought_back": _("brought it back"),
        }
    )
    undo.register("note-removed", commands.undo_remove_note)
    undo.register("use-taken-back", commands.undo_take_back_use)
    telling.register(
        telling.NoticeKind(
            "field-note",
            _("Somebody heard something about what is mine"),
            _("{actor} heard: {title}"),
            _("It is about collateral you answer for, or a request of yours."),
        )
    )
    uses.register(
        uses.Use(
            column="collateral.FieldNote.persona",
            rows=lambda choice: FieldNote.objects.filter(persona=choice),
            counted=lambda count: ngettext("%d field note", "%d field notes", count) % count,
            move=commands.merge_persona_of_notes,
        )
    )
    navigation.register(navigation.Entry(32, _("Field notes"), "collateral:field_notes", icon="comment", key="n"))
    navigation.register_new(navigation.Entry(32, _("Field note"), "collateral:note_heard", shown_to=policy.may_note))
