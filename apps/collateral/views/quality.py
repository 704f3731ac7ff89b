"""What is to be put right in the library."""

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from apps.collateral import queries
from apps.collateral.filters import FindingFilters
from apps.people.access import MemberRequest, signed_in
from apps.people.lists import Column, Empty, listing

FOUND = [
    Column("asset", gettext_lazy("Collateral"), lambda row: row.asset.title),
    Column("cause", gettext_lazy("What is wrong"), lambda row: row.get_cause_display()),
    Column("step", gettext_lazy("What to do"), lambda row: queries.next_step(row).say),
    Column("owner", gettext_lazy("Owner"), lambda row: row.asset.owner),
    Column("seen", gettext_lazy("Found"), lambda row: row.first_seen_at),
    Column("mended", gettext_lazy("Put right"), lambda row: row.resolved_at),
    Column("link", gettext_lazy("Link"), lambda row: queries.next_step(row).url),
]
FOUND_ORDERS: dict[str, str | tuple[str, ...]] = {
    "seen": ("first_seen_at", "asset__title"),
    "asset": ("asset__title", "cause"),
    "owner": ("asset__owner__name", "asset__title"),
}


@signed_in
@require_safe
def findings(request: MemberRequest) -> HttpResponseBase:
    """What nightly checks found, each with what mends it."""
    return listing(
        request,
        page="collateral:findings",
        rows=queries.findings(viewer=request.user),
        filters=FindingFilters,
        columns=FOUND,
        orders=FOUND_ORDERS,
        default_order="seen",
        template="collateral/findings.html",
        rows_template="collateral/_finding_rows.html",
        empty=Empty(
            _("There is nothing to put right. The library is checked each night."),
            reverse("collateral:library"),
            _("To the library"),
        ),
    )
