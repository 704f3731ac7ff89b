"""What is to be verified: one tap each."""

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from apps.collateral import queries
from apps.collateral.filters import VerifyFilters
from apps.collateral.things import asset_url
from apps.people.access import MemberRequest, signed_in
from apps.people.lists import Column, Empty, listing

COLUMNS = [
    Column("title", gettext_lazy("Collateral"), lambda row: row.title),
    Column("kind", gettext_lazy("Kind"), lambda row: row.kind),
    Column("owner", gettext_lazy("Owner"), lambda row: row.owner),
    Column("by", gettext_lazy("To be verified by"), lambda row: row.verify_by),
    Column("unverified", gettext_lazy("Unverified"), lambda row: row.unverified),
    Column("verified", gettext_lazy("Last verified"), lambda row: row.verified_at),
    Column("link", gettext_lazy("Link"), asset_url),
]
ORDERS: dict[str, str | tuple[str, ...]] = {
    "by": ("verify_by", "title"),
    "title": "title",
    "owner": ("owner__name", "verify_by"),
}


@signed_in
@require_safe
def to_verify(request: MemberRequest) -> HttpResponseBase:
    """What somebody has to look at again, the most pressing first."""
    return listing(
        request,
        page="collateral:to_verify",
        rows=queries.to_verify(viewer=request.user),
        filters=VerifyFilters,
        columns=COLUMNS,
        orders=ORDERS,
        default_order="by",
        template="collateral/to_verify.html",
        rows_template="collateral/_to_verify_rows.html",
        empty=Empty(
            _("Nothing is to be verified in the next two weeks."), reverse("collateral:library"), _("To the library")
        ),
    )
