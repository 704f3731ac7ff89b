"""What was searched and not found, narrowed."""

from typing import Any

import django_filters
from django import forms
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from apps.collateral import queries
from apps.collateral.models import (
    Search,
)
from apps.core.narrowing import Filters


class DemandFilters(Filters):
    q = django_filters.CharFilter(label=_("Find"), method="with_words")
    cause = django_filters.ChoiceFilter(
        choices=Search.Cause.choices, label=_("Why"), empty_label=_("any"), method="for_this"
    )
    since = django_filters.DateFilter(
        label=_("Since"), field_name="at", lookup_expr="date__gte", widget=forms.DateInput(attrs={"type": "date"})
    )
    unasked = django_filters.BooleanFilter(
        label=_("Not asked for yet"), widget=forms.CheckboxInput, method="not_asked_for"
    )

    def with_words(self, rows: Any, name: str, words: str) -> Any:
        return rows.filter(Q(said__icontains=words) | Q(likeness__icontains=words))

    def for_this(self, rows: Any, name: str, cause: str) -> Any:
        """As it is told to who looks: nobody learns of a draft by asking for these alone."""
        told = [one for one in Search.Cause if queries.cause_for(self.request.user, one) == cause]
        return rows.filter(cause__in=told)

    def not_asked_for(self, rows: Any, name: str, value: bool) -> Any:
        return rows.filter(request__isnull=True) if value else rows


class PastDemandFilters(Filters):
    q = django_filters.CharFilter(label=_("Find"), method="with_words")
    unmet = django_filters.BooleanFilter(
        label=_("Nothing was opened"), widget=forms.CheckboxInput, method="nothing_opened"
    )

    def with_words(self, rows: Any, name: str, words: str) -> Any:
        return rows.filter(Q(said__icontains=words) | Q(likeness__icontains=words))

    def nothing_opened(self, rows: Any, name: str, value: bool) -> Any:
        return rows.filter(unmet=F("times")) if value else rows
