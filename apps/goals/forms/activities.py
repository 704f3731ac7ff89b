from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.core.choosing import RowField, offer
from apps.goals.forms.ground import colleagues, day_field, may_be_given
from apps.goals.models import AgreedActivity, Goal, GoalSide, Milestone, Plan, Rhythm
from apps.people.editing import EditForm
from apps.people.models import Member


def _side() -> forms.ChoiceField:
    return forms.ChoiceField(label=_("Whose is it?"), choices=GoalSide)


def _goals_of(plan: Plan) -> Any:
    return Goal.objects.filter(in_plan__plan=plan, in_plan__leaves=False).order_by("in_plan__position", "pk")


class NameMilestoneForm(forms.Form):
    milestone = RowField(label=_("Which milestone?"), queryset=Milestone.objects.none(), empty_label=None)
    side = _side()

    def __init__(self, *args: Any, plan: Plan, **options: Any) -> None:
        super().__init__(*args, **options)
        steps = Milestone.objects.filter(goal__in=_goals_of(plan), done_at__isnull=True).exclude(
            agreed_activity__in=AgreedActivity.objects.filter(leaves=False)
        )
        offer(self, milestone=steps.order_by("due_on", "pk"))


class _Promise(forms.Form):
    title = forms.CharField(label=_("What is promised?"), max_length=200)
    side = _side()
    every = forms.ChoiceField(label=_("How often?"), choices=Rhythm)
    how_many = forms.IntegerField(
        label=_("How many each time?"),
        min_value=1,
        max_value=1000,
        required=False,
        help_text=_("Empty where it is kept or not: “first contact within a day”."),
    )


class PromiseForm(_Promise):
    goal = RowField(label=_("For which goal?"), queryset=Goal.objects.none(), empty_label=None)
    owner = RowField(label=_("Who answers for it?"), queryset=Member.objects.none(), empty_label=None)

    field_order = ["title", "every", "how_many", "goal", "owner", "side"]

    def __init__(self, *args: Any, plan: Plan, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, goal=_goals_of(plan), owner=colleagues())


class PromiseChangesForm(EditForm, _Promise):
    field_order = ["title", "every", "how_many", "side"]


class StepChangesForm(EditForm):
    title = forms.CharField(label=_("What is reached then?"), max_length=200)
    due_on = day_field(_("By when?"))
    side = _side()


class KeptForm(forms.Form):
    """How many, or whether; by which day; where one sees it."""

    kept_on = day_field(_("By which day?"))
    note = forms.CharField(
        label=_("Where can one see it?"), required=False, max_length=300, help_text=_("A link, or a word on why not.")
    )

    field_order = ["count", "kept_on", "note"]

    def __init__(self, *args: Any, activity: AgreedActivity, **options: Any) -> None:
        super().__init__(*args, **options)
        if activity.how_many is None:
            self.fields["count"] = forms.TypedChoiceField(
                label=_("Was it kept?"), choices=[("1", _("Yes, it was kept")), ("0", _("No"))], coerce=int,
                widget=forms.RadioSelect,
            )  # fmt: skip
        else:
            self.fields["count"] = forms.IntegerField(label=_("How many are there?"), min_value=0, max_value=10_000)
        self.order_fields(self.field_order)


class PassPromiseOnForm(forms.Form):
    to = RowField(label=_("Who keeps it from now on?"), queryset=Member.objects.none(), empty_label=None)

    def __init__(self, *args: Any, actor: Member, activity: AgreedActivity, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, to=may_be_given(actor).exclude(pk=activity.answers.pk))
