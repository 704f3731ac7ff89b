"""Who do I turn to for …?"""

from uuid import UUID

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from apps.people import commands, policy, queries
from apps.people.access import member_of, signed_in
from apps.people.models import Side

SHORTEST_MISS = 3


@signed_in
@require_GET
def directory(request: HttpRequest) -> HttpResponse:
    """The directory, as you type; a search that finds nobody is kept for the admins."""
    viewer, now = member_of(request), timezone.now()
    # A NUL can't be in any name; the database wouldn't even read the question.
    words = request.GET.get("q", "").replace("\0", "").strip()[:200]
    side = request.GET.get("side", "")
    side = side if side in Side.values else ""
    found = queries.directory(viewer=viewer, words=words, side=side, page=request.GET.get("page", 1), now=now)
    if len(words) >= SHORTEST_MISS and not side and found.found_nobody:
        commands.record_directory_miss(actor=viewer, words=words, now=now)
    context = {
        "found": found,
        "words": words,
        "side": side,
        "sides": [("", _("All")), *Side.choices],
        "may_create_areas": policy.may_create_areas(viewer),
        "may_edit_teams": policy.may_edit_teams(viewer),
    }
    return render(request, "people/directory.html", context)


@signed_in
@require_GET
def member(request: HttpRequest, pk: UUID) -> HttpResponse:
    viewer, now = member_of(request), timezone.now()
    shown = get_object_or_404(queries.members(viewer=viewer), pk=pk)
    owned, more_owned = queries.owned_things(shown, viewer=viewer) if shown.is_active else ([], [])
    context = {
        "member": shown,
        "manager": queries.manager_or_none(shown) if shown.is_active else None,
        "absence": queries.absence_of(shown, now) if shown.is_active else None,
        "ahead": queries.absences_ahead(shown, now=now) if shown.is_active else [],
        "owned": owned,
        "more_owned": more_owned,
        "duties": queries.duties(shown) if shown.is_active else [],
        "local_time": now.astimezone(queries.zone_of(shown)),
        "may_edit": policy.may_edit_members(viewer),
        "may_set_absence": policy.may_set_absence(viewer, shown),
        "is_me": viewer == shown,
    }
    return render(request, "people/member.html", context)


@signed_in
@require_GET
def photo(request: HttpRequest, pk: UUID) -> FileResponse:
    shown = get_object_or_404(queries.members(viewer=member_of(request)), pk=pk)
    name = str(shown.photo.name or "")
    if not name or not default_storage.exists(name):
        raise Http404
    answer = FileResponse(default_storage.open(name), content_type="image/webp")
    answer["Cache-Control"] = "private, max-age=3600"
    return answer
