from uuid import UUID

from django.http import FileResponse, Http404
from django.http.response import HttpResponseBase, HttpResponseNotModified
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from apps.collateral import commands, files, policy
from apps.collateral.models import Asset, AssetVersion, Use
from apps.core.errors import require
from apps.people.access import MemberRequest, signed_in
from apps.people.models import Member


@signed_in
@require_safe
def download(request: MemberRequest, pk: UUID, sha256: str) -> HttpResponseBase:
    """The file itself. The link carries the content's hash: another content has another link, so it may be kept."""
    versions = AssetVersion.objects.visible_to(request.user).select_related("asset")
    version = get_object_or_404(versions, pk=pk, sha256=sha256)
    response = served(version, viewer=request.user, held=request.headers.get("If-None-Match", ""))
    response["Cache-Control"] = "private, max-age=3600, immutable"
    return response


@signed_in
@require_safe
def newest_file(request: MemberRequest, pk: UUID) -> HttpResponseBase:
    """The file in use, under a link that stays: asked for anew each time, and sent only where it is another."""
    asset = get_object_or_404(Asset.objects.visible_to(request.user).select_related("current__asset"), pk=pk)
    if asset.current is None:
        raise LookupError(asset.pk)
    response = served(asset.current, viewer=request.user, held=request.headers.get("If-None-Match", ""))
    response["Cache-Control"] = "private, no-cache"
    return response


def served(version: AssetVersion, *, viewer: Member, held: str = "") -> HttpResponseBase:
    """A file for a member."""
    require(policy.may_download(viewer, version))
    response = handed_out(version, held=held)
    commands.note_use(member=viewer, version=version, kind=Use.Kind.DOWNLOAD, now=timezone.now())
    return response


def handed_out(version: AssetVersion, *, held: str = "") -> HttpResponseBase:
    """The one way a file leaves Accord: to be saved, never to be run or shown in the portal's name."""
    if not version.file:
        raise Http404
    commands.require_clean(version)
    tag = f'"{version.sha256}"'
    response: HttpResponseBase
    if tag in held:
        response = HttpResponseNotModified()
    else:
        response = FileResponse(
            files.opened(version.file),
            as_attachment=True,
            filename=version.original_name,
            content_type=files.MEDIA_TYPES[version.kind],
        )
    response["ETag"] = tag
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
