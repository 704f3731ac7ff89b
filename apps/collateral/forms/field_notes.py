"""The shape of a field note, and what their list is narrowed by."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from apps.collateral import queries
from apps.collateral.models import Asset, FieldNote, Request
from apps.people.models import Member


class FieldNoteForm(forms.Form):
    heard = forms.CharField(
        label=_("What did you hear?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Two lines, in their words."),
    )
    from_whom = forms.CharField(
        label=_("From whom?"),
        max_length=120,
        required=False,
        help_text=_("A kind of person is enough: the buyer of a small utility."),
    )
    persona: Any = forms.ModelChoiceField(queryset=None, label=_("Persona"), required=False, empty_label=_("not said"))
    asset: Any = forms.ModelChoiceField(queryset=None, required=False, widget=forms.HiddenInput)
    request: Any = forms.ModelChoiceField(queryset=None, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, viewer: Member, note: FieldNote | None = None, **options: Any) -> None:
        if note is not None:
            options["initial"] = {name: getattr(note, name) for name in self.base_fields}
        super().__init__(*args, **options)
        offered: dict[str, QuerySet[Any]] = {
            "persona": queries.personas(also=note.persona if note else None),
            "asset": Asset.objects.visible_to(viewer),
            "request": Request.objects.visible_to(viewer),
        }
        for name, rows in offered.items():
            field: Any = self.fields[name]
            field.queryset = rows
