"""Changing many pieces at once: chosen in the library, said what changes, looked at, done."""

from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from apps.collateral import commands, policy, queries
from apps.collateral.filters import AssetFilters
from apps.collateral.forms import ChangeManyForm
from apps.collateral.models import MANY, Asset
from apps.core.answer import back, say
from apps.core.asking import LARGEST_REVISION, whole_number
from apps.core.errors import NotNow, Refused, require
from apps.people.access import MemberRequest, signed_in
from apps.people.models import ChoiceList
from apps.trail import acts

PAGE = "collateral/change_assets.html"
MOST = commands.MOST_CHANGED
# What a request may carry; whoever chose more is told by the command.
MOST_READ = MOST + 1


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def change_assets(request: MemberRequest) -> HttpResponse:
    """Each step is a form of its own; nothing is kept between them but what they carry."""
    require(policy.may_change_some(request.user))
    assets, step = _chosen(request), request.POST.get("step", "")
    form = ChangeManyForm(request.POST if step else None)
    if step not in ("preview", "apply"):
        return _page(request, form, assets)
    if not form.is_valid():
        return _page(request, form, assets, status=422)
    try:
        return _preview(request, form, assets) if step == "preview" else _apply(request, form, assets)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, form, assets, status=409 if isinstance(refusal, NotNow) else 422)


def _page(request: MemberRequest, form: ChangeManyForm, assets: list[Asset], *, status: int = 200) -> HttpResponse:
    context = {"form": form, "assets": assets, "back": _home(request), "most": MOST, "too_many": len(assets) > MOST}
    return render(request, PAGE, context, status=status)


def _preview(request: MemberRequest, form: ChangeManyForm, assets: list[Asset]) -> HttpResponse:
    found = commands.preview_change(actor=request.user, assets=assets, now=timezone.now(), **form.values)
    lines = [{"asset": one.asset, "changes": _changes(form, one), "refused": one.refused} for one in found]
    context = {
        "form": form,
        "lines": sorted(lines, key=lambda line: not line["changes"]),
        "count": sum(bool(one.changed) for one in found),
        "seen": " ".join(f"{one.asset.pk}:{one.asset.revision}" for one in found),
        "back": _home(request),
    }
    return render(request, "collateral/change_preview.html", context)


def _apply(request: MemberRequest, form: ChangeManyForm, assets: list[Asset]) -> HttpResponse:
    seen = dict(one.partition(":")[::2] for one in request.POST.get("seen", "").split())
    revisions = [whole_number(seen.get(str(one.pk), ""), most=LARGEST_REVISION) or 0 for one in assets]
    _found, offered = commands.change_assets(
        actor=request.user, assets=assets, now=timezone.now(), revisions=revisions, **form.values
    )
    say(request, offered.label, undo=offered)
    return redirect(_home(request))


def _home(request: MemberRequest) -> str:
    return back(request, reverse("collateral:library"))


def _chosen(request: MemberRequest) -> list[Asset]:
    """What is ticked, or all that the library's filter finds, as far as its reader sees it."""
    rows = queries.library(viewer=request.user)
    if request.POST.get("all"):
        asked = QueryDict(urlsplit(_home(request)).query)
        narrowed = AssetFilters(asked, queryset=rows, request=request)
        return list(narrowed.qs.order_by("title", "pk")[:MOST_READ]) if narrowed.is_valid() else []
    return list(rows.filter(pk__in=_ids(request.POST.getlist("ids")[:MOST_READ])).order_by("title", "pk"))


def _ids(sent: list[str]) -> list[UUID]:
    """What isn't an id is none of them."""
    found = []
    for text in sent:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


def _changes(form: ChangeManyForm, effect: commands.Effect) -> list[tuple[str, str, str]]:
    return [(_label(form, name), _words(name, old), _words(name, new)) for name, (old, new) in effect.changed.items()]


def _label(form: ChangeManyForm, name: str) -> str:
    if name in MANY:
        return str(ChoiceList(name).label)
    return str(form.fields[name].label) if name in form.fields else acts.field_words(name)


def _words(name: str, value: Any) -> str:
    if value in (None, "", []):
        return _("not said")
    if hasattr(value, "year"):
        return date_format(value)
    return str(acts.value_words(name, value) if isinstance(value, str | list) else value)
