"""The shapes of asking for input, and of giving it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from apps.collateral.models import MOST_QUESTIONS, Quick
from apps.collateral.queries.inputs import Proposed
from apps.core.choosing import RowField, RowsField
from apps.people.models import Member


class AskInputForm(forms.Form):
    question_1 = forms.CharField(
        label=_("First question"), max_length=200, help_text=_("One that a salesperson answers between two calls.")
    )
    question_2 = forms.CharField(label=_("Second question"), max_length=200, required=False)
    question_3 = forms.CharField(label=_("Third question"), max_length=200, required=False)
    proposed: Any = forms.ModelMultipleChoiceField(
        queryset=None,
        label=_("Whom do you ask?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The first two are the likeliest. Tick and name nobody, and two are chosen for you."),
    )
    others: Any = RowsField(queryset=None, label=_("Somebody else who sells"), required=False)
    answer_by = forms.DateField(
        label=_("Answers by"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, could: QuerySet[Member], proposed: Sequence[Proposed], **options: Any) -> None:
        super().__init__(*args, **options)
        ticks: Any = self.fields["proposed"]
        ticks.queryset = could
        ticks.choices = [
            (one.member.pk, f"{one.member}: {one.why}" if one.why else str(one.member)) for one in proposed
        ]
        others: Any = self.fields["others"]
        others.queryset = could.order_by("name", "pk")
        # Where all who could be asked have a box to tick, there is nobody else.
        if not could.exclude(pk__in=[one.member.pk for one in proposed]).exists():
            del self.fields["others"]
        self.initial.setdefault("proposed", [one.member.pk for one in proposed[:2]])

    @property
    def said(self) -> dict[str, Any]:
        """What the command takes."""
        sent = self.cleaned_data
        return {
            "questions": [sent[f"question_{number}"] for number in range(1, MOST_QUESTIONS + 1)],
            "members": list(dict.fromkeys([*sent["proposed"], *sent.get("others", ())])),
            "answer_by": sent["answer_by"],
        }


class AskAnotherForm(forms.Form):
    member: Any = RowField(queryset=None, label=_("Whom?"), required=False, empty_label=_("whoever comes next"))

    def __init__(self, *args: Any, could: QuerySet[Member], **options: Any) -> None:
        super().__init__(*args, **options)
        member: Any = self.fields["member"]
        member.queryset = could.order_by("name", "pk")


class GiveInputForm(forms.Form):
    """A quick answer and a few words for each question; one of the two is enough."""

    version = forms.IntegerField(required=False, min_value=1, max_value=1_000_000, widget=forms.HiddenInput)

    def __init__(self, *args: Any, questions: Sequence[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.questions = questions
        for number, question in enumerate(questions, start=1):
            self.fields[f"quick_{number}"] = forms.ChoiceField(
                label=question, choices=Quick.choices, required=False, widget=forms.RadioSelect
            )
            self.fields[f"words_{number}"] = forms.CharField(
                label=_now("In your words: %(question)s") % {"question": question}, max_length=500, required=False
            )

    @property
    def asked(self) -> list[dict[str, Any]]:
        """Each question with its two fields."""
        numbers = range(1, len(self.questions) + 1)
        return [
            {"question": self.questions[n - 1], "quick": self[f"quick_{n}"], "words": self[f"words_{n}"]}
            for n in numbers
        ]

    def clean(self) -> dict[str, Any]:
        sent = self.cleaned_data
        for number in range(1, len(self.questions) + 1):
            said = sent.get(f"quick_{number}") or (sent.get(f"words_{number}") or "").strip()
            if not said and not self.errors.keys() & {f"quick_{number}", f"words_{number}"}:
                self.add_error(
                    f"quick_{number}", ValidationError(_("One tap is enough, and “Can't say” is an answer."), "needed")
                )
        return sent

    @property
    def said(self) -> dict[str, Any]:
        """What the command takes."""
        sent = self.cleaned_data
        numbers = range(1, len(self.questions) + 1)
        answers = [{"quick": sent[f"quick_{n}"], "words": sent[f"words_{n}"]} for n in numbers]
        return {"answers": answers, "version": sent["version"]}


class DeclineInputForm(forms.Form):
    reason = forms.CharField(
        label=_("Why not you?"), max_length=300, help_text=_("A line is enough: it helps to ask the right person.")
    )


class ThanksForm(forms.Form):
    thanks = forms.CharField(label=_("What becomes of it (you may leave it empty)"), max_length=500, required=False)
