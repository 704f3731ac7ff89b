"""Looking back: two versions side by side, and what was agreed on a day."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from apps.agreements import queries
from apps.agreements.forms import DayForm
from apps.agreements.models import Version
from apps.agreements.views.finding import found
from apps.core import markdown
from apps.people import queries as people
from apps.people.access import member_of, signed_in


@signed_in
@require_safe
def compare(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Any two versions side by side; without a choice, the newest beside the one that was signed before it."""
    row, now = found(request, pk), timezone.now()
    versions = list(queries.versions(viewer=member_of(request), now=now, agreement=row).order_by("number"))
    for version in versions:
        version.agreement = row
    after = _chosen(versions, request.GET.get("b")) or versions[-1]
    before = _chosen(versions, request.GET.get("a")) or _before(versions, after)
    context = {
        "agreement": row,
        "versions": versions,
        "before": before,
        "after": after,
        "comparison": queries.compared_versions(before, after, now) if before != after else None,
    }
    return render(request, "agreements/compare.html", context)


def _chosen(versions: list[Version], number: str | None) -> Version | None:
    """The version of this number; 404 where the reader sees none."""
    if number is None:
        return None
    for version in versions:
        if str(version.number) == number:
            return version
    raise Http404


def _before(versions: list[Version], after: Version) -> Version:
    """The last that was signed before, else the last before, else the same."""
    earlier = [version for version in versions if version.number < after.number]
    signed = [version for version in earlier if version.signed_at is not None]
    return (signed or earlier or [after])[-1]


@signed_in
@require_safe
def as_of(request: HttpRequest) -> HttpResponse:
    """All that counted at the end of a day, by default of today."""
    now, form = timezone.now(), DayForm(request.GET or None)
    today = people.working_time().today(now)
    day = form.cleaned_data["on"] if form.is_valid() else today
    rows = [] if form.errors else queries.agreed_on(day, viewer=member_of(request), now=now)
    context = {"form": form if form.is_bound else DayForm(initial={"on": today}), "day": day, "today": today}
    return render(request, "agreements/as_of.html", context | {"rows": [_shown(row) for row in rows]})


def _shown(row: queries.Agreed) -> dict[str, Any]:
    return {"agreed": row, "text": markdown.render(row.version.text)}


@signed_in
@require_safe
def agreed(request: HttpRequest) -> HttpResponse:
    """All that counts now, for who is new: what they still have to read stands first."""
    known = queries.known_to(member_of(request), timezone.now())
    rows = [{"known": one, "text": markdown.render(one.version.text)} for one in known]
    unread = sum(one.unread for one in known)
    return render(request, "agreements/agreed.html", {"rows": rows, "to_read": unread})
