from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from apps.collateral import queries
from apps.collateral.filters import DemandFilters, PastDemandFilters
from apps.people.access import MemberRequest, signed_in
from apps.people.lists import Column, Empty, listing

ORDERS: dict[str, str | tuple[str, ...]] = {"-people": ("-people", "-times", "-at"), "-at": "-at", "said": "said"}


@signed_in
@require_safe
def demand(request: MemberRequest) -> HttpResponseBase:
    """What colleagues looked for and had nothing of: how many, never who."""
    columns = [
        Column("said", gettext_lazy("Searched for"), lambda row: row.said),
        Column("people", gettext_lazy("People"), lambda row: row.people),
        Column("times", gettext_lazy("Times"), lambda row: row.times),
        Column("cause", gettext_lazy("Why"), lambda row: queries.cause_for(request.user, row.cause).label),
        Column("at", gettext_lazy("Last"), lambda row: row.at),
    ]
    return listing(
        request,
        page="collateral:demand",
        rows=queries.unmet_demand(viewer=request.user),
        filters=DemandFilters,
        columns=columns,
        orders=ORDERS,
        default_order="-people",
        template="collateral/demand.html",
        rows_template="collateral/_demand.html",
        empty=Empty(
            _("Whoever searched opened something. This page fills when that isn't so."),
            reverse("collateral:library"),
            _("To the library"),
        ),
    )


@signed_in
@require_safe
def past_demand(request: MemberRequest) -> HttpResponseBase:
    """What was searched so long ago that only the sums of its month are left."""
    return listing(
        request,
        page="collateral:past_demand",
        rows=queries.past_demand(viewer=request.user),
        filters=PastDemandFilters,
        columns=[
            Column("said", gettext_lazy("Searched for"), lambda row: row.said),
            Column("month", gettext_lazy("Month"), lambda row: f"{row.month:%Y-%m}"),
            Column("people", gettext_lazy("People"), lambda row: row.people),
            Column("times", gettext_lazy("Times"), lambda row: row.times),
            Column("unmet", gettext_lazy("Nothing opened"), lambda row: row.unmet),
        ],
        orders={"-month": ("-month", "-people", "-times"), "-people": ("-people", "-times", "-month"), "said": "said"},
        default_order="-month",
        template="collateral/past_demand.html",
        rows_template="collateral/_past_demand.html",
        empty=Empty(
            _("No search is that old yet. Who looked for what is forgotten after thirteen months; how often stays."),
            reverse("collateral:demand"),
            _("To what was searched lately"),
        ),
    )
