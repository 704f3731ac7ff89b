"""The shapes of what salespeople hand in, and of the answer to it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.collateral import queries
from apps.collateral.forms.uploads import ACCEPTED, MOST_TEXT, check, limits
from apps.collateral.models import Asset, Audience, Check
from apps.core.choosing import RowField, RowsField
from apps.people.models import Member


class _Given(forms.Form):
    """A file, a link or a text: one of the three."""

    given_needed = True

    file = forms.FileField(
        label=_("File"), required=False, error_messages={"empty": _("This file is empty. Save it again.")}
    )
    link = forms.CharField(label=_("Or an address"), max_length=2000, required=False, widget=forms.URLInput)
    text = forms.CharField(
        label=_("Or a text"),
        max_length=MOST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Markdown works."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        file = self.fields["file"]
        file.help_text, file.widget.attrs["accept"] = limits(), ACCEPTED

    def clean_file(self) -> Any:
        given = self.cleaned_data["file"]
        return check(given) if given else None

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        given = [name for name in ("file", "link", "text") if said.get(name)]
        if len(given) > 1:
            self.add_error(None, _("Give a file, an address or a text: one of the three."))
        if not given and self.given_needed and "file" not in self.errors:
            self.add_error(None, _("Give a file, an address or a text."))
        return said


class _Checklist(forms.Form):
    used_where = forms.CharField(
        label=_("Where did you use it?"),
        max_length=300,
        help_text=_("With whom, or on what occasion: first calls with small utilities."),
    )
    checks = forms.MultipleChoiceField(
        label=_("What you have looked at"),
        choices=Check.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Leave open what you are unsure of: whoever reviews it looks at that."),
    )


class FieldContentForm(_Given, _Checklist):
    title = forms.CharField(
        label=_("Title"), max_length=200, required=False, help_text=_("Left empty, it is called like the file.")
    )
    kind: Any = RowField(queryset=None, label=_("Kind"), empty_label=_("choose one"))
    persona: Any = RowsField(
        queryset=None, label=_("For which persona?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    field_order = ("title", "file", "link", "text", "kind", "persona", "used_where", "checks")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        kind: Any = self.fields["kind"]
        persona: Any = self.fields["persona"]
        kind.queryset, persona.queryset = queries.kinds_of_collateral(), queries.personas()
        if not persona.queryset.exists():
            del self.fields["persona"]


class SubmitAgainForm(_Given, _Checklist):
    given_needed = False
    change_note = forms.CharField(label=_("What is new in it"), max_length=500, required=False)
    field_order = ("file", "link", "text", "change_note", "used_where", "checks")


class AdoptForm(_Given):
    given_needed = False
    audience = forms.ChoiceField(label=_("For"), choices=Audience.choices)
    note = forms.CharField(label=_("A word to whoever made it"), max_length=2000, required=False)
    change_note = forms.CharField(label=_("What you changed"), max_length=500, required=False)
    field_order = ("audience", "note", "file", "link", "text", "change_note")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["file"].label = _("Adapted: your file")


class UseInsteadForm(forms.Form):
    successor: Any = forms.ModelChoiceField(queryset=None, label=_("Use instead"), widget=forms.RadioSelect)
    note = forms.CharField(label=_("Why that one?"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, offered: list[Asset], viewer: Member, **options: Any) -> None:
        super().__init__(*args, **options)
        successor: Any = self.fields["successor"]
        successor.queryset = Asset.objects.visible_to(viewer).defer("search")
        successor.choices = [(row.pk, row.title) for row in offered]
