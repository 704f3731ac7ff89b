from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from apps.core import things
from apps.core.errors import require
from apps.goals import commands, policy, queries
from apps.goals.filters import ObstaclePageFilters
from apps.goals.forms import AcceptObstacleForm, JudgeForm, LiveWithForm, ObstacleChangesForm, ObstacleForm, RemovedForm
from apps.goals.models import Obstacle
from apps.goals.views.forming import form_page, page_of
from apps.people import queries as people
from apps.people.access import member_of, signed_in
from apps.people.editing import typed
from apps.people.lists import Column, Empty, listing

COLUMNS = [
    Column("what", gettext_lazy("In the way"), lambda obstacle: obstacle.what),
    Column("blocks", gettext_lazy("Of"), lambda obstacle: obstacle.blocked_title),
    Column("state", gettext_lazy("State"), lambda obstacle: obstacle.get_state_display()),
    Column("since", gettext_lazy("Since"), lambda obstacle: obstacle.since),
    Column("remover", gettext_lazy("Who can remove it"), lambda obstacle: obstacle.remover),
    Column("remove_by", gettext_lazy("By"), lambda obstacle: obstacle.remove_by),
    Column("raised_by", gettext_lazy("Raised by"), lambda obstacle: obstacle.raised_by),
]
ORDERS: dict[str, str | tuple[str, ...]] = {"since": "since", "remove_by": "remove_by", "remover": "remover__name"}


@signed_in
@require_safe
def obstacles(request: HttpRequest) -> HttpResponseBase:
    now = timezone.now()
    return listing(
        request,
        page="goals:obstacles",
        rows=queries.obstacles(viewer=member_of(request), now=now),
        filters=ObstaclePageFilters,
        columns=COLUMNS,
        orders=ORDERS,
        default_order="since",
        template="goals/obstacles.html",
        rows_template="goals/_obstacles.html",
        context={"today": queries.today(now)},
        empty=Empty(_("Nothing is in the way."), reverse("goals:new_obstacle"), _("Say what is in the way")),
    )


def found(request: HttpRequest, pk: UUID) -> Obstacle:
    return get_object_or_404(queries.obstacles(viewer=member_of(request), now=timezone.now()), pk=pk)


def _blocked(request: HttpRequest, obstacle: Obstacle) -> Any:
    return things.find(*obstacle.blocks, member_of(request))


@signed_in
@require_safe
def obstacle(request: HttpRequest, pk: UUID) -> HttpResponse:
    viewer, row = member_of(request), found(request, pk)
    blocked, today = _blocked(request, row), queries.today(timezone.now())
    origin = things.find(*row.origin, viewer) if row.origin else None
    context = {
        "obstacle": row,
        "blocked": blocked,
        "blocked_url": things.url(blocked),
        "origin": origin and things.title(origin),
        "origin_url": origin and things.url(origin),
        "today": today,
        "days_open": row.days_open(today),
        "may_edit": row.is_open and policy.may_edit_obstacle(viewer, row, blocked),
        "may_accept": row.state == Obstacle.State.RAISED and policy.may_accept_obstacle(viewer, row),
        "may_judge": policy.may_judge_obstacle(viewer, blocked),
        "excuse": queries.excuse_of(row, blocked, people.working_time()),
        "may_close": row.is_open and policy.may_close_obstacle(viewer, row, blocked),
    }
    return render(request, "goals/obstacle.html", context)


@signed_in
def new_obstacle(request: HttpRequest) -> HttpResponse:
    actor, now = member_of(request), timezone.now()
    context = {
        "heading": _("What is in the way?"),
        "intro": _("Whoever can remove it hears of it, and so does who answers for what it holds up."),
        "submit": _("Say so"),
        "cancel_url": reverse("goals:obstacles"),
        "draft": "obstacle-new",
    }
    initial = {"blocks": request.GET.get("blocks", ""), "since": queries.today(now)}
    return form_page(
        request,
        ObstacleForm(typed(request), initial=initial),
        act=partial(commands.raise_obstacle, actor=actor, now=now),
        done=partial(page_of, "obstacle"),
        context=context,
        said=_("It is said. Whoever can remove it finds it in the inbox."),
    )


@signed_in
def edit_obstacle(request: HttpRequest, pk: UUID) -> HttpResponse:
    actor, row = member_of(request), found(request, pk)
    require(policy.may_edit_obstacle(actor, row, _blocked(request, row)))
    context = {
        "heading": _("Change what is in the way"),
        "cancel_url": page_of("obstacle", row),
        "draft": f"obstacle-{row.pk}",
    }
    return form_page(
        request,
        ObstacleChangesForm(typed(request), initial=ObstacleChangesForm.values_of(row)),
        act=partial(commands.edit_obstacle, actor=actor, obstacle=row, now=timezone.now()),
        done=page_of("obstacle", row),
        context=context,
    )


def _step(
    request: HttpRequest, row: Obstacle, form: Any, command: Any, *, heading: str, submit: str, said: str = ""
) -> Any:
    act = partial(command, actor=member_of(request), obstacle=row, now=timezone.now())
    context = {"heading": heading, "intro": row.what, "submit": submit, "cancel_url": page_of("obstacle", row)}
    return form_page(request, form, act=act, done=page_of("obstacle", row), context=context, said=said)


@signed_in
def accept(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = found(request, pk)
    require(policy.may_accept_obstacle(member_of(request), row))
    form = AcceptObstacleForm(typed(request), initial={"remove_by": row.remove_by})
    heading, submit = _("Get it out of the way"), _("I remove it")
    said = _("Whoever it holds up knows that you are working on it.")
    return _step(request, row, form, commands.accept_obstacle, heading=heading, submit=submit, said=said)


@signed_in
def remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = found(request, pk)
    require(policy.may_close_obstacle(member_of(request), row, _blocked(request, row)))
    heading, submit = _("It is out of the way"), _("It is removed")
    return _step(request, row, RemovedForm(typed(request)), commands.remove_obstacle, heading=heading, submit=submit)


@signed_in
def live_with(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = found(request, pk)
    require(policy.may_close_obstacle(member_of(request), row, _blocked(request, row)))
    heading, submit = _("It stays"), _("Live with it")
    return _step(
        request, row, LiveWithForm(typed(request)), commands.live_with_obstacle, heading=heading, submit=submit
    )


@signed_in
def judge(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = found(request, pk)
    require(policy.may_judge_obstacle(member_of(request), _blocked(request, row)))
    form = JudgeForm(typed(request), initial={"excuses": row.excuses, "why": row.judged_why})
    heading, submit = _("Does it excuse the delay?"), _("Say so")
    said = _("Whoever is held up and whoever said so are told.")
    return _step(request, row, form, commands.judge_obstacle, heading=heading, submit=submit, said=said)
