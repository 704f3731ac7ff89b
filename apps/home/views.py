"""Home, the other side, and the one search."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from apps.home import queries
from apps.notices import queries as notices
from apps.people.access import member_of, signed_in
from apps.people.models import Role, Side

# As many of the newest notices stand beside the work; the inbox has them all.
NEWEST = 5
# Of each group so many lines stand there at first: who has two hundred things to do is helped by the next twenty-five.
MANY = 25


@signed_in
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What needs me first, then what I was told."""
    viewer, now = member_of(request), timezone.now()
    groups = queries.my_work(viewer=viewer, now=now)
    context = {
        "groups": groups,
        "now": now,
        "many": MANY,
        "most": "" if "all" in request.GET else f":{MANY}",
        "count": sum(len(group.works) for group in groups),
        "newest": list(notices.inbox(viewer=viewer).order_by("-at", "pk")[:NEWEST]),
        "first_steps": queries.first_steps(viewer=viewer, now=now),
        "sells": viewer.has_role(Role.SALESPERSON),
    }
    return render(request, "home/home.html", context)


@signed_in
@require_safe
def other_side(request: HttpRequest) -> HttpResponse:
    """What the other side is working on, where to help and what to follow."""
    found = queries.other_side(viewer=member_of(request), now=timezone.now(), side=request.GET.get("side", ""))
    sides = [(side.value, side.label) for side in (Side.MARKETING, Side.SALES)]
    context = {"found": found, "sides": sides, "label": Side(found.side).label, "most": queries.MOST}
    return render(request, "home/other_side.html", context)


@signed_in
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Everything that fits, as far as its reader may see it."""
    words, kind = request.GET.get("q", ""), request.GET.get("kind", "")
    found = queries.search(viewer=member_of(request), words=words, kind=kind)
    return render(request, "home/search.html", {"found": found, "kind": kind})
