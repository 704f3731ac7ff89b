from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.core.choosing import RowField, offer
from apps.goals.forms.ground import colleagues, day_field, may_be_given, text_field
from apps.goals.models import Goal, Milestone, Task
from apps.people.editing import EditForm
from apps.people.models import Member


class ServesField(forms.ChoiceField):
    """A goal or one of its milestones, from one list in which the steps follow their goal."""

    def __init__(self, **options: Any) -> None:
        super().__init__(label=_("Which goal does it serve?"), choices=_goals_and_steps, required=False, **options)

    def clean(self, value: Any) -> Goal | Milestone | None:
        return self.thing_of(super().clean(value))

    @staticmethod
    def thing_of(chosen: str) -> Goal | Milestone | None:
        if not chosen:
            return None
        kind, _colon, pk = chosen.partition(":")
        model: type[Goal] | type[Milestone] = Goal if kind == "goal" else Milestone
        return model._default_manager.filter(pk=UUID(pk)).first()


def _goals_and_steps() -> list[tuple[str, Any]]:
    """Their names alone: a company may have thousands, and a form asks for them more than once."""
    steps: dict[UUID, list[tuple[UUID, str]]] = {}
    milestones = Milestone.objects.filter(goal__state=Goal.State.ACTIVE).order_by("due_on", "pk")
    for goal, pk, title in milestones.values_list("goal", "pk", "title"):
        steps.setdefault(goal, []).append((pk, title))
    choices: list[tuple[str, Any]] = [("", _("None, or not yet clear"))]
    for goal, title in Goal.objects.open().order_by("title", "pk").values_list("pk", "title"):
        choices.append((f"goal:{goal}", title))
        choices += [(f"milestone:{pk}", f"{title} › {step}") for pk, step in steps.get(goal, [])]
    return choices


class _TaskText(forms.Form):
    title = forms.CharField(label=_("What is to be done?"), max_length=200)
    detail = text_field(_("What one needs to know"), rows=5, required=False, help_text=_("Markdown works here."))
    serves = ServesField()


class TaskChangesForm(EditForm, _TaskText):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # What it serves may be closed by now: then it stays, but nothing else comes to serve it.
        now, serves = self.initial.get("serves", ""), self.fields["serves"]
        assert isinstance(serves, ServesField)
        choices = _goals_and_steps()
        if now not in dict(choices):
            serves.choices = [*choices, (now, str(serves.thing_of(now)))]

    @classmethod
    def values_of(cls, row: Task) -> dict[str, Any]:
        pair = row.serves
        return super().values_of(row) | {"serves": f"{pair[0]}:{pair[1]}" if pair else ""}


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
