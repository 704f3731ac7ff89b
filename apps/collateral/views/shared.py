"""What customers see by a link, without signing in: the link is the key.

Mail scanners follow links and press nothing: a GET shows a button alone, and an opening counts when it is pressed.
"""

from typing import Any
from uuid import UUID

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from apps.collateral import commands, queries
from apps.collateral.commands.opening import HasEnded
from apps.collateral.forms import OpenForm
from apps.collateral.models import Asset, Opening, Share
from apps.collateral.queries import Standing
from apps.collateral.views.assets import MOST_PAGES
from apps.collateral.views.downloads import handed_out
from apps.core.asking import whole_number
from apps.core.errors import NotNow, Refused
from apps.people.models import Member
from apps.people.strangers import key_in_address

MOST_A_MINUTE = 60
# A ticket stands for the pressed button as long as somebody reads.
TICKET, HOURS = "accord-opened", 12
_SALT = "accord.opened"
for_strangers = key_in_address("shared-collateral", most=MOST_A_MINUTE)


@csrf_exempt
@for_strangers
@require_http_methods(["GET", "HEAD", "POST"])
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """The button, and once it is pressed, what is shared.

    The link is the permission, so a request forged by another site could only do what its author may do anyway.
    """
    share, now = _share(token), timezone.now()
    if request.method == "POST":
        return _posted(request, token, share)
    if queries.standing_of(share) != Standing.WORKS:
        return _over(request, share, told=False)
    if _ticket(request, share) is None:
        return _cover(request, share, OpenForm(share=share))
    if share.collection is None:
        return _shown(request, share, token, share.asset)
    inside = queries.for_customers_in(share.collection, now=now)
    return render(request, "collateral/shared_collection.html", {"share": share, "token": token, "inside": inside})


@for_strangers
@require_safe
def shared_item(request: HttpRequest, token: str, pk: UUID) -> HttpResponseBase:
    """One piece of a collection that is shared."""
    share = _share(token)
    asset = _asset_of(share, pk)
    if asset is None or not _is_open(request, share):
        return redirect("collateral:shared", token)
    return _shown(request, share, token, asset)


@for_strangers
@require_safe
def shared_file(request: HttpRequest, token: str, pk: UUID) -> HttpResponseBase:
    """The file, for who has opened the link and may save it."""
    share = _share(token)
    asset = _asset_of(share, pk)
    if asset is None or not _is_open(request, share):
        return redirect("collateral:shared", token)
    if asset.current is None or not (asset.current.file and share.may_download):
        raise Http404
    if ticket := _ticket(request, share):
        commands.note_download(opening=Opening(pk=UUID(ticket)), now=timezone.now())
    return handed_out(asset.current)


def _asset_of(share: Share, pk: UUID) -> Asset | None:
    """What is shared and has this id; None where it may no longer be shown.

    Raises:
        Http404: the link never led to it.
    """
    if share.asset is not None and share.asset.pk == pk:
        return share.asset
    if share.collection is None or not share.collection.items.filter(asset=pk).exists():
        raise Http404
    return queries.for_customers_in(share.collection, now=timezone.now()).filter(pk=pk).first()


def _shown(request: HttpRequest, share: Share, token: str, asset: Asset | None) -> HttpResponse:
    if asset is None:
        raise Http404
    version, page = asset.current, whole_number(request.GET.get("page", "1"), most=MOST_PAGES) or 1
    shelf = queries.pages_for_customers(version, page=page) if version else None
    context = {"share": share, "token": token, "asset": asset, "version": version, "shelf": shelf}
    return render(request, "collateral/shared.html", context)


def _is_open(request: HttpRequest, share: Share) -> bool:
    return queries.standing_of(share) == Standing.WORKS and _ticket(request, share) is not None


def _posted(request: HttpRequest, token: str, share: Share) -> HttpResponse:
    now = timezone.now()
    if queries.standing_of(share) != Standing.WORKS:
        return _asked_again(request, share)
    here = reverse("collateral:shared", args=[token])
    if _ticket(request, share) is not None:
        return redirect(here)
    form = OpenForm(request.POST, share=share)
    if not form.is_valid():
        return _cover(request, share, form, status=422)
    try:
        opening = commands.open_share(share=share, now=now, member=_member(request), **form.cleaned_data)
    except HasEnded:
        return _asked_again(request, queries.share_again(share, now=now))
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _cover(request, share, form, status=409 if isinstance(refusal, NotNow) else 422)
    answer = redirect(here)
    answer.set_cookie(
        TICKET,
        signing.dumps([str(share.pk), str(opening.pk) if opening else ""], salt=_SALT),
        max_age=HOURS * 3600,
        path=here,
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
    return answer


def _share(token: str) -> Share:
    share = queries.share_by(token, now=timezone.now())
    if share is None:
        raise Http404
    return share


def _ticket(request: HttpRequest, share: Share) -> str | None:
    """The id of the opening this browser made, empty for a colleague's; None where the button wasn't pressed."""
    try:
        of, opening = signing.loads(request.COOKIES.get(TICKET, ""), salt=_SALT, max_age=HOURS * 3600)
    except (signing.BadSignature, ValueError):
        return None
    return str(opening) if of == str(share.pk) else None


def _member(request: HttpRequest) -> Member | None:
    return request.user if isinstance(request.user, Member) else None


def _cover(request: HttpRequest, share: Share, form: OpenForm, status: int = 200) -> HttpResponse:
    context = {"share": share, "form": form, "colleague": _member(request)}
    return render(request, "collateral/shared_cover.html", context, status=status)


def _asked_again(request: HttpRequest, share: Share) -> HttpResponse:
    commands.ask_again(share=share, now=timezone.now())
    return _over(request, share, told=True)


def _over(request: HttpRequest, share: Share, *, told: bool) -> HttpResponse:
    """Nothing of what was shared, not even its name: it may have been revoked for having gone to the wrong one."""
    context: dict[str, Any] = {"ask": queries.whom_to_ask(share), "told": told}
    return render(request, "collateral/shared_over.html", context, status=410)
