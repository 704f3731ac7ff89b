"""Teams."""

from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from apps.people import commands, forms, policy, queries
from apps.people.access import admins_only, member_of, signed_in
from apps.people.editing import form_page
from apps.people.filters import TeamFilters
from apps.people.lists import Column, Empty, listing
from apps.people.models import Team

COLUMNS = [
    Column("name", gettext_lazy("Team"), lambda team: team.name),
    Column("side", gettext_lazy("Side"), lambda team: team.get_side_display()),
    Column("lead", gettext_lazy("Lead"), lambda team: team.lead),
    Column("people", gettext_lazy("People"), lambda team: team.people),
]
ORDERS: dict[str, str | tuple[str, ...]] = {"name": "name", "side": ("side", "name"), "people": ("-people", "name")}


def _url(team: Team) -> str:
    return reverse("people:team", args=[team.pk])


@signed_in
@require_GET
def teams(request: HttpRequest) -> HttpResponseBase:
    viewer = member_of(request)
    may_edit = policy.may_edit_teams(viewer)
    new = reverse("people:new_team") if may_edit else ""
    return listing(
        request,
        page="people:teams",
        rows=queries.teams(viewer=viewer),
        filters=TeamFilters,
        columns=COLUMNS,
        orders=ORDERS,
        default_order="side",
        template="people/teams.html",
        rows_template="people/_teams.html",
        empty=Empty(_("There are no teams yet."), new, _("Begin the first team")),
        context={"may_edit_teams": may_edit},
    )


@signed_in
@require_GET
def team(request: HttpRequest, pk: UUID) -> HttpResponse:
    viewer = member_of(request)
    shown = get_object_or_404(queries.teams(viewer=viewer), pk=pk)
    people = queries.members(viewer=viewer).filter(team=shown, is_active=True).order_by("name", "pk")
    context = {"team": shown, "people_of_team": people, "may_edit_teams": policy.may_edit_teams(viewer)}
    return render(request, "people/team.html", context)


@admins_only
@require_http_methods(["GET", "POST"])
def new_team(request: HttpRequest) -> HttpResponse:
    return form_page(
        request,
        form=forms.NewTeamForm,
        act=partial(commands.create_team, actor=member_of(request), now=timezone.now()),
        done=_url,
        context={"heading": _("New team"), "submit": _("Make the team"), "cancel_url": reverse("people:teams")},
    )


@admins_only
@require_http_methods(["GET", "POST"])
def edit_team(request: HttpRequest, pk: UUID) -> HttpResponse:
    actor = member_of(request)
    shown = get_object_or_404(queries.teams(viewer=actor), pk=pk)
    return form_page(
        request,
        form=forms.TeamForm,
        initial=forms.TeamForm.values_of(shown),
        act=partial(commands.edit_team, actor=actor, team=shown, now=timezone.now()),
        done=_url,
        context={"heading": shown.name, "draft": f"team-{pk}", "cancel_url": _url(shown)},
    )
