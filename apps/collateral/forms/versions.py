"""A newer version, or an older one brought back."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from apps.collateral import files
from apps.collateral.forms.feedback import Judgements
from apps.collateral.forms.uploads import ACCEPTED, COPY_HELP, MOST_TEXT, WRITING, check, limits
from apps.collateral.models import (
    AssetVersion,
    Feedback,
)
from apps.core.choosing import offer
from apps.people.models import Member


class RollBackForm(forms.Form):
    change_note = forms.CharField(
        label=_("Why it comes back"), max_length=500, help_text=_("One line for those who know the version in use.")
    )
    based_on = forms.IntegerField(widget=forms.HiddenInput, required=False)


class VersionForm(forms.Form):
    """Another file, or another address or text where the version before was one."""

    link = forms.CharField(label=_("Address"), max_length=2000, widget=forms.URLInput)
    text = forms.CharField(label=_("Text"), max_length=MOST_TEXT, widget=WRITING, help_text=_("Markdown works."))
    file = forms.FileField(label=_("File"), error_messages={"empty": _("This file is empty. Save it again.")})
    change_note = forms.CharField(
        label=_("What is new in it"), max_length=500, help_text=_("One line for those who know the version before.")
    )
    based_on = forms.IntegerField(widget=forms.HiddenInput, required=False)
    # What lets a file be used that was sent before, when somebody else was faster.
    held = forms.CharField(widget=forms.HiddenInput, required=False)

    fixes: Any = Judgements(
        queryset=None,
        label=_("What does it fix?"),
        required=False,
        help_text=_("Those who said it are asked to look again."),
    )

    def __init__(
        self, data: Any = None, sent: Any = None, *, member: Member, version: AssetVersion, fixable: QuerySet[Feedback]
    ) -> None:
        super().__init__(data, sent, initial={"based_on": version.number, "link": version.link})
        offer(self, fixes=fixable)
        if not fixable.exists():
            del self.fields["fixes"]
        self._held = files.passed((data or {}).get("held", ""), member.pk)
        file = self.fields["file"]
        file.help_text, file.widget.attrs["accept"] = limits(), ACCEPTED
        if version.link:
            file.label, file.help_text, file.widget.attrs["accept"] = _("A copy as PDF"), COPY_HELP, ".pdf"
        elif version.is_markdown:
            file.label, self.initial["text"] = _("Or a file instead"), files.text_of(version.file)
        file.required = self._held is None and not version.link and not version.is_markdown
        if not version.link:
            del self.fields["link"]
        if version.link or not version.is_markdown:
            del self.fields["text"]

    def clean_file(self) -> Any:
        given = self.cleaned_data["file"]
        return check(given) if given else self._held
