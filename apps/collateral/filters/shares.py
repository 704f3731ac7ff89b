"""What links for customers are narrowed by."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from apps.collateral import queries
from apps.collateral.models import (
    Asset,
    Share,
)
from apps.core.narrowing import Filters


def _shared_assets(request: Any) -> QuerySet[Asset]:
    return Asset.objects.filter(pk__in=Share.objects.visible_to(request.user).values("asset")).order_by("title", "pk")


class ShareFilters(Filters):
    q = django_filters.CharFilter(label=_("What or for whom"), method="with_words")
    whose = django_filters.ChoiceFilter(
        choices=[("mine", _("I shared"))], label=_("Whose"), empty_label=_("anybody's"), method="of_mine"
    )
    standing = django_filters.ChoiceFilter(
        choices=queries.Standing.choices, label=_("State"), empty_label=_("any"), field_name="standing"
    )
    asset = django_filters.ModelChoiceFilter(queryset=_shared_assets, label=_("Collateral"), empty_label=_("any"))

    def with_words(self, rows: Any, name: str, words: str) -> Any:
        shared = Q(asset__title__icontains=words) | Q(collection__title__icontains=words)
        return rows.filter(shared | Q(recipient__icontains=words))

    def of_mine(self, rows: Any, name: str, whose: str) -> Any:
        return rows.filter(shared_by=self.request.user)
