from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.core.choosing import MANY, RowField, RowsField, offer
from apps.goals.forms.ground import colleagues
from apps.goals.models import Goal, Period, Plan
from apps.people.models import Role


def _free() -> Any:
    """Goals that stand in no plan; the revenue goal is a matter of its own measure, but may be agreed as well."""
    return Goal.objects.open().filter(in_plan__isnull=True).order_by("title", "pk")


def _left_out(plan: Plan) -> Any:
    """What the draft leaves out may be taken in again."""
    return Goal.objects.filter(in_plan__plan=plan, in_plan__leaves=True)


class PlanForm(forms.Form):
    title = forms.CharField(label=_("What is the plan called?"), max_length=200)
    period = RowField(label=_("For which period?"), queryset=Period.objects.newest_first(), empty_label=None)
    goals = RowsField(
        label=_("Which goals are agreed?"), queryset=Goal.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    seats = RowsField(
        label=_("Who must agree?"), queryset=colleagues(), help_text=_("At least one of sales and one of marketing.")
    )
    sponsor = RowField(label=_("Who sponsors it?"), queryset=colleagues(), empty_label=None)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        people, free = colleagues(), _free()
        if len(free.values("pk")[: MANY + 1]) > MANY:
            # Of very many some are named; nobody ticks through thousands.
            self.fields["goals"].widget = forms.SelectMultiple()
        offer(self, goals=free, seats=people, sponsor=people.filter(roles__contains=[Role.EXECUTIVE]))


class AddGoalForm(forms.Form):
    goal = RowField(label=_("Which goal?"), queryset=Goal.objects.none(), empty_label=None)

    def __init__(self, *args: Any, plan: Plan, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, goal=_free() | _left_out(plan))
