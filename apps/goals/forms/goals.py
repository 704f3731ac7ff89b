from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.goals import policy
from apps.goals.forms.ground import Owned, day_field, text_field
from apps.goals.models import Goal, GoalSide, Period
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

    parent = forms.ModelChoiceField(
        label=_("Which goal does it serve?"),
        queryset=Goal.objects.order_by("-is_root", "title", "pk"),
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
    period = forms.ModelChoiceField(
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


class MilestoneChangesForm(EditForm, MilestoneForm):
    pass


class ScoreboardLinkForm(forms.Form):
    name = forms.CharField(
        label=_("What is it for?"), max_length=80, help_text=_("For example the screen in the canteen.")
    )
