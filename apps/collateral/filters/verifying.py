"""What is to be verified, narrowed."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from apps.collateral import queries
from apps.collateral.models import Asset, dates
from apps.core.narrowing import Filters
from apps.people.models import Member


def _owners(request: Any) -> QuerySet[Member]:
    owned = queries.to_verify(viewer=request.user).values("owner")
    return Member.objects.filter(pk__in=owned).order_by("name", "pk")


class VerifyFilters(Filters):
    """Without more, what is due within two weeks or already unverified."""

    q = django_filters.CharFilter(label=_("Find"), field_name="title", lookup_expr="icontains")
    whose = django_filters.ChoiceFilter(
        choices=[("mine", _("mine")), ("team", _("my team's"))],
        label=_("Whose"),
        empty_label=_("anybody's"),
        method="of_whom",
    )
    owner = django_filters.ModelChoiceFilter(queryset=_owners, label=_("Owner"), empty_label=_("anybody"))
    by = django_filters.ChoiceFilter(
        choices=[("past", _("unverified")), ("any", _("any day"))],
        label=_("To be verified by"),
        empty_label=_("within two weeks"),
        method="of_day",
    )

    def of_whom(self, rows: Any, name: str, whose: str) -> Any:
        me = self.request.user
        if whose == "mine":
            return rows.filter(owner=me)
        return rows.filter(owner__team=me.team_id, owner__team__isnull=False)

    def of_day(self, rows: Any, name: str, by: str) -> Any:
        return rows.filter(dates.unverified()) if by == "past" else rows

    def filter_queryset(self, queryset: QuerySet[Asset]) -> Any:
        rows = queryset if self.form.cleaned_data["by"] else queryset.filter(queries.due_soon())
        return super().filter_queryset(rows)
