from typing import Any

from django import forms
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

from apps.core.choosing import MANY, OneOfField, RowField, offer
from apps.goals.forms.ground import colleagues, day_field, may_be_given, text_field
from apps.goals.models import Goal, Milestone, Task
from apps.people.editing import EditForm
from apps.people.models import Member


class ServesField(OneOfField):
    """A goal or one of its milestones, from one list in which the steps follow their goal."""

    def __init__(self, **options: Any) -> None:
        label, nothing = _("Which goal does it serve?"), _("None, or not yet clear")
        kinds = {"goal": open_goals, "milestone": _steps_of_open_goals}
        super().__init__(label=label, empty_label=nothing, kinds=kinds, required=False, **options)

    def offered(self) -> list[tuple[Any, Any]]:
        goals = list(open_goals()[: MANY + 1])
        steps = list(_steps_of_open_goals()[: MANY + 1]) if len(goals) <= MANY else []
        if len(goals) + len(steps) > MANY:
            return self.told_apart([*goals, *steps])
        followed = [row for goal in goals for row in [goal, *(step for step in steps if step.goal_id == goal.pk)]]
        here = self.told_apart(followed)
        kept = [self.kept] if self.kept and self.kept not in dict(here) else []
        return here + self.told_apart(self.rows_with(kept))


def open_goals() -> Any:
    return Goal.objects.open().annotate(called=F("title")).order_by("title", "pk")


def _steps_of_open_goals() -> Any:
    rows = Milestone.objects.filter(goal__state=Goal.State.ACTIVE).order_by("due_on", "pk")
    return rows.annotate(called=Concat("goal__title", Value(" › "), "title"))


class _TaskText(forms.Form):
    title = forms.CharField(label=_("What is to be done?"), max_length=200)
    detail = text_field(_("What one needs to know"), rows=5, required=False, help_text=_("Markdown works here."))
    checklist = text_field(_("Checklist"), rows=3, required=False, help_text=_("A line for each point."))
    serves = ServesField()

    def clean_checklist(self) -> list[str]:
        said: str = self.cleaned_data["checklist"]
        return said.splitlines()


class TaskChangesForm(EditForm, _TaskText):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # What it serves may be closed by now: then it stays, but nothing else comes to serve it.
        serves = self.fields["serves"]
        assert isinstance(serves, ServesField)
        serves.kept = self.initial.get("serves", "")

    @classmethod
    def values_of(cls, row: Task) -> dict[str, Any]:
        pair = row.serves
        serves = f"{pair[0]}:{pair[1]}" if pair else ""
        return super().values_of(row) | {"serves": serves, "checklist": "\n".join(row.checklist)}


class TaskForm(_TaskText):
    due_on = day_field(_("By when?"), required=False)
    offer_to = RowField(
        label=_("Offer it to"),
        queryset=Member.objects.none(),
        required=False,
        empty_label=_("Nobody: I do it myself"),
        help_text=_("Until they accept, you answer for it."),
    )

    def __init__(self, *args: Any, actor: Member, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, offer_to=colleagues().exclude(pk=actor.pk))


class OfferForm(forms.Form):
    to = RowField(label=_("To whom?"), queryset=Member.objects.none(), empty_label=_("Choose somebody"))
    note = text_field(_("What should they know?"), required=False)

    def __init__(self, *args: Any, task: Task, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, to=colleagues().exclude(pk=task.owner_id))


class AssignForm(forms.Form):
    to = RowField(label=_("To whom?"), queryset=Member.objects.none(), empty_label=_("Choose somebody"))
    note = forms.CharField(label=_("Note"), required=False, max_length=1000)

    def __init__(self, *args: Any, actor: Member, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, to=may_be_given(actor))


class ReasonForm(forms.Form):
    """A no, with a word of why."""

    reason = text_field(_("Why?"), error_messages={"required": _("A few words are enough: others counted on it.")})


class RemarkForm(forms.Form):
    reason = text_field(_("Why?"), required=False)


class MoveForm(forms.Form):
    due_on = day_field(_("To which day?"))
    reason = text_field(
        _("Why does it move?"), error_messages={"required": _("A few words are enough: others counted on it.")}
    )

    def __init__(self, *args: Any, task: Task, **options: Any) -> None:
        super().__init__(*args, **options)
        if task.due_on is None:
            del self.fields["reason"]
