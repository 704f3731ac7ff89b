"""How a goal ends, and how it goes on."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.core.choosing import RowField, offer
from apps.goals.commands.carrying import starts_from
from apps.goals.forms.ground import day_field, text_field
from apps.goals.forms.measures import Plainly
from apps.goals.forms.trying import teams_that_try
from apps.goals.models import Direction, Goal, Period, Unit
from apps.people.editing import EditForm
from apps.people.models import Member, Team

OUTCOMES = [(state.value, state.label) for state in Goal.CLOSED]


class _Ending(EditForm):
    outcome = forms.ChoiceField(label=_("How did it end?"), choices=OUTCOMES, widget=forms.RadioSelect)
    story = text_field(
        _("What happened?"), required=False, help_text=_("Needed only where it wasn't achieved. A line is enough.")
    )
    learned = text_field(_("What did we learn?"), required=False)


class CloseForm(_Ending):
    """How it ended, and the small step that follows, where there is one."""

    score = forms.DecimalField(
        label=_("How good was it, from 0 to 1?"),
        required=False,
        min_value=0,
        max_value=1,
        max_digits=3,
        decimal_places=2,
        help_text=_("As you see it; the progress is kept beside it as it was computed."),
    )
    practice = forms.CharField(
        label=_("Which small step follows?"),
        required=False,
        max_length=200,
        help_text=_("One practice that you change because of it: small enough to begin tomorrow. It may stay empty."),
    )
    sign = text_field(_("How will we know that it helps?"), rows=2, required=False)
    team = RowField(label=_("Who tries it?"), queryset=Team.objects.none(), required=False, empty_label=_("Both sides"))
    until_on = day_field(
        _("Until when?"), required=False, help_text=_("At most six weeks; on that day it comes up again.")
    )

    field_order = ["outcome", "score", "story", "learned", "practice", "sign", "team", "until_on"]

    def __init__(self, *args: Any, actor: Member, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, team=teams_that_try(actor))

    def clean(self) -> dict[str, Any]:
        """Hands the command the small step as a whole, or none where nothing is said of it."""
        given = super().clean() or {}
        step = {name: given.pop(name, None) for name in ("practice", "sign", "team", "until_on")}
        wanted = bool(step["practice"] or step["sign"])
        for name, ask in (
            ("practice", _("Say in a few words what you try.")),
            ("sign", _("Say how you will know that it helps.")),
            ("until_on", _("Say when you look at what you learned.")),
        ):
            if wanted and not step[name] and name not in self.errors:
                self.add_error(name, ask)
        return given | {"small_step": step if wanted else None}


class ReopenForm(EditForm):
    reason = text_field(_("Why?"), error_messages={"required": _("A few words are enough: others counted on it.")})


class CarryOverForm(_Ending):
    """Into which period, and from where to where; how the earlier one ended, where that isn't said yet."""

    period = RowField(label=_("Into which period?"), queryset=Period.objects.none(), empty_label=_("Choose a period"))
    baseline = Plainly(label=_("From"), required=False)
    target = Plainly(label=_("To"), required=False)

    field_order = ["period", "baseline", "target", "outcome", "story", "learned"]

    def __init__(self, *args: Any, goal: Goal, **options: Any) -> None:
        super().__init__(*args, **options)
        periods = (Period.objects.years() if goal.is_root else Period.objects.all()).newest_first()
        offer(self, period=periods.exclude(pk=goal.period.pk) if goal.period else periods)
        if goal.direction != Direction.REACH or goal.unit == Unit.YES_NO:
            del self.fields["baseline"], self.fields["target"]
        if goal.is_closed:
            del self.fields["outcome"], self.fields["story"], self.fields["learned"]

    @classmethod
    def values_of(cls, row: Goal) -> dict[str, Any]:
        return {
            "revision": row.revision,
            "baseline": starts_from(row) if row.is_measured else None,
            "target": row.target,
            "outcome": Goal.State.MISSED,
        }
