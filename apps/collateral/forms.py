"""The shapes of what people send in."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from apps.collateral import files, queries
from apps.collateral.archives import MOST_ENTRIES as MOST
from apps.collateral.facet_fields import FacetFields
from apps.collateral.models import (
    KINDS_PUT_TO,
    Asset,
    AssetVersion,
    Audience,
    Feedback,
    Reason,
    Request,
    WishKind,
    WishSide,
)
from apps.core.choosing import RowField
from apps.core.errors import Refused
from apps.people.models import Member, Role

ACCEPTED = ",".join(files.KINDS)
NO_CHOICE = [("", _("not said yet"))]
MOST_TEXT = 100_000
COPY_HELP = _("With one, the link is found by its words as well, and what it said stays known.")
WRITING = forms.Textarea(attrs={"rows": 14})


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


def _check(file: UploadedFile) -> UploadedFile:
    try:
        files.check(file.name or "", file.size or 0)
    except Refused as refusal:
        raise forms.ValidationError(str(refusal), code=refusal.code) from refusal
    return file


def _limits() -> str:
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
            _limits() + " " + _("Also packed (.zip), up to %(most)s in one go.") % {"most": MOST}
        )
        self.fields["file"].widget.attrs["accept"] = f"{ACCEPTED},.zip"


class _NewForm(forms.Form):
    """What is said of any new piece of collateral."""

    kind: Any = RowField(queryset=None, label=_("Kind"), required=False, empty_label=_("not said yet"))
    audience = forms.ChoiceField(label=_("For"), choices=[*NO_CHOICE, *Audience.choices], required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        kind: Any = self.fields["kind"]
        kind.queryset = queries.kinds_of_collateral()


class LinkForm(_NewForm):
    title = forms.CharField(label=_("Title"), max_length=200, help_text=_("The words people look for."))
    link = forms.CharField(label=_("Address"), max_length=2000, widget=forms.URLInput)
    file = forms.FileField(label=_("A copy as PDF"), required=False, help_text=COPY_HELP)
    field_order = ("title", "link", "file", "kind", "audience")

    def clean_file(self) -> UploadedFile | None:
        given = self.cleaned_data["file"]
        return _check(given) if given else None


class TextForm(_NewForm):
    title = forms.CharField(label=_("Title"), max_length=200, help_text=_("The words people look for."))
    text = forms.CharField(label=_("Text"), max_length=MOST_TEXT, widget=WRITING, help_text=_("Markdown works."))
    field_order = ("title", "text", "kind", "audience")


class RollBackForm(forms.Form):
    change_note = forms.CharField(
        label=_("Why it comes back"), max_length=500, help_text=_("One line for those who know the version in use.")
    )
    based_on = forms.IntegerField(widget=forms.HiddenInput, required=False)


class Judgements(forms.ModelMultipleChoiceField):
    """What was said, to be ticked."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, feedback: Any) -> str:
        said = [feedback.what_would_help, feedback.get_reason_display(), feedback.text]
        words = next((text for text in said if text), "")
        return _("%(rating)s of 5, version %(number)s: %(words)s") % {
            "rating": feedback.rating,
            "number": feedback.version.number,
            "words": words,
        }


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
        self.fields["fixes"].queryset = fixable  # type: ignore[attr-defined]
        if not fixable.exists():
            del self.fields["fixes"]
        self._held = files.passed((data or {}).get("held", ""), member.pk)
        file = self.fields["file"]
        file.help_text, file.widget.attrs["accept"] = _limits(), ACCEPTED
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
        return _check(given) if given else self._held


def _day(label: Any, help_text: Any) -> forms.DateField:
    picker = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, help_text=help_text, required=False, widget=picker)


