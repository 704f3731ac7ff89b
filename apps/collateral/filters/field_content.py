"""What field content is narrowed by."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from apps.collateral import queries
from apps.collateral.models import Asset
from apps.core.finding import holding
from apps.core.narrowing import Filters
from apps.people.models import Choice, ChoiceList


def _personas(request: Any) -> QuerySet[Choice]:
    return Choice.objects.filter(list=ChoiceList.PERSONA).order_by("position", "label")


class FieldContentFilters(Filters):
    q = django_filters.CharFilter(label=_("Find"), method="with_words")
    state = django_filters.ChoiceFilter(
        choices=Asset.State.choices, label=_("State"), empty_label=_("any"), field_name="asset__state"
    )
    persona = django_filters.ModelChoiceFilter(
        queryset=_personas, label=_("Persona"), empty_label=_("any"), method="for_persona"
    )
    whose = django_filters.ChoiceFilter(
        choices=[("mine", _("I made"))], label=_("Whose"), empty_label=_("anybody's"), method="of_mine"
    )

    def with_words(self, rows: Any, name: str, words: str) -> Any:
        return rows.filter(holding(words, "asset__title", "used_where", "made_by__name"))

    def for_persona(self, rows: Any, name: str, persona: Choice) -> Any:
        fitting_ones = Asset.objects.filter(queries.with_facet(ChoiceList.PERSONA.value, [persona.pk]))
        return rows.filter(asset__in=fitting_ones)

    def of_mine(self, rows: Any, name: str, whose: str) -> Any:
        return rows.filter(made_by=self.request.user)
