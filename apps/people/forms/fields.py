"""Fields that several forms have."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.core.choosing import RowField, RowsField
from apps.people.models import Member, Role, Side, Team


class DateInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self, **options: Any) -> None:
        super().__init__(format="%Y-%m-%d", **options)


class TimeInput(forms.TimeInput):
    input_type = "time"

    def __init__(self, **options: Any) -> None:
        super().__init__(format="%H:%M", **options)


def person_field(label: Any, *, required: bool = False, help_text: Any = "") -> RowField:
    """One of those who are here."""
    return RowField(
        Member.objects.active().order_by("name"),
        label=label,
        required=required,
        help_text=help_text,
        empty_label=_("Choose somebody") if required else _("Nobody"),
    )


def people_field(label: Any, *, help_text: Any = "") -> RowsField:
    return RowsField(Member.objects.active().order_by("name"), label=label, required=False, help_text=help_text)


def team_field() -> RowField:
    return RowField(Team.objects.order_by("side", "name"), label=_("Team"), required=False, empty_label=_("No team"))


def side_field() -> forms.ChoiceField:
    return forms.ChoiceField(label=_("Side"), choices=Side.choices)


def roles_field() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=_("Roles"), choices=Role.choices, required=False, widget=forms.CheckboxSelectMultiple
    )


def zones() -> list[tuple[str, str]]:
    """Places, not the abbreviations and offsets that the database has as well."""
    named = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "SystemV/")))
    return [("UTC", "UTC"), *((zone, zone.replace("_", " ")) for zone in named)]


def zone_field() -> forms.ChoiceField:
    return forms.ChoiceField(label=_("Time zone"), choices=zones, widget=forms.Select(attrs={"translate": "no"}))


def time_field(label: Any) -> forms.TimeField:
    return forms.TimeField(label=label, widget=TimeInput)


def line_field(label: Any, length: int, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    return forms.CharField(label=label, max_length=length, required=required, help_text=help_text)
