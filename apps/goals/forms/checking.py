"""What is asked at a check-in, and of whoever is to read it."""

from typing import Any

from django import forms
from django.db.models import Case, IntegerField, When
from django.utils.translation import gettext_lazy as _

from apps.core.choosing import RowField, offer
from apps.goals.forms.ground import colleagues
from apps.goals.forms.measures import value_field
from apps.goals.models import CheckIn, Confidence, Goal
from apps.people.models import Member, Side


class CheckInForm(forms.Form):
    """Twenty seconds: the number is there already, one of three, and a line only where it is off track."""

    confidence = forms.ChoiceField(
        label=_("How does it stand?"),
        choices=Confidence,
        error_messages={"required": _("Tap one of the three: on track, at risk or off track.")},
    )
    line = forms.CharField(
        label=_("In one line"),
        required=False,
        max_length=300,
        help_text=_("Needed only when it is off track: what is off, and what would help?"),
    )
    changed = forms.CharField(label=_("What changed"), required=False, max_length=300)
    help_wanted = forms.CharField(label=_("Help wanted"), required=False, max_length=300)

    field_order = ["value", "line", "changed", "help_wanted", "confidence"]

    def __init__(self, *args: Any, goal: Goal, **options: Any) -> None:
        super().__init__(*args, **options)
        if goal.is_measured:
            self.fields["value"] = value_field(goal, required=False)
        self.order_fields(self.field_order)

    @classmethod
    def values_of(cls, said: CheckIn) -> dict[str, Any]:
        value = said.reading.value if said.reading else None
        return {"value": value} | {name: getattr(said, name) for name in ("line", "changed", "help_wanted")}

    @property
    def first(self) -> list[forms.BoundField]:
        """What everybody fills in; the rest is folded away."""
        return [self[name] for name in ("value", "line") if name in self.fields]

    @property
    def folded(self) -> list[forms.BoundField]:
        return [self["changed"], self["help_wanted"]]

    @property
    def has_more(self) -> bool:
        return any(field.value() for field in self.folded)

    @property
    def faces(self) -> list[tuple[str, Any]]:
        return list(Confidence.choices)


class ReaderForm(forms.Form):
    """Whoever stands on the other side comes first."""

    reader = RowField(
        label=_("Who reads it?"),
        queryset=Member.objects.none(),
        required=False,
        empty_label=_("Nobody"),
        help_text=_("Best somebody from the other side: they see what your own side doesn't."),
    )

    def __init__(self, *args: Any, goal: Goal, **options: Any) -> None:
        super().__init__(*args, **options)
        across = Side.SALES if goal.owner.side == Side.MARKETING else Side.MARKETING
        nearness = Case(When(side=across, then=0), default=1, output_field=IntegerField())
        offer(self, reader=colleagues().exclude(pk=goal.owner.pk).order_by(nearness, "name", "pk"))
