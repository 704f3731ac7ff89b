"""How agreements are narrowed, by page and API alike."""

from typing import Any

import django_filters
from django import forms
from django.db.models import DateField, DateTimeField, QuerySet, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.agreements import queries
from apps.agreements.models import Kind
from apps.core.narrowing import Filters
from apps.people import queries as people
from apps.people.forms.fields import DateInput
from apps.people.models import Member

STATES = [("in_force", _("Counts now")), ("proposed", _("Proposed")), ("draft", _("Draft"))]


class AgreementFilters(Filters):
    kind = django_filters.ChoiceFilter(choices=Kind, label=_("Kind"), empty_label=_("Any kind"))
    state = django_filters.ChoiceFilter(choices=STATES, method="in_state", label=_("State"), empty_label=_("Any state"))
    waiting = django_filters.BooleanFilter(
        method="waits_for_me", label=_("Waits for my answer"), widget=forms.CheckboxInput
    )

    def in_state(self, rows: QuerySet[Any], name: str, state: str) -> QuerySet[Any]:
        return rows.filter(since__isnull=False) if state == "in_force" else rows.filter(open_state=state)

    def waits_for_me(self, rows: QuerySet[Any], name: str, value: bool) -> QuerySet[Any]:
        viewer: Any = self.request.user
        if not value or not isinstance(viewer, Member):
            return rows
        return rows.filter(pk__in=[agreement.pk for agreement in queries.awaiting(viewer)])


class AgreementPageFilters(AgreementFilters):
    """The list's own box for words comes first."""

    q = django_filters.CharFilter(field_name="title", lookup_expr="icontains", label=_("Words of the title"))

    field_order = ["q", "kind", "state", "waiting"]


class DayFilters(Filters):
    """What counted at the end of a day, by default of today."""

    on = django_filters.DateFilter(label=_("On which day?"), widget=DateInput())

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        day = self.form.cleaned_data.get("on") or people.working_time().today(timezone.now())
        rows: Any = queryset
        until = queries.last_moment_of(day)
        return rows.in_force(until).annotate(day=Value(day, DateField()), until=Value(until, DateTimeField()))
