"""Error pages that say what happened and what to do next."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that came without its own token: most often a page left open since before the last sign-in."""
    return render(request, "403.html", {"stale_form": True}, status=403)
