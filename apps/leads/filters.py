"""How leads, hand-offs and imports are narrowed, by page and API alike."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from apps.core.finding import holding
from apps.core.narrowing import Filters
from apps.leads.models import HandOff, Import, Lead, Outcome

OUTCOMES = [*Outcome.choices, ("none", _("Not judged yet"))]
ORIGINS = [("new", _("New")), ("history", _("History"))]


class LeadFilters(Filters):
    outcome = django_filters.ChoiceFilter(
        choices=OUTCOMES, method="with_outcome", label=_("Sales-ready?"), empty_label=_("Met or not")
    )
    stage = django_filters.ChoiceFilter(choices=Lead.Stage, label=_("Stage"), empty_label=_("Any stage"))
    origin = django_filters.ChoiceFilter(
        choices=ORIGINS, method="with_origin", label=_("New or history"), empty_label=_("Both")
    )
    mine = django_filters.BooleanFilter(method="of_mine", label=_("Mine"), widget=forms.CheckboxInput)

    def with_outcome(self, rows: QuerySet[Lead], name: str, outcome: str) -> QuerySet[Lead]:
        return rows.filter(outcome__isnull=True) if outcome == "none" else rows.filter(outcome=outcome)

    def with_origin(self, rows: QuerySet[Lead], name: str, origin: str) -> QuerySet[Lead]:
        return rows.filter(is_history=origin == "history")

    def of_mine(self, rows: QuerySet[Lead], name: str, value: bool) -> QuerySet[Lead]:
        return rows.filter(owner=self.request.user) if value else rows


class LeadPageFilters(LeadFilters):
    """The list's own box for words comes first."""

    q = django_filters.CharFilter(method="with_words", label=_("Name, company or e-mail"))

    field_order = ["q", "outcome", "stage", "origin", "mine"]

    def with_words(self, rows: QuerySet[Lead], name: str, words: str) -> QuerySet[Lead]:
        return rows.filter(holding(words, "name", "company", "email", "external_id"))


class HandOffFilters(Filters):
    state = django_filters.ChoiceFilter(choices=HandOff.State, label=_("State"), empty_label=_("Any state"))
    mine = django_filters.BooleanFilter(method="of_mine", label=_("Mine"), widget=forms.CheckboxInput)

    def of_mine(self, rows: QuerySet[Any], name: str, value: bool) -> QuerySet[Any]:
        return rows.filter(qualifier=self.request.user) if value else rows


class ImportFilters(Filters):
    state = django_filters.ChoiceFilter(choices=Import.State, label=_("State"), empty_label=_("Any state"))
