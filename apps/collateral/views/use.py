"""Use: noted in a deal, one's own list, and the scorecard of the library."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.collateral import commands, queries
from apps.collateral.filters import ScorecardFilters, UseFilters
from apps.collateral.forms import DealForm
from apps.collateral.things import asset_url
from apps.collateral.views.assets import found
from apps.people.access import MemberRequest, signed_in
from apps.people.editing import act_and_go, form_page
from apps.people.lists import Column, Empty, csv_of, listing
from apps.people.models import Member

OWN = [
    Column("asset", gettext_lazy("Collateral"), lambda row: row.asset.title),
    Column("kind", gettext_lazy("What I did"), lambda row: row.get_kind_display()),
    Column("version", gettext_lazy("Version"), lambda row: row.version.number),
    Column("deal", gettext_lazy("Deal"), lambda row: row.deal),
    Column("at", gettext_lazy("Newest"), lambda row: row.at),
    Column("link", gettext_lazy("Link"), lambda row: asset_url(row.asset)),
]
CARDS = [
    Column("title", gettext_lazy("Title"), lambda row: row.title),
    Column("owner", gettext_lazy("Owner"), lambda row: row.owner),
    Column("people", gettext_lazy("Most used"), lambda row: row.people),
    Column("ratings", gettext_lazy("Ratings"), lambda row: row.ratings),
    Column("rating", gettext_lazy("Rating"), lambda row: row.average),
    Column("feedback", gettext_lazy("Most to put right"), lambda row: row.open_feedback),
    Column("deals", gettext_lazy("Deals"), lambda row: row.deals),
    Column("shares", gettext_lazy("Shares"), lambda row: row.times_shared),
    Column("unverified", gettext_lazy("Unverified"), lambda row: row.unverified),
    Column("link", gettext_lazy("Link"), asset_url),
]
CARD_ORDERS: dict[str, str | tuple[str, ...]] = {
    "-people": ("-people_shown", "-shown_rating"),
    "-feedback": ("-open_feedback", "-people_shown"),
    "title": "title",
}


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def use_in_deal(request: MemberRequest, pk: UUID) -> HttpResponse:
    asset = found(request, pk)
    act = partial(commands.use_in_deal, actor=request.user, asset=asset, now=timezone.now())
    context = {"asset": asset, "cancel_url": asset_url(asset)}
    said = _("Noted. Only you read that it was you.")
    page = "collateral/use_in_deal.html"
    return form_page(request, form=DealForm, act=act, done=asset_url(asset), page=page, context=context, said=said)


@signed_in
@require_safe
def uses(request: MemberRequest) -> HttpResponseBase:
    """What I opened, took and used: nobody else reads this."""
    return listing(
        request,
        page="collateral:uses",
        rows=queries.uses(viewer=request.user),
        filters=UseFilters,
        columns=OWN,
        orders={"-at": "-at"},
        default_order="-at",
        template="collateral/uses.html",
        rows_template="collateral/_use_rows.html",
        empty=Empty(_("You have opened nothing yet."), reverse("collateral:library"), _("Find something")),
    )


@signed_in
@require_safe
def scorecard(request: MemberRequest) -> HttpResponseBase:
    """The library as a whole: what is used, what is to be put right, and for whom there is nothing."""
    if request.GET.get("format") == "coverage":
        return csv_of(_coverage(request.user), name="coverage")
    return listing(
        request,
        page="collateral:scorecard",
        rows=queries.scorecards(viewer=request.user),
        filters=ScorecardFilters,
        columns=CARDS,
        orders=CARD_ORDERS,
        default_order="-people",
        template="collateral/scorecard.html",
        rows_template="collateral/_scorecard_rows.html",
        context={"coverage": queries.coverage(viewer=request.user), "fewest": queries.FEWEST},
        empty=Empty(_("Nothing is published yet."), reverse("collateral:library"), _("Look at the drafts")),
    )


def _coverage(viewer: Member) -> Iterator[Sequence[Any]]:
    """A line for each persona, a column for each funnel stage."""
    rows = queries.coverage(viewer=viewer)
    stages = [stage.label for stage, _count in rows[0].stages] if rows else []
    yield [_("Persona"), *stages]
    for row in rows:
        yield [row.persona.label, *(count for _stage, count in row.stages)]


@signed_in
@require_safe
def asset_scorecard(request: MemberRequest, pk: UUID) -> HttpResponse:
    """How one piece does."""
    asset = found(request, pk)
    card = queries.scorecard(viewer=request.user, asset=asset, now=timezone.now())
    context = {"asset": asset, "card": card, "fewest": queries.FEWEST}
    return render(request, "collateral/asset_scorecard.html", context)


@signed_in
@require_POST
def take_back_use(request: MemberRequest, pk: UUID) -> HttpResponse:
    """A deal that was mistyped; 404 for what others noted."""
    use = get_object_or_404(queries.uses(viewer=request.user), pk=pk)
    act = partial(commands.take_back_use, actor=request.user, use=use, now=timezone.now())
    return act_and_go(request, act=act, to=reverse("collateral:uses"))
