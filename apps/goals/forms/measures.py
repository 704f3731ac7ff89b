from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.core.choosing import RowField
from apps.goals.commands.phasing import MOST
from apps.goals.forms.ground import colleagues, day_field
from apps.goals.models import Direction, Goal, GoalSide, Unit
from apps.people.editing import EditForm

# A quarter each is what most measures need.
FEWEST = 4
YES_OR_NO = [("1", _("Yes")), ("0", _("No"))]


class Plainly(forms.DecimalField):
    """A number without the zeros that the database keeps."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_digits=18, decimal_places=4, **options)

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, Decimal):
            return value
        return format(value.quantize(Decimal(1)) if value == value.to_integral() else value.normalize(), "f")


def _whole(text: str) -> int | None:
    return int(text) if text else None


class _Measured(EditForm):
    unit = forms.ChoiceField(label=_("What is counted?"), choices=Unit)
    direction = forms.ChoiceField(label=_("What is it about?"), choices=Direction)
    baseline = Plainly(label=_("From"), required=False, help_text=_("Where it stands when the goal starts."))
    target = Plainly(label=_("To"), required=False, help_text=_("More or less than that: both directions work."))
    lower = Plainly(label=_("At least"), required=False, help_text=_("Only where it is to be kept within bounds."))
    upper = Plainly(label=_("At most"), required=False)
    starts_on = day_field(_("From which day?"))
    due_on = day_field(_("Until which day?"))


class AgreedForm(_Measured):
    """What a plan says about a goal: its words, who answers for it, what it is measured by, from when until when."""

    title = forms.CharField(label=_("What do we want to reach?"), max_length=200)
    owner = RowField(label=_("Owner"), queryset=colleagues(), empty_label=None)
    side = forms.TypedChoiceField(
        label=_("Whose goal is it?"),
        choices=[("", _("Not said")), *GoalSide.choices],
        required=False,
        empty_value=None,
    )

    field_order = ["title", "owner", "side"]

    @classmethod
    def beginning_with(cls, said: Mapping[str, Any]) -> dict[str, Any]:
        """What the form begins with where this is said of a goal."""
        return dict(said) | {"owner": said["owner_id"]}


class MeasureForm(_Measured):
    check_in_days = forms.TypedChoiceField(
        label=_("How often does its owner say how it stands?"),
        choices=[("", _("When there is something to say")), (7, _("Each week")), (14, _("Every two weeks")),
                 (28, _("Every four weeks"))],
        coerce=_whole,
        empty_value=None,
        required=False,
    )  # fmt: skip


def value_field(goal: Goal, **options: Any) -> forms.Field:
    """What the measure stands at, in its own terms."""
    label = _("What does it stand at?")
    if goal.unit == Unit.YES_NO:
        coerce: Callable[[Any], Decimal] = Decimal
        return forms.TypedChoiceField(label=label, choices=YES_OR_NO, coerce=coerce, empty_value=None, **options)
    return Plainly(label=label, **options)


class PhasesForm(EditForm):
    """How much is expected by when, a line for each and two to spare; lines left empty are none."""

    def __init__(self, *args: Any, goal: Goal, **options: Any) -> None:
        super().__init__(*args, **options)
        self.lines = range(1, min(MOST, max(FEWEST, len(goal.phases) + 2)) + 1)
        for line in self.lines:
            self.fields[f"day_{line}"] = day_field(_("Day %(line)s") % {"line": line}, required=False)
            self.fields[f"value_{line}"] = Plainly(label=_("Expected by then"), required=False)

    @classmethod
    def values_of(cls, row: Goal) -> dict[str, Any]:
        values: dict[str, Any] = {"revision": row.revision}
        for line, (day, value) in enumerate(row.phases, 1):
            values |= {f"day_{line}": day, f"value_{line}": value}
        return values

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        phases = []
        for line in self.lines:
            day, value = given.get(f"day_{line}"), given.get(f"value_{line}")
            if (day is None) != (value is None) and not {f"day_{line}", f"value_{line}"} & self.errors.keys():
                missing = f"value_{line}" if value is None else f"day_{line}"
                self.add_error(missing, _("A phase has a day and what is expected by then."))
            elif day is not None:
                phases.append((day, value))
        return {"phases": phases, "revision": given.get("revision")}


class ReadingForm(forms.Form):
    as_of = day_field(_("On which day?"))
    note = forms.CharField(label=_("Where is it from?"), required=False, max_length=200)

    field_order = ["value", "as_of", "note"]

    def __init__(self, *args: Any, goal: Goal, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["value"] = value_field(goal)
        self.order_fields(self.field_order)
