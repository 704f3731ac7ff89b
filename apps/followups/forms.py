"""The shape of rules and snoozes."""

import django_filters
from django import forms
from django.contrib.postgres.forms import SimpleArrayField
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from apps.core.narrowing import Filters
from apps.followups.models import LONGEST_LEAD, Rule
from apps.people.editing import EditForm


class RuleForm(EditForm):
    is_on = forms.BooleanField(label=_("Remind of it"), required=False)
    lead_hours = forms.IntegerField(
        label=_("Working hours before it is due"),
        min_value=-LONGEST_LEAD,
        max_value=LONGEST_LEAD,
        help_text=_("When the first reminder comes. Below zero: so many working hours after it was due."),
    )
    repeat_days = SimpleArrayField(
        forms.IntegerField(min_value=1),
        label=_("Again after"),
        required=False,
        help_text=_("Working days after the first reminder, further apart each time: 1, 3, 7. At most eight."),
    )
    tells_who_waits = forms.BooleanField(label=_("After two unanswered reminders, tell whoever waits"), required=False)


class SnoozeForm(forms.Form):
    days = forms.IntegerField(min_value=1)


class RuleFilters(Filters):
    is_on = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[("true", _("On")), ("false", _("Off"))],
        empty_label=_("On or off"),
        method="that_are",
    )

    class Meta:
        model = Rule
        fields: list[str] = []

    def that_are(self, rows: QuerySet[Rule], name: str, state: str) -> QuerySet[Rule]:
        return rows.filter(is_on=state == "true")
