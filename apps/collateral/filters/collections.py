"""What collections are narrowed by."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from apps.collateral.models import (
    Collection,
)
from apps.core.narrowing import Filters
from apps.people.models import Member


def _collection_owners(request: Any) -> QuerySet[Member]:
    return Member.objects.filter(pk__in=Collection.objects.visible_to(request.user).values("owner")).order_by(
        "name", "pk"
    )


class CollectionFilters(Filters):
    """Without a choice, what is archived stays in the archive."""

    q = django_filters.CharFilter(label=_("Find"), method="with_words")
    owner = django_filters.ModelChoiceFilter(queryset=_collection_owners, label=_("Owner"), empty_label=_("anybody"))
    archived = django_filters.ChoiceFilter(
        choices=[("yes", _("archived")), ("all", _("all"))],
        label=_("State"),
        empty_label=_("not archived"),
        method="that_are",
    )

    def filter_queryset(self, queryset: Any) -> Any:
        rows = super().filter_queryset(queryset)
        return rows if self.form.cleaned_data["archived"] else rows.filter(archived_at__isnull=True)

    def with_words(self, rows: Any, name: str, words: str) -> Any:
        return rows.filter(Q(title__icontains=words) | Q(use_when__icontains=words))

    def that_are(self, rows: Any, name: str, which: str) -> Any:
        return rows.filter(archived_at__isnull=False) if which == "yes" else rows
