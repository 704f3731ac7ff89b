"""Settings, closed days, choices, teams, areas."""

from typing import Any

from django import forms
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.translation import gettext_lazy as _

from apps.people.editing import EditForm
from apps.people.forms.fields import (
    DateInput,
    line_field,
    people_field,
    person_field,
    side_field,
    time_field,
    zone_field,
)
from apps.people.models import Choice, ChoiceList, Team


class CompanyForm(EditForm):
    name = line_field(_("Name"), 120)
    time_zone = zone_field()
    fiscal_year_month = forms.TypedChoiceField(
        label=_("The fiscal year begins in"), choices=list(MONTHS.items()), coerce=int
    )
    currency = forms.RegexField(
        "^[A-Z]{3}$", label=_("Currency"), max_length=3, help_text=_("Its code of three letters: EUR, USD.")
    )
    work_days = forms.TypedMultipleChoiceField(
        label=_("Working days"), choices=list(WEEKDAYS.items()), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    opens = time_field(_("Work begins at"))
    closes = time_field(_("Work ends at"))
    request_answer_days = forms.IntegerField(
        label=_("Requests are answered within (working days)"), min_value=1, max_value=60
    )
    lead_accept_hours = forms.IntegerField(
        label=_("Leads are accepted within (working hours)"), min_value=1, max_value=200
    )
    first_contact_days = forms.IntegerField(label=_("First contact within (working days)"), min_value=1, max_value=60)
    share_days = forms.IntegerField(label=_("Links to customers usually work for (days)"), min_value=1, max_value=365)
    share_days_most = forms.IntegerField(
        label=_("Links to customers work at most for (days)"), min_value=1, max_value=365
    )
    sales_lead = person_field(_("Leads sales"), help_text=_("The manager of those who lead a sales team."))
    marketing_lead = person_field(_("Leads marketing"), help_text=_("The manager of those who lead a marketing team."))


class ClosedDayForm(forms.Form):
    on = forms.DateField(label=_("Date"), widget=DateInput)
    name = line_field(_("What for"), 80)


class AddChoiceForm(forms.Form):
    list = forms.ChoiceField(choices=ChoiceList.choices, widget=forms.HiddenInput)
    label = line_field(_("New entry"), 80)


class MergeChoiceForm(forms.Form):
    into: Any = forms.ModelChoiceField(queryset=None, label=_("Into"), empty_label=_("Choose what stays"))

    def __init__(self, *args: Any, choice: Choice, **options: Any) -> None:
        super().__init__(*args, **options)
        into: Any = self.fields["into"]
        into.queryset = Choice.objects.current().of(ChoiceList(choice.list)).exclude(pk=choice.pk)


class RenameChoiceForm(EditForm):
    label = line_field(_("Name"), 80)


class KindForm(EditForm):
    reviewed = forms.BooleanField(
        label=_("A colleague reviews it before it goes out"),
        required=False,
        help_text=_("Another marketer looks at each version. Without a second one their own word counts."),
    )
    verify_days = forms.IntegerField(
        label=_("Somebody looks whether it is still right every so many days"),
        min_value=1,
        max_value=3650,
        required=False,
        help_text=_("Empty where nobody has to. It counts from the next time it is published or verified."),
    )


class NewTeamForm(forms.Form):
    name = line_field(_("Name"), 80)
    side = side_field()
    lead = person_field(_("Lead"), help_text=_("The manager of everybody in the team."))
    liaisons = people_field(
        _("Liaisons"), help_text=_("People of the other side who are invited to the team's meetings by default.")
    )


class TeamForm(EditForm):
    name = line_field(_("Name"), 80)
    lead = person_field(_("Lead"), help_text=_("The manager of everybody in the team."))
    liaisons = people_field(
        _("Liaisons"), help_text=_("People of the other side who are invited to the team's meetings by default.")
    )

    @classmethod
    def values_of(cls, row: Team) -> dict[str, Any]:
        return {"name": row.name, "lead": row.lead, "liaisons": list(row.liaisons.all()), "revision": row.revision}


class NewAreaForm(forms.Form):
    name = line_field(_("What people turn to somebody for"), 120, help_text=_("For example: pricing one-pagers."))
    words = line_field(
        _("Other words they may search by"), 300, required=False, help_text=_("For example: price list, discounts.")
    )
    owner = person_field(_("Owner"), required=True)
    deputy = person_field(_("Deputy"), help_text=_("Answers while the owner is away."))


class AreaForm(EditForm):
    name = line_field(_("What people turn to somebody for"), 120)
    words = line_field(_("Other words they may search by"), 300, required=False)
    deputy = person_field(_("Deputy"), help_text=_("Answers while the owner is away."))


class HandOverForm(forms.Form):
    to = person_field(_("New owner"), required=True)
