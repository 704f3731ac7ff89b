"""What findings are narrowed by."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from apps.collateral.models import Asset, Cause
from apps.core.narrowing import Filters
from apps.people.models import Member


def _owners(request: Any) -> QuerySet[Member]:
    seen = Asset.objects.visible_to(request.user).filter(findings__isnull=False)
    return Member.objects.filter(pk__in=seen.values("owner")).order_by("name", "pk")


class FindingFilters(Filters):
    """Without more, what is still so."""

    q = django_filters.CharFilter(label=_("Find"), field_name="asset__title", lookup_expr="icontains")
    cause = django_filters.ChoiceFilter(choices=Cause.choices, label=_("What is wrong"), empty_label=_("anything"))
    whose = django_filters.ChoiceFilter(
        choices=[("mine", _("mine"))], label=_("Whose"), empty_label=_("anybody's"), method="of_mine"
    )
    owner = django_filters.ModelChoiceFilter(
        queryset=_owners, field_name="asset__owner", label=_("Owner"), empty_label=_("anybody")
    )
    state = django_filters.ChoiceFilter(
        choices=[("mended", _("put right"))], label=_("State"), empty_label=_("to put right"), method="of_state"
    )

    def of_mine(self, rows: Any, name: str, whose: str) -> Any:
        return rows.filter(asset__owner=self.request.user)

    def of_state(self, rows: Any, name: str, state: str) -> Any:
        return rows

    def filter_queryset(self, queryset: Any) -> Any:
        mended = self.form.cleaned_data["state"] == "mended"
        rows = queryset.filter(resolved_at__isnull=False) if mended else queryset.standing()
        return super().filter_queryset(rows)
