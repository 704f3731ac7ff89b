"""How a goal ends, and how it goes on."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.core.choosing import RowField, offer
from apps.goals.commands.carrying import starts_from
from apps.goals.forms.ground import text_field
from apps.goals.forms.measures import Plainly
from apps.goals.models import Direction, Goal, Period, Unit
from apps.people.editing import EditForm

OUTCOMES = [(state.value, state.label) for state in Goal.CLOSED]


class _Ending(EditForm):
    outcome = forms.ChoiceField(label=_("How did it end?"), choices=OUTCOMES, widget=forms.RadioSelect)
    story = text_field(
        _("What happened?"), required=False, help_text=_("Needed only where it wasn't achieved. A line is enough.")
    )
    learned = text_field(_("What did we learn?"), required=False)


class CloseForm(_Ending):
    score = forms.DecimalField(
        label=_("How good was it, from 0 to 1?"),
        required=False,
        min_value=0,
        max_value=1,
        max_digits=3,
        decimal_places=2,
        help_text=_("As you see it; the progress is kept beside it as it was computed."),
    )

    field_order = ["outcome", "story", "learned", "score"]


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
