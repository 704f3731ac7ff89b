"""The scoreboard, and the periods that goals belong to."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from apps.core.errors import require
from apps.goals import commands, policy, queries
from apps.goals.forms import PeriodForm
from apps.goals.models import Goal
from apps.goals.queries.scores import Row
from apps.goals.views.forming import form_page
from apps.people.access import member_of, signed_in
from apps.people.editing import typed
from apps.people.lists import Column, as_csv

COLUMNS = [
    Column("goal", gettext_lazy("Goal"), lambda row: row.goal.title),
    Column("owner", gettext_lazy("Owner"), lambda row: row.goal.owner),
    Column("value", gettext_lazy("Value"), lambda row: row.goal.value),
    Column("target", gettext_lazy("Target"), lambda row: row.goal.target),
    Column("progress", gettext_lazy("Progress in per cent"), lambda row: row.numbers.percent),
    Column("expected", gettext_lazy("Expected in per cent"), lambda row: row.numbers.expected_percent),
    Column("pace", gettext_lazy("Pace"), lambda row: _pace_of(row)),
    Column("confidence", gettext_lazy("Confidence"), lambda row: row.goal.confidence),
]


def _pace_of(row: Row) -> str:
    """Of what is closed, how it ended."""
    return str((row.numbers.said_pace or Goal.State(row.goal.state)).label)


class _Rows(list[Row]):
    """Rows that no table holds, for the CSV."""

    def iterator(self, chunk_size: int = 0) -> Any:
        return iter(self)


@signed_in
@require_safe
def scoreboard(request: HttpRequest) -> HttpResponseBase:
    viewer, now = member_of(request), timezone.now()
    board = queries.scoreboard(viewer=viewer, now=now)
    if request.GET.get("format") == "csv":
        rows: Any = _Rows([*([board.revenue] if board.revenue else []), *board.agreed])
        return as_csv(COLUMNS, rows, name="scoreboard")
    context = {
        "board": board,
        "now": now,
        "may_set_root": policy.may_set_root(viewer),
        "may_share": policy.may_share_scoreboard(viewer),
        "hearing": board.hearing,
    }
    return render(request, "goals/scoreboard.html", context)


@signed_in
@require_safe
def periods(request: HttpRequest) -> HttpResponse:
    viewer, now = member_of(request), timezone.now()
    rows = queries.periods(viewer=viewer, now=now).order_by("-starts_on", "-ends_on")
    context = {"rows": rows, "may_open": policy.may_open_years(viewer), "today": queries.today(now)}
    return render(request, "goals/periods.html", context)


@signed_in
def new_period(request: HttpRequest) -> HttpResponse:
    actor, now = member_of(request), timezone.now()
    require(policy.may_open_years(actor))
    context = {
        "heading": _("Open a fiscal year"),
        "intro": _("Its four quarters come with it."),
        "submit": _("Open it"),
        "cancel_url": reverse("goals:periods"),
    }
    return form_page(
        request,
        PeriodForm(typed(request), initial={"year": queries.today(now).year}),
        act=partial(commands.open_fiscal_year, actor=actor, now=now),
        done=reverse("goals:periods"),
        context=context,
        said=_("The fiscal year is open. Set its revenue goal."),
    )
