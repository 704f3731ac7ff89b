"""What people send in: files, links, texts, and newer versions of them."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from apps.collateral import files, queries
from apps.collateral.archives import MOST_ENTRIES as MOST
from apps.collateral.forms.facets import FacetFields
from apps.collateral.models import (
    Audience,
)
from apps.core.choosing import RowField
from apps.core.errors import Refused
from apps.people.models import Member

ACCEPTED = ",".join(files.KINDS)


NO_CHOICE = [("", _("not said yet"))]


MOST_TEXT = 100_000


COPY_HELP = _("With one, the link is found by its words as well, and what it said stays known.")


WRITING = forms.Textarea(attrs={"rows": 14})


def summary() -> forms.CharField:
    return forms.CharField(
        label=_("Summary"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Two lines: what is in it, and when to use it."),
    )


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFiles(forms.FileField):
    """Several files of one field; each is checked by itself when it is taken in, so that one can't spoil the rest."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        given = data if isinstance(data, list | tuple) else [data]
        taken = [file for file in given if file]
        if not taken:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return taken


def check(file: UploadedFile) -> UploadedFile:
    try:
        files.check(file.name or "", file.size or 0)
    except Refused as refusal:
        raise forms.ValidationError(str(refusal), code=refusal.code) from refusal
    return file


def limits() -> str:
    return _(
        "PDF, Word (.docx), PowerPoint (.pptx), Excel (.xlsx), web pages (.html) or text (.txt, .md), "
        "up to %(limit)s MB each."
    ) % {"limit": files.limit_megabytes()}


class UploadForm(FacetFields):
    file = ManyFiles(label=_("Files"), error_messages={"required": _("Choose at least one file.")})
    kind: Any = RowField(queryset=None, label=_("Kind"), required=False, empty_label=_("not said yet"))
    audience = forms.ChoiceField(label=_("For"), choices=[*NO_CHOICE, *Audience.choices], required=False)
    owner: Any = RowField(queryset=None, label=_("Owner"), required=False, empty_label=_("I do myself"))
    publish = forms.BooleanField(
        label=_("Publish at once what is complete"),
        required=False,
        help_text=_("Complete is what has a kind and says for whom it is. The rest stays a draft and is listed."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        kind: Any = self.fields["kind"]
        owner: Any = self.fields["owner"]
        kind.queryset = queries.kinds_of_collateral()
        owner.queryset = Member.objects.active().order_by("name", "pk")
        self.offer_facets()
        self.order_fields([*(name for name in self.fields if name != "publish"), "publish"])
        self.fields["file"].help_text = (
            _("Choose them, or drop them here.")
            + " "
            + limits()
            + " "
            + _("Also packed (.zip), up to %(most)s in one go.") % {"most": MOST}
        )
        self.fields["file"].widget.attrs["accept"] = f"{ACCEPTED},.zip"


class _NewForm(FacetFields):
    """What is said of any new piece of collateral; what isn't said stands among its gaps."""

    title = forms.CharField(label=_("Title"), max_length=200, help_text=_("The words people look for."))
    summary: Any = summary()
    kind: Any = RowField(queryset=None, label=_("Kind"), required=False, empty_label=_("not said yet"))
    audience = forms.ChoiceField(label=_("For"), choices=[*NO_CHOICE, *Audience.choices], required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        kind: Any = self.fields["kind"]
        kind.queryset = queries.kinds_of_collateral()
        self.offer_facets()
        self.order_fields(self.field_order)


class LinkForm(_NewForm):
    link = forms.CharField(label=_("Address"), max_length=2000, widget=forms.URLInput)
    file = forms.FileField(label=_("A copy as PDF"), required=False, help_text=COPY_HELP)
    field_order = ("title", "link", "file", "summary", "kind", "audience")

    def clean_file(self) -> UploadedFile | None:
        given = self.cleaned_data["file"]
        return check(given) if given else None


class TextForm(_NewForm):
    text = forms.CharField(label=_("Text"), max_length=MOST_TEXT, widget=WRITING, help_text=_("Markdown works."))
    field_order = ("title", "text", "summary", "kind", "audience")
