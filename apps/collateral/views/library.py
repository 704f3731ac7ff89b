from functools import partial
from typing import Any

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from apps.collateral import policy, queries
from apps.collateral.filters import LibraryFilters
from apps.collateral.models import FACETS
from apps.collateral.views.facets import facet_counts, facets_context
from apps.core.answer import asks_for
from apps.people.access import MemberRequest, signed_in
from apps.people.lists import Column, Empty, listing
from apps.people.models import ChoiceList


def _facet(name: ChoiceList, row: Any) -> str:
    """A list of an asset in one cell of the CSV."""
    return (
        _("all") if name in row.for_all else ", ".join(one["label"] for one in queries.by_list(row.said_facets)[name])
    )


COLUMNS = [
    Column("title", gettext_lazy("Title"), lambda row: row.title),
    Column("kind", gettext_lazy("Kind"), lambda row: row.kind),
    Column("owner", gettext_lazy("Owner"), lambda row: row.owner),
    Column("audience", gettext_lazy("For"), lambda row: row.get_audience_display()),
    *(Column(one.value, one.label, partial(_facet, one)) for one in FACETS),
    Column("state", gettext_lazy("State"), lambda row: row.get_state_display()),
    Column("ratings", gettext_lazy("Ratings"), lambda row: row.ratings),
    Column("rating", gettext_lazy("Rating"), lambda row: row.average),
    Column("input", gettext_lazy("Sales"), queries.input_in_words),
    Column("published", gettext_lazy("Newest"), lambda row: row.published_at),
    Column("release_on", gettext_lazy("Released on"), lambda row: row.release_on),
    Column("expires_on", gettext_lazy("Last day of use"), lambda row: row.expires_on),
    Column("verify_by", gettext_lazy("To be verified by"), lambda row: row.verify_by),
    Column("fit", gettext_lazy("Best fit"), lambda row: round(row.fit, 4)),
    Column("link", gettext_lazy("Link"), lambda row: reverse("collateral:asset", args=[row.pk])),
]
ORDERS: dict[str, str | tuple[str, ...]] = {
    "-fit": ("-fit", "-published_at"),
    "title": "title",
    "-rating": ("-shown_rating", "-ratings"),
    "-published": "-published_at",
}


@signed_in
@require_safe
def library(request: MemberRequest) -> HttpResponseBase:
    """Find: title, summary, file name and the text of every page, as one types."""
    if asks_for(request, "facets"):
        return facet_counts(request)
    said = request.GET.get("q", "").strip()
    wish_url = f"{reverse('collateral:ask')}?{urlencode({'searched': said})}"
    context: dict[str, Any] = {"wish_url": wish_url}
    if said:
        # Whatever else the list is narrowed by: what isn't there can be asked for.
        say_nothing = _("Nothing fits “%(said)s”. Ask for it, and the other side hears of it.") % {"said": said}
        context["empty"] = Empty(say_nothing, wish_url, _("Ask for it"))
    return listing(
        request,
        page="collateral:library",
        rows=queries.library(viewer=request.user),
        filters=LibraryFilters,
        columns=COLUMNS,
        orders=ORDERS,
        default_order="-fit",
        template="collateral/library.html",
        rows_template="collateral/_rows.html",
        context=context | {"may_upload": policy.may_create_asset(request.user)},
        empty=Empty(_("There is no collateral yet."), *_first_step(request)),
        more=partial(facets_context, request),
    )


def _first_step(request: MemberRequest) -> tuple[str, str]:
    if policy.may_create_asset(request.user):
        return reverse("collateral:upload"), _("Upload the first files")
    return reverse("collateral:ask"), _("Ask for what you need")
