"""The company's settings, closed days, choices."""

from typing import Any

from django.shortcuts import get_object_or_404
from rest_framework import serializers

from apps.people import commands, queries
from apps.people.door import Collection, Input, MemberField, Output, Single, ThingField, Verb, resource, single
from apps.people.filters import ChoiceFilters
from apps.people.models import ChoiceList
from apps.people.models.company import check_zone


class CompanyOutput(Output):
    name = serializers.CharField()
    time_zone = serializers.CharField()
    fiscal_year_month = serializers.IntegerField()
    currency = serializers.CharField()
    work_days = serializers.ListField(child=serializers.IntegerField())
    opens = serializers.TimeField()
    closes = serializers.TimeField()
    request_answer_days = serializers.IntegerField()
    lead_accept_hours = serializers.IntegerField()
    first_contact_days = serializers.IntegerField()
    share_days = serializers.IntegerField()
    share_days_most = serializers.IntegerField()
    sales_lead = MemberField(allow_null=True)
    marketing_lead = MemberField(allow_null=True)
    example = {"name": "Northwind Metering", "time_zone": "Europe/Berlin", "currency": "EUR", "work_days": [0, 1, 2]}


class CompanyChanges(Input):
    name = serializers.CharField(max_length=120)
    time_zone = serializers.CharField(max_length=60)
    fiscal_year_month = serializers.IntegerField(min_value=1, max_value=12)
    currency = serializers.RegexField("^[A-Z]{3}$")
    work_days = serializers.ListField(
        child=serializers.IntegerField(min_value=0, max_value=6), min_length=1, help_text="Monday is 0."
    )
    opens = serializers.TimeField()
    closes = serializers.TimeField()
    request_answer_days = serializers.IntegerField(min_value=1, max_value=60)
    lead_accept_hours = serializers.IntegerField(min_value=1, max_value=200)
    first_contact_days = serializers.IntegerField(min_value=1, max_value=60)
    share_days = serializers.IntegerField(min_value=1, max_value=365)
    share_days_most = serializers.IntegerField(min_value=1, max_value=365)
    sales_lead = MemberField(allow_null=True)
    marketing_lead = MemberField(allow_null=True)
    example = {"opens": "08:30:00", "request_answer_days": 2}

    def validate_time_zone(self, name: str) -> str:
        check_zone(name)
        return name

    def validate_work_days(self, days: list[int]) -> list[int]:
        return sorted(set(days))


class OneCompany(Single):
    """Read the company's settings."""

    kind = "company"
    rows = staticmethod(queries.companies)
    subject = "company"
    output = CompanyOutput
    input = CompanyChanges
    command = staticmethod(commands.edit_company)
    edit_summary = "Edit the company's settings"
    roles = "admins"
    edit_roles = "admins"

    def found(self, around: dict[str, Any]) -> Any:
        return get_object_or_404(self.seen())


class ClosedDayOutput(Output):
    on = serializers.DateField()
    name = serializers.CharField()
    example = {"on": "2026-12-25", "name": "Christmas"}


class ClosedDayInput(Input):
    on = serializers.DateField()
    name = serializers.CharField(max_length=80)
    example = {"on": "2026-12-25", "name": "Christmas"}


class ClosedDays(Collection):
    """List the days on which nobody works."""

    kind = "closed-day"
    rows = staticmethod(queries.closed_days)
    output = ClosedDayOutput
    orders = {"on": "on"}
    default_order = "on"
    input = ClosedDayInput
    command = staticmethod(commands.add_closed_day)
    create_summary = "Close a day"
    create_roles = "admins"


class OneClosedDay(Single):
    """Read a closed day."""

    kind = "closed-day"
    rows = staticmethod(queries.closed_days)
    subject = "closed_day"
    output = ClosedDayOutput


class RemoveClosedDay(Verb):
    """Make a closed day a working day again."""

    kind = "closed-day"
    rows = staticmethod(queries.closed_days)
    subject = "closed_day"
    command = staticmethod(commands.remove_closed_day)
    roles = "admins"


