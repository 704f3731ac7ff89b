from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.core.choosing import RowField, offer
from apps.goals.forms.ground import colleagues, day_field, text_field
from apps.goals.models import Goal, Task
from apps.people.editing import EditForm

# A task further down is reached from its own page.
MOST = 300


class BlocksField(forms.ChoiceField):
    """A goal, or a task that is still to be done."""

    def __init__(self, **options: Any) -> None:
        super().__init__(label=_("What is it in the way of?"), choices=_goals_and_tasks, **options)

    def clean(self, value: Any) -> Goal | Task | None:
        kind, _colon, pk = super().clean(value).partition(":")
        model: type[Goal] | type[Task] = Goal if kind == "goal" else Task
        return model._default_manager.filter(pk=UUID(pk)).first()


def _goals_and_tasks() -> list[tuple[str, Any]]:
    goals = [(f"goal:{goal.pk}", goal.title) for goal in Goal.objects.open().order_by("title", "pk")]
    tasks = Task.objects.active().order_by("title", "pk")[:MOST]
    return [
        ("", _("Choose a goal or a task")),
        (str(_("Goals")), goals),
        (str(_("Tasks")), [(f"task:{task.pk}", task.title) for task in tasks]),
    ]


class _Obstacle(forms.Form):
    what = forms.CharField(label=_("What is in the way?"), max_length=200)
    since = day_field(_("Since when?"))
    remover = RowField(label=_("Who can remove it?"), queryset=colleagues(), empty_label=_("Choose somebody"))
    remove_by = day_field(_("By when?"), required=False)
    own_doing = forms.BooleanField(
        label=_("Whoever answers for it brought it about themselves"),
        required=False,
        help_text=_("Only what they didn't bring about excuses a delay."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, remover=colleagues())


class ObstacleForm(_Obstacle):
    blocks = BlocksField()

    field_order = ["what", "blocks", "since", "remover", "remove_by", "own_doing"]


class ObstacleChangesForm(EditForm, _Obstacle):
    pass


class AcceptObstacleForm(forms.Form):
    remove_by = day_field(_("By when will it be out of the way?"), required=False)


class RemovedForm(forms.Form):
    outcome = text_field(_("How was it removed?"), required=False)


class LiveWithForm(forms.Form):
    outcome = text_field(_("How do you live with it?"))


class JudgeForm(forms.Form):
    excuses = forms.TypedChoiceField(
        label=_("Does it excuse the delay?"),
        choices=[(True, _("Yes")), (False, _("No"))],
        coerce=lambda text: text == "True",
        widget=forms.RadioSelect,
        help_text=_("Yes, unless its owner caused it or could have said so in time."),
    )
    why = text_field(_("Why?"))
