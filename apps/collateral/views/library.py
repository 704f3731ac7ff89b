from functools import partial
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from apps.collateral import commands, files, policy, queries
from apps.collateral.filters import AssetFilters
from apps.collateral.forms import UploadForm
from apps.collateral.models import FACETS, Asset
from apps.collateral.views.facets import facet_counts, facets_context
from apps.core.answer import answer, asks_for, say
from apps.core.errors import Refused, require
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
    Column("published", gettext_lazy("Newest"), lambda row: row.published_at),
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
def library(request: MemberRequest) -> HttpResponse:
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
        filters=AssetFilters,
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


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: MemberRequest) -> HttpResponse:
    """Several files in one go: each is taken in by itself, and what is refused says why."""
    require(policy.may_create_asset(request.user))
    form = UploadForm(request.POST or None, request.FILES or None)
    if not form.is_valid():
        return _upload_page(request, form, [])
    made: list[Asset] = []
    for file in form.cleaned_data["file"]:
        try:
            made.append(_take_in(request, form, file))
        except Refused as refusal:
            form.add_error("file", str(refusal))
    if form.errors:
        return _upload_page(request, form, made)
    if len(made) == 1:
        say(request, _("“%(title)s” is in. Its text is being read.") % {"title": made[0]})
        return redirect("collateral:asset", made[0].pk)
    count = len(made)
    say(request, ngettext("%(count)s file is in.", "%(count)s files are in.", count) % {"count": count})
    query = urlencode({"state": "draft", "owner": str(request.user.pk)})
    return redirect(f"{reverse('collateral:library')}?{query}")


def _take_in(request: MemberRequest, form: UploadForm, file: UploadedFile) -> Asset:
    chosen = {name: value for name, value in form.values.items() if name != "file"}
    return commands.create_asset(actor=request.user, file=file, now=timezone.now(), **chosen)


def _upload_page(request: MemberRequest, form: UploadForm, made: list[Asset]) -> HttpResponse:
    context = {"made": made, "limit": files.limit_megabytes(), "cancel_url": reverse("collateral:library")}
    return answer(request, page="collateral/upload.html", context=context, form=form)
