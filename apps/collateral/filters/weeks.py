"""What the weeks of one's content are narrowed by."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from apps.collateral import queries
from apps.collateral.models import ContentWeek
from apps.core.narrowing import Filters


def _weeks(request: Any) -> QuerySet[ContentWeek]:
    return queries.own_weeks(viewer=request.user)


class WeekFilters(Filters):
    q = django_filters.CharFilter(label=_("Find"), field_name="asset__title", lookup_expr="icontains")
    week = django_filters.ModelChoiceFilter(queryset=_weeks, label=_("Week"), empty_label=_("any"))