class ChoiceOutput(Output):
    list = serializers.ChoiceField(choices=ChoiceList.choices)
    label: Any = serializers.CharField()
    position = serializers.IntegerField()
    retired_at = serializers.DateTimeField(allow_null=True)
    reviewed = serializers.BooleanField()
    verify_days = serializers.IntegerField(allow_null=True)
    example = {"list": "persona", "label": "Head of operations", "retired_at": None, "reviewed": False}


class ChoiceInput(Input):
    list = serializers.ChoiceField(choices=ChoiceList.choices)
    label: Any = serializers.CharField(max_length=80)
    example = {"list": "persona", "label": "Head of operations"}


class ChoiceChanges(Input):
    label: Any = serializers.CharField(max_length=80)
    example = {"label": "Head of operations, utilities"}


class PositionInput(Input):
    position = serializers.IntegerField(min_value=1, max_value=10_000)


class Choices(Collection):
    """List the choices of the shared lists."""

    kind = "choice"
    rows = staticmethod(queries.choices)
    output = ChoiceOutput
    filters = ChoiceFilters
    orders = {"position": ("list", "position", "label"), "label": "label"}
    default_order = "position"
    words = ("label",)
    input = ChoiceInput
    command = staticmethod(commands.add_choice)
    create_summary = "Add a choice"
    create_roles = "admins"


class OneChoice(Single):
    """Read a choice."""

    kind = "choice"
    rows = staticmethod(queries.choices)
    subject = "choice"
    output = ChoiceOutput
    input = ChoiceChanges
    command = staticmethod(commands.rename_choice)
    edit_summary = "Rename a choice"
    edit_roles = "admins"


class RetireChoice(Verb):
    """Offer a choice no longer."""

    kind = "choice"
    rows = staticmethod(queries.choices)
    subject = "choice"
    output = ChoiceOutput
    command = staticmethod(commands.retire_choice)
    roles = "admins"


class RestoreChoice(Verb):
    """Offer a choice again."""

    kind = "choice"
    rows = staticmethod(queries.choices)
    subject = "choice"
    output = ChoiceOutput
    command = staticmethod(commands.restore_choice)
    roles = "admins"


class KindInput(Input):
    reviewed = serializers.BooleanField()
    verify_days = serializers.IntegerField(min_value=1, max_value=3650, required=False, allow_null=True)
    example = {"reviewed": True, "verify_days": 90}


class SetKind(Verb):
    """Say what is asked of a kind of collateral."""

    kind = "choice"
    rows = staticmethod(queries.choices)
    subject = "choice"
    input = KindInput
    output = ChoiceOutput
    command = staticmethod(commands.set_kind)
    roles = "admins"


class MoveChoice(Verb):
    """Move a choice within its list."""

    kind = "choice"
    rows = staticmethod(queries.choices)
    subject = "choice"
    input = PositionInput
    output = ChoiceOutput
    command = staticmethod(commands.move_choice)
    roles = "admins"


class MergeChoiceInput(Input):
    into = ThingField("choice")


class MergeChoice(Verb):
    """Merge a choice into another of its list.

    Whatever has it, in every part of the portal, has the other one from now on, and it is no longer offered.
    """

    kind = "choice"
    rows = staticmethod(queries.choices)
    subject = "choice"
    input = MergeChoiceInput
    output = ChoiceOutput
    command = staticmethod(commands.merge_choice)
    roles = "admins"


urlpatterns = [
    *single("company", OneCompany, history=True),
    *resource("closed-days", ClosedDays, OneClosedDay, remove=RemoveClosedDay),
    *resource(
        "choices",
        Choices,
        OneChoice,
        retire=RetireChoice,
        restore=RestoreChoice,
        move=MoveChoice,
        merge=MergeChoice,
        set_kind=SetKind,
    ),
]
