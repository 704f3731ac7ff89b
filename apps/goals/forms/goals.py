from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.core.choosing import RowField, offer, offer_alike
from apps.goals import policy
from apps.goals.commands.conditions import CONSEQUENCE, LONGEST
from apps.goals.commands.conditions import MOST as MOST_CONDITIONS
from apps.goals.forms.ground import Owned, colleagues, day_field, text_field
from apps.goals.models import Decider, Goal, GoalSide, Period
from apps.people.editing import EditForm
from apps.people.models import Member


class PeriodForm(forms.Form):
    year = forms.IntegerField(
        label=_("Which fiscal year?"),
        min_value=2000,
        max_value=2100,
        help_text=_("It is named after the calendar year in which it ends."),
    )


class GoalForm(Owned):
    title = forms.CharField(label=_("What do we want to reach?"), max_length=200)
    why = text_field(_("Why does it matter?"), required=False)
    side = forms.TypedChoiceField(
        label=_("Whose goal is it?"),
        choices=[("", _("Not said")), *GoalSide.choices],
        required=False,
        empty_value=None,
    )
    due_on = day_field(_("By when?"), required=False)

    parent = RowField(
        label=_("Which goal does it serve?"),
        queryset=Goal.objects.open().order_by("-is_root", "title", "pk"),
        required=False,
        empty_label=_("None, or not yet clear"),
    )
    weight = forms.IntegerField(
        label=_("How much does it count there?"),
        min_value=0,
        max_value=100,
        initial=1,
        required=False,
        help_text=_("2 counts twice as much as 1."),
    )
    period = RowField(
        label=_("For which period?"),
        queryset=Period.objects.newest_first(),
        required=False,
        empty_label=_("Not said"),
    )

    field_order = ["title", "why", "side", "owner", "parent", "weight", "period", "is_root", "due_on"]

    def clean_weight(self) -> int:
        """Left empty, it stays what it was."""
        given = self.cleaned_data["weight"]
        return self.initial.get("weight", 1) if given is None else given


class NewGoalForm(GoalForm):
    """Whoever answers for more than their own work may set the revenue goal of a year."""

    is_root = forms.BooleanField(
        label=_("This is the revenue goal of that fiscal year"),
        required=False,
        help_text=_("All other goals of the year serve it."),
    )

    def __init__(self, *args: Any, actor: Member, **options: Any) -> None:
        super().__init__(*args, actor=actor, **options)
        if not policy.may_set_root(actor):
            del self.fields["is_root"]


class MilestoneForm(Owned):
    title = forms.CharField(label=_("What is reached then?"), max_length=200)
    due_on = day_field(_("By when?"))

    field_order = ["title", "owner", "due_on"]


class GoalChangesForm(EditForm, GoalForm):
    """What a plan in force says of the goal stands on a form of its own."""

    def __init__(self, *args: Any, agreed: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        if agreed:
            del self.fields["side"], self.fields["due_on"]


class ConditionsForm(EditForm):
    """A line for each thing that the goal depends on, lines left empty are none; and what happens if it slips."""

    consequence = forms.CharField(label=_("What happens if it slips?"), required=False, max_length=300)
    decided_by = forms.TypedChoiceField(
        label=_("Who decides on that?"),
        choices=[("", _("Nothing is agreed for that")), *Decider.choices],
        required=False,
        empty_value=None,
        help_text=_("The owner is always heard first."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        lines = range(1, MOST_CONDITIONS + 1)
        for line in lines:
            self.fields[f"text_{line}"] = forms.CharField(
                label=_("It depends on (%(line)s)") % {"line": line}, required=False, max_length=LONGEST
            )
            self.fields[f"who_{line}"] = RowField(
                label=_("Who can see to it?"), queryset=colleagues(), required=False, empty_label=_("Not known")
            )
        self.order_fields([*(name for name in self.fields if name not in self.base_fields), *self.base_fields])
        named = [self.initial[f"who_{line}"] for line in lines if self.initial.get(f"who_{line}")]
        choices = colleagues() | Member.objects.filter(pk__in=named)
        offer(self, **{f"who_{line}": choices for line in lines})
        offer_alike(self, choices, *(f"who_{line}" for line in lines))

    @classmethod
    def beginning_with(cls, values: Mapping[str, Any]) -> dict[str, Any]:
        """What the form begins with where this is said of a goal."""
        given = {"consequence": values["consequence"], "decided_by": values["decided_by"]}
        if not values["consequence"] and not values["conditions"]:
            given["consequence"] = str(CONSEQUENCE)
        for line, one in enumerate(values["conditions"], 1):
            given |= {f"text_{line}": one["text"], f"who_{line}": one["who"]}
        return given

    @classmethod
    def values_of(cls, row: Goal) -> dict[str, Any]:
        return cls.beginning_with(vars(row)) | {"revision": row.revision}

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        conditions = []
        for line in range(1, MOST_CONDITIONS + 1):
            text, who = given.get(f"text_{line}"), given.get(f"who_{line}")
            if who is not None and not text and f"text_{line}" not in self.errors:
                self.add_error(f"text_{line}", _("Say what they are to see to."))
            elif text:
                conditions.append({"text": text, "who": str(who.pk) if who else None})
        decided_by = given.get("decided_by")
        consequence = given.get("consequence", "")
        if decided_by and not consequence and "consequence" not in self.errors:
            self.add_error("consequence", _("Say what they decide on."))
        elif not decided_by and consequence == str(CONSEQUENCE):
            # It stood there for whoever wants it.
            consequence = ""
        elif not decided_by and consequence:
            self.add_error("decided_by", _("Say who decides on it."))
        return {
            "conditions": conditions,
            "consequence": consequence,
            "decided_by": decided_by,
            "revision": given.get("revision"),
        }


class MilestoneChangesForm(EditForm, MilestoneForm):
    pass


class ScoreboardLinkForm(forms.Form):
    name = forms.CharField(
        label=_("What is it for?"), max_length=80, help_text=_("For example the screen in the canteen.")
    )
