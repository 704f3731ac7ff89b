from typing import Any

from django import forms
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from apps.core.choosing import MANY, OneOfField, RowField, offer
from apps.goals.forms.ground import colleagues, day_field, text_field
from apps.goals.forms.tasks import open_goals
from apps.goals.models import Task
from apps.people.editing import EditForm


class BlocksField(OneOfField):
    """A goal, or a task that is still to be done."""

    def __init__(self, **options: Any) -> None:
        label, nothing = _("What is it in the way of?"), _("Choose a goal or a task")
        super().__init__(label=label, empty_label=nothing, kinds={"goal": open_goals, "task": _open_tasks}, **options)

    def offered(self) -> list[tuple[Any, Any]]:
        rows = super().offered()
        if len(rows) > MANY:
            return rows
        goals, tasks = ([option for option in rows if option[0].startswith(kind)] for kind in self.kinds)
        return [(str(_("Goals")), goals), (str(_("Tasks")), tasks)]


def _open_tasks() -> Any:
    return Task.objects.active().annotate(called=F("title")).order_by("title", "pk")


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
