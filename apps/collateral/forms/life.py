"""The shapes of what people send to move an asset on."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.collateral.models import Asset
from apps.people.models import Member


class AskReviewForm(forms.Form):
    reviewer: Any = forms.ModelChoiceField(
        queryset=None, label=_("Who reviews it"), required=False, empty_label=_("whoever has the fewest to review")
    )

    def __init__(self, *args: Any, others: Iterable[Member], **options: Any) -> None:
        super().__init__(*args, **options)
        reviewer: Any = self.fields["reviewer"]
        reviewer.queryset = Member.objects.active().order_by("name", "pk")
        # Only those who could are offered; whom a rule refuses, it refuses by name.
        reviewer.choices = [("", reviewer.empty_label), *((one.pk, one.name) for one in others)]


class ChangesForm(forms.Form):
    note = forms.CharField(label=_("What has to change"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class RecallForm(forms.Form):
    reason = forms.CharField(
        label=_("Why nobody may use it any more"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Everybody who relied on it is told at once. Only a review lets it out again."),
    )


class VerifyForm(forms.Form):
    note = forms.CharField(label=_("How you know (you may leave it empty)"), max_length=500, required=False)


class SuccessorForm(forms.Form):
    successor: Any = forms.ModelChoiceField(
        queryset=None, label=_("Use instead"), required=False, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, offered: Iterable[Asset], viewer: Member, **options: Any) -> None:
        super().__init__(*args, **options)
        successor: Any = self.fields["successor"]
        # Only some are offered; any that may follow is taken.
        successor.queryset = Asset.objects.visible_to(viewer).defer("search")
        successor.choices = [("", _("nothing")), *((row.pk, row.title) for row in offered)]
