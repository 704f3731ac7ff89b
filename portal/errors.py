"""Error pages that say what happened and what to do next."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views import defaults

from apps.core.addresses import came_from
from apps.people.door.problems import MEDIA_TYPE, body_of


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that came without its own token: most often a page left open since before the last sign-in."""
    return render(request, "403.html", {"stale_form": True, "back_url": came_from(request)}, status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """What nobody foresaw: a page for people, a problem for machines."""
    if not request.path.startswith("/api/"):
        return defaults.server_error(request)
    body = body_of(500, "broken", _("Something broke on our side. It is in the log; nothing of this call was done."))
    return JsonResponse(body, status=500, content_type=MEDIA_TYPE)
