"""What one's own uses and scorecards are narrowed by."""

from typing import Any

import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.collateral.models import Use, dates
from apps.core.narrowing import Filters


class UseFilters(Filters):
    q = django_filters.CharFilter(label=_("Find"), method="with_words")
    kind = django_filters.ChoiceFilter(choices=Use.Kind.choices, label=_("What I did"), empty_label=_("any"))

    def with_words(self, rows: Any, name: str, words: str) -> Any:
        return rows.filter(Q(asset__title__icontains=words) | Q(deal__icontains=words))


class ScorecardFilters(Filters):
    q = django_filters.CharFilter(label=_("Find"), field_name="title", lookup_expr="icontains")
    whose = django_filters.ChoiceFilter(
        choices=[("mine", _("mine"))], label=_("Whose"), empty_label=_("anybody's"), method="of_mine"
    )

    verified = django_filters.ChoiceFilter(
        choices=[("no", _("Unverified"))], label=_("Verified"), empty_label=_("any"), method="not_verified"
    )

    def not_verified(self, rows: Any, name: str, verified: str) -> Any:
        return rows.filter(dates.unverified())

    def of_mine(self, rows: Any, name: str, whose: str) -> Any:
        return rows.filter(owner=self.request.user)
