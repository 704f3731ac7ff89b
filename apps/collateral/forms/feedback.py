"""What people say of a version, and what became of it."""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from apps.collateral.models import (
    Feedback,
    Reason,
)
from apps.core.choosing import offer


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


class FixForm(forms.Form):
    feedback: Any = Judgements(
        queryset=None, label=_("What does it fix?"), error_messages={"required": _("Tick what this version fixes.")}
    )

    def __init__(self, *args: Any, fixable: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, feedback=fixable)
