"""Collateral that is no upload: an address, or a text written here."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from apps.collateral import commands, policy
from apps.collateral.forms import LinkForm, TextForm
from apps.collateral.things import asset_url
from apps.collateral.views.assets import found
from apps.collateral.views.ground import invalid, refused
from apps.core.answer import say
from apps.core.errors import Refused, require
from apps.people.access import MemberRequest, signed_in


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def add_link(request: MemberRequest) -> HttpResponse:
    """An address instead of a file, with or without a copy of what it leads to."""
    require(policy.may_create_asset(request.user))
    return _added(request, LinkForm(request.POST or None, request.FILES or None), "collateral/link.html")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: MemberRequest) -> HttpResponse:
    """A text in Accord itself."""
    require(policy.may_create_asset(request.user))
    return _added(request, TextForm(request.POST or None), "collateral/write.html")


@signed_in
@require_POST
def check_link(request: MemberRequest, pk: UUID) -> HttpResponse:
    asset = found(request, pk)
    commands.check_link(actor=request.user, asset=asset, now=timezone.now())
    say(request, _("Accord looks at the link now. Reload the page in a moment."))
    return redirect(asset_url(asset))


def _added(request: MemberRequest, form: LinkForm | TextForm, page: str) -> HttpResponse:
    context = {"cancel_url": reverse("collateral:upload")}

    def show() -> HttpResponse:
        return invalid(request, form, page=page, context=context)

    if not form.is_valid():
        return show()
    try:
        asset = commands.create_asset(actor=request.user, now=timezone.now(), **form.values)
    except Refused as refusal:
        return refused(refusal, form, show)
    say(request, _("“%(title)s” is in, as a draft.") % {"title": asset})
    return redirect(asset_url(asset))
