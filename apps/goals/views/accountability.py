"""The accountability report of a period."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from apps.goals import queries
from apps.goals.models import Period
from apps.goals.queries.accountability import Line
from apps.people.access import member_of, signed_in
from apps.people.lists import Column, as_csv

# A few years with their quarters.
MOST = 15
GROUPS = {"side": gettext_lazy("Side"), "team": gettext_lazy("Team"), "member": gettext_lazy("Person")}
COLUMNS = [
    Column("group", gettext_lazy("Of"), lambda line: GROUPS[line.group]),
    Column("name", gettext_lazy("Name"), lambda line: line.name),
    Column("on_time", gettext_lazy("On time"), lambda line: line.on_time),
    Column("excused", gettext_lazy("Late, with an obstacle"), lambda line: line.excused),
    Column("late", gettext_lazy("Late"), lambda line: line.late),
    Column("ahead", gettext_lazy("Not due yet"), lambda line: line.ahead),
]


class _Lines(list[Line]):
    """Lines that no table holds, for the CSV."""

    def iterator(self, chunk_size: int = 0) -> Any:
        return iter(self)


@signed_in
@require_safe
def accountability(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    periods = queries.periods(viewer=member_of(request), now=timezone.now())
    return _report(request, get_object_or_404(periods, pk=pk))


@signed_in
@require_safe
def current_accountability(request: HttpRequest) -> HttpResponseBase:
    """Of the fiscal year that is on, or of the newest that began."""
    now = timezone.now()
    years = queries.periods(viewer=member_of(request), now=now).years()
    return _report(request, years.filter(starts_on__lte=queries.today(now)).order_by("-starts_on").first())


def _report(request: HttpRequest, period: Period | None) -> HttpResponseBase:
    viewer, now = member_of(request), timezone.now()
    report = queries.accountability(period, viewer=viewer, now=now) if period else None
    if request.GET.get("format") == "csv":
        lines: Any = _Lines(report.lines if report else [])
        return as_csv(COLUMNS, lines, name="accountability")
    periods = queries.periods(viewer=viewer, now=now).newest_first()[:MOST]
    groups = [(GROUPS[lines[0].group], lines) for lines in _groups(report) if lines]
    context = {"report": report, "groups": groups, "periods": periods, "now": now}
    return render(request, "goals/accountability.html", context)


def _groups(report: queries.Accountability | None) -> list[list[Line]]:
    return [report.sides, report.teams, report.persons] if report else []
