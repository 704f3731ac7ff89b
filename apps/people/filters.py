"""How lists of people are narrowed; page and API alike."""

from typing import Any

import django_filters as filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from apps.core.finding import holding
from apps.core.narrowing import Filters
from apps.people.models import Area, Choice, ChoiceList, Invitation, Member, Role, Side, Team


class WordsFilter(filters.CharFilter):
    """Each word typed stands in one of the fields."""

    def __init__(self, *fields: str, **options: Any) -> None:
        super().__init__(**options)
        self.looked_in = fields

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        return qs.filter(holding(value, *self.looked_in)) if value else qs


def search_input() -> forms.TextInput:
    return forms.TextInput(attrs={"type": "search", "autocomplete": "off"})


class MemberFilters(Filters):
    words = WordsFilter("name", "email", "job_title", label=_("Name"), widget=search_input())
    side = filters.ChoiceFilter(label=_("Side"), choices=Side.choices, empty_label=_("All"))
    role = filters.ChoiceFilter(
        field_name="roles", lookup_expr="contains", method="with_role", label=_("Role"), choices=Role.choices,
        empty_label=_("All"),
    )  # fmt: skip
    team = filters.ModelChoiceFilter(label=_("Team"), queryset=Team.objects.order_by("name"), empty_label=_("All"))
    state = filters.ChoiceFilter(
        label=_("Who"), method="in_state", choices=[("here", _("Here")), ("left", _("Left"))], empty_label=_("All")
    )

    class Meta:
        model = Member
        fields: list[str] = []

    def with_role(self, rows: QuerySet[Member], name: str, value: str) -> QuerySet[Member]:
        return rows.filter(roles__contains=[value])

    def in_state(self, rows: QuerySet[Member], name: str, value: str) -> QuerySet[Member]:
        return rows.filter(is_active=value == "here")


class TeamFilters(Filters):
    words = WordsFilter("name", label=_("Name"), widget=search_input())
    side = filters.ChoiceFilter(label=_("Side"), choices=Side.choices, empty_label=_("All"))

    class Meta:
        model = Team
        fields: list[str] = []


class AreaFilters(Filters):
    words = WordsFilter("name", "words", label=_("What for"), widget=search_input())
    owner = filters.ModelChoiceFilter(
        label=_("Owner"), queryset=Member.objects.active().order_by("name"), empty_label=_("All")
    )
    side = filters.ChoiceFilter(
        field_name="owner__side", label=_("Owner's side"), choices=Side.choices, empty_label=_("All")
    )
    state = filters.ChoiceFilter(
        label=_("Which"),
        method="in_state",
        choices=[("current", _("In the directory")), ("retired", _("Out of it"))],
        empty_label=_("All"),
    )

    class Meta:
        model = Area
        fields: list[str] = []

    def in_state(self, rows: QuerySet[Area], name: str, value: str) -> QuerySet[Area]:
        return rows.filter(retired_at__isnull=value == "current")


class InvitationFilters(Filters):
    words = WordsFilter("name", "email", label=_("Name or address"), widget=search_input())
    state = filters.ChoiceFilter(
        label=_("State"),
        method="in_state",
        choices=[("open", _("Open")), ("accepted", _("Accepted")), ("withdrawn", _("Withdrawn"))],
        empty_label=_("All"),
    )

    class Meta:
        model = Invitation
        fields: list[str] = []

    def in_state(self, rows: QuerySet[Invitation], name: str, value: str) -> QuerySet[Invitation]:
        accepted, withdrawn = value == "accepted", value == "withdrawn"
        return rows.filter(accepted_at__isnull=not accepted, withdrawn_at__isnull=not withdrawn)


class ChoiceFilters(Filters):
    list = filters.ChoiceFilter(label=_("List"), choices=ChoiceList.choices, empty_label=_("All"))
    current = filters.BooleanFilter(label=_("Offered"), field_name="retired_at", lookup_expr="isnull")

    class Meta:
        model = Choice
        fields: list[str] = []