class AssetForm(FacetFields):
    title = forms.CharField(label=_("Title"), max_length=200, help_text=_("The words people look for."))
    summary = forms.CharField(
        label=_("Summary"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Two lines: what is in it, and when to use it."),
    )
    kind: Any = RowField(queryset=None, label=_("Kind"), required=False, empty_label=_("not said yet"))
    audience = forms.ChoiceField(label=_("For"), choices=[*NO_CHOICE, *Audience.choices], required=False)
    owner: Any = RowField(queryset=None, label=_("Owner"), empty_label=None)
    release_on = _day(_("Released on"), _("Before that day only those who work on it see it."))
    expires_on = _day(_("Last day of use"), _("After it, it stands in no list and is found by nobody; its page stays."))
    verify_by = _day(_("To be verified by"), _("After it, it is marked as unverified until somebody has looked at it."))

    def __init__(self, data: Any = None, *, asset: Asset) -> None:
        super().__init__(data, initial={name: getattr(asset, name) for name in self.base_fields})
        kind: Any = self.fields["kind"]
        owner: Any = self.fields["owner"]
        kind.queryset = queries.kinds_of_collateral(also=asset.kind)
        owner.queryset = Member.objects.active().order_by("name", "pk")
        self.offer_facets(asset)


class FeedbackForm(forms.Form):
    rating = forms.TypedChoiceField(
        label=_("Would you use it again with a buyer?"),
        choices=[(rating, format_lazy(_("{rating} of 5"), rating=rating)) for rating in range(1, 6)],
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a rating from 1 to 5.")},
    )
    reason = forms.ChoiceField(label=_("Why?"), choices=Reason.choices, required=False, widget=forms.RadioSelect)
    what_would_help = forms.CharField(label=_("What would make it better?"), max_length=500, required=False)
    text = forms.CharField(
        label=_("Anything else"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    @classmethod
    def of(cls, feedback: Feedback | None) -> "FeedbackForm":
        """The form with what the member said of this version, to say it anew."""
        if feedback is None:
            return cls()
        return cls(initial={name: getattr(feedback, name) for name in cls.base_fields})


class AnswerForm(forms.Form):
    text = forms.CharField(label=_("Your answer"), max_length=4000, widget=forms.Textarea(attrs={"rows": 2}))


class MissingForm(forms.Form):
    missing = forms.CharField(label=_("What is missing"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))


class FixForm(forms.Form):
    feedback: Any = Judgements(
        queryset=None, label=_("What does it fix?"), error_messages={"required": _("Tick what this version fixes.")}
    )

    def __init__(self, *args: Any, fixable: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["feedback"].queryset = fixable  # type: ignore[attr-defined]


class RequestForm(forms.Form):
    """The words of a wish."""

    kind = forms.ChoiceField(label=_("What kind of wish?"), choices=WishKind.choices)
    title = forms.CharField(label=_("What do you need?"), max_length=200)
    why = forms.CharField(
        label=_("Why, and what for?"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    for_whom = forms.CharField(
        label=_("For whom?"), max_length=200, required=False, help_text=_("A buyer, an industry, a colleague.")
    )
    deal = forms.CharField(
        label=_("For which deal?"), max_length=100, required=False, help_text=_("Its number in your CRM.")
    )
    needed_by = forms.DateField(
        label=_("By when?"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


def _put_to(side: WishSide) -> tuple[str, list[tuple[str, Any]]]:
    return PUT_TO[side], [(kind.value, kind.label) for kind in KINDS_PUT_TO[side]]


PUT_TO: dict[WishSide, Any] = {
    WishSide.MARKETING: _("Answered by marketing"),
    WishSide.SALES: _("Answered by sales"),
}


class AskForm(RequestForm):
    """A new wish; the kinds that one's own side asks of the other come first."""

    searched = forms.CharField(max_length=200, required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, first: WishSide, initial: dict[str, Any]) -> None:
        super().__init__(data, initial={"kind": KINDS_PUT_TO[first][0]} | initial)
        kind: Any = self.fields["kind"]
        kind.choices = [_put_to(side) for side in sorted(WishSide, key=lambda side: side != first)]


class EditRequestForm(RequestForm):
    """What can be said better of a wish; it stays with the side that it was put to."""

    def __init__(self, data: Any = None, *, wish: Request) -> None:
        super().__init__(data, initial={name: getattr(wish, name) for name in self.base_fields})
        kind: Any = self.fields["kind"]
        kind.choices = _put_to(WishSide(wish.side))[1]


class AcceptForm(forms.Form):
    due_on = forms.DateField(label=_("Delivered by"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    owner: Any = forms.ModelChoiceField(
        queryset=None, label=_("Who delivers it"), required=False, empty_label=_("I do myself")
    )

    def __init__(self, data: Any = None, *, wish: Request, viewer: Member, due_on: date | None = None) -> None:
        super().__init__(data, initial={"due_on": due_on})
        owner: Any = self.fields["owner"]
        of_the_side = Member.objects.active().filter(side=wish.side).exclude(pk=viewer.pk)
        owner.queryset = of_the_side.with_role(Role.SALESPERSON, Role.MARKETER, Role.MANAGER).order_by("name", "pk")


# What is said most often, for one tap.
READY_REASONS = (
    _("There is no room for it before the date you need it by."),
    _("It would help too few of us for the work it takes."),
    _("We lack the facts for it. Tell us more in the discussion, and ask anew."),
    _("It isn't ours to do. The directory says whom to turn to."),
)


class DeclineForm(forms.Form):
    reason = forms.CharField(label=_("Why not"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))


class ReopenForm(forms.Form):
    missing = forms.CharField(label=_("What is missing"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))


class VoteForm(forms.Form):
    why = forms.CharField(
        label=_("Why do you need it?"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    deal = forms.CharField(label=_("For which deal?"), max_length=100, required=False)


class MergeForm(forms.Form):
    into: Any = forms.ModelChoiceField(
        queryset=None,
        label=_("The request in which it goes on"),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": _("Choose one."), "invalid_choice": _("It isn't open any more. Choose another.")},
    )

    def __init__(self, data: Any = None, *, offered: list[Request]) -> None:
        super().__init__(data)
        into: Any = self.fields["into"]
        # Only some are offered; any open one is taken, and the command says why not.
        into.queryset = Request.objects.open()
        into.choices = [(row.pk, row.title) for row in offered]


class DeliverForm(forms.Form):
    asset: Any = RowField(
        queryset=None, label=_("Collateral"), required=False, widget=forms.RadioSelect, empty_label=_("no collateral")
    )
    answer = forms.CharField(
        label=_("Your answer"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, deliverable: Iterable[Asset], viewer: Member, **options: Any) -> None:
        super().__init__(*args, **options)
        asset: Any = self.fields["asset"]
        # Only some are offered; any that may be delivered is taken.
        asset.queryset = Asset.objects.visible_to(viewer).usable()
        asset.choices = [("", _("no collateral")), *((row.pk, row.title) for row in deliverable)]


class SynonymForm(forms.Form):
    term = forms.CharField(label=_("Who searches for"), max_length=80)
    means = forms.CharField(label=_("also finds"), max_length=80)
    both_ways = forms.BooleanField(label=_("and the other way round"), required=False, initial=True)
