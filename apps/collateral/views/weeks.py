"""What happened to one's content."""

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from apps.collateral import queries
from apps.collateral.filters import WeekFilters
from apps.collateral.things import asset_url
from apps.people.access import MemberRequest, signed_in
from apps.people.lists import Column, Empty, listing

WEEKS = [
    Column("week", gettext_lazy("Week from"), lambda row: row.week.begins_on),
    Column("asset", gettext_lazy("Collateral"), lambda row: row.asset.title),
    Column("people", gettext_lazy("People"), lambda row: row.people),
    Column("deals", gettext_lazy("Deals"), lambda row: row.deals),
    Column("ratings", gettext_lazy("Ratings"), lambda row: row.ratings),
    Column("delivered", gettext_lazy("Requests answered"), lambda row: row.delivered),
    Column("opened", gettext_lazy("Opened by customers"), lambda row: row.opened),
    Column("link", gettext_lazy("Link"), lambda row: asset_url(row.asset)),
]
WEEK_ORDERS: dict[str, str | tuple[str, ...]] = {
    "-week": ("-week__begins_on", "asset__title"),
    "asset": ("asset__title", "-week__begins_on"),
}


@signed_in
@require_safe
def weeks(request: MemberRequest) -> HttpResponseBase:
    """What happened to what I own or made: numbers that only I read."""
    return listing(
        request,
        page="collateral:weeks",
        rows=queries.happened(viewer=request.user),
        filters=WeekFilters,
        columns=WEEKS,
        orders=WEEK_ORDERS,
        default_order="-week",
        template="collateral/weeks.html",
        rows_template="collateral/_week_rows.html",
        context={"fewest": queries.FEWEST},
        empty=Empty(
            _("Each Monday you read here how your collateral was used. So far there was nothing to tell."),
            reverse("collateral:library"),
            _("To the library"),
        ),
    )
