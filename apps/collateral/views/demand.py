from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from apps.collateral import queries
from apps.collateral.filters import DemandFilters
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
