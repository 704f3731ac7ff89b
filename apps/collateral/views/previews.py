"""Pictures of pages: the first on lists and pages, any page of a PDF on demand."""

from uuid import UUID

from celery import current_app
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from kombu.exceptions import OperationalError

from apps.collateral import commands, files, policy
from apps.collateral.models import AssetVersion
from apps.collateral.things import asset_url
from apps.collateral.views.assets import found
from apps.core.answer import say
from apps.core.errors import require
from apps.people.access import MemberRequest, signed_in
from apps.people.models import Member


@signed_in
@require_safe
def picture(request: MemberRequest, pk: UUID, sha256: str, page: int) -> HttpResponseBase:
    """A drawn page. The link carries the hash of what was drawn, so it may be kept."""
    versions = AssetVersion.objects.visible_to(request.user).select_related("asset")
    response = pictured(get_object_or_404(versions, pk=pk, sha256=sha256), page, viewer=request.user)
    response["Cache-Control"] = "private, max-age=3600, immutable"
    return response


def pictured(version: AssetVersion, page: int, *, viewer: Member) -> HttpResponseBase:
    """A picture that Accord made, for who may have the file; never the file."""
    require(policy.may_download(viewer, version))
    if not version.may_be_handed_out or not files.has_picture(version.sha256, page):
        raise Http404
    response = FileResponse(files.opened(files.picture_name(version.sha256, page)), content_type="image/webp")
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


@signed_in
@require_safe
def page(request: MemberRequest, pk: UUID, number: int) -> HttpResponse:
    """One page of a PDF as it looks; a worker draws it when it is first asked for."""
    asset = found(request, pk)
    version = asset.current
    if version is None or version.kind != "pdf" or not 1 <= number <= (version.page_count or 0):
        raise Http404
    require(policy.may_download(request.user, version))
    is_drawn = version.may_be_handed_out and files.has_picture(version.sha256, number)
    if not is_drawn:
        _ask_for(version, number)
    context = {"asset": asset, "version": version, "number": number, "is_drawn": is_drawn}
    return render(request, "collateral/page.html", context)


def _ask_for(version: AssetVersion, number: int) -> None:
    """Whoever waits asks again, so a message lost costs two seconds."""
    try:
        current_app.send_task("apps.collateral.tasks.draw_page", args=[str(version.pk), number], expires=30)
    except OperationalError:
        return


@signed_in
@require_POST
def draw_again(request: MemberRequest, pk: UUID) -> HttpResponse:
    asset = found(request, pk)
    commands.draw_again(actor=request.user, asset=asset, now=timezone.now())
    say(request, _("The preview is being drawn again."))
    return redirect(asset_url(asset))
