"""What other apps must know of the company and its people."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from apps.core import navigation, telling, undo
from apps.core.addresses import address
from apps.core.finding import fitting
from apps.core.things import Thing
from apps.core.things import register as register_thing
from apps.people import commands, uses
from apps.people.models import (
    Absence,
    ApiToken,
    Area,
    Choice,
    ClosedDay,
    Company,
    Invitation,
    Member,
    SavedView,
    Team,
)
from apps.people.words import ACTS, FIELDS, NOTICES, VALUES
from apps.trail import acts


def _give_teams(*, actor: Member, rows: Iterable[Team], to: Member, now: datetime) -> None:
    for team in rows:
        commands.edit_team(actor=actor, team=team, lead=to, now=now)


def _give_areas(*, actor: Member, rows: Iterable[Area], to: Member, now: datetime) -> None:
    for area in rows:
        commands.hand_over_area(actor=actor, area=area, to=to, now=now)


def _area_is_still_theirs(area: Area, notice_kind: str, recipient: Member) -> bool:
    return notice_kind != "area-given" or (area.owner_id == recipient.pk and area.retired_at is None)


def _find_members(viewer: Member, words: str) -> QuerySet[Member]:
    """Never somebody who left."""
    here = Member.objects.visible_to(viewer).filter(is_active=True)
    return fitting(here, words, "name", "job_title", "email")


def _find_teams(viewer: Member, words: str) -> QuerySet[Team]:
    return fitting(Team.objects.visible_to(viewer), words, "name")


def _find_areas(viewer: Member, words: str) -> QuerySet[Area]:
    return fitting(Area.objects.visible_to(viewer).current().select_related("owner"), words, "name", "words")


def _my_page(row: Any) -> str:
    return reverse("people:me")


def register() -> None:
    _register_people()
    _register_settings()
    _register_own()
    acts.register(ACTS)
    acts.name_fields(FIELDS)
    acts.name_values(VALUES)
    telling.register(*NOTICES)
    uses.register(
        uses.Use(
            column="people.SavedView.query",
            rows=lambda choice: SavedView.objects.filter(query__contains=str(choice.pk)),
            counted=lambda count: ngettext("%d saved view", "%d saved views", count) % count,
            move=commands.move_views,
        )
    )
    undo.register("closed-day.remove", commands.undo_remove_closed_day)
    undo.register("choice.retire", commands.undo_retire_choice)
    undo.register("area.retire", commands.undo_retire_area)
    undo.register("saved-view.delete", commands.undo_delete_view)
    navigation.register(
        navigation.Entry(80, gettext_lazy("People"), "people:directory", "person", "p", beneath=("/account/",)),
        navigation.Entry(90, gettext_lazy("Admin"), "people:admin", "admin", "d", shown_to=lambda m: m.is_admin),
    )
    _register_admin_pages()


def _register_people() -> None:
    register_thing(
        Thing(
            kind="member",
            label=gettext_lazy("Member"),
            model=Member,
            title=str,
            url=lambda member: address("people:member", member.pk),
            visible_to=Member.objects.visible_to,
            involved=lambda member: [member],
            many=gettext_lazy("People"),
            find=_find_members,
        )
    )
    register_thing(
        Thing(
            kind="team",
            label=gettext_lazy("Team that they lead"),
            model=Team,
            title=str,
            url=lambda team: reverse("people:team", args=[team.pk]),
            visible_to=Team.objects.visible_to,
            involved=lambda team: [team.lead] if team.lead else [],
            owned_by=lambda member: Team.objects.filter(lead=member).order_by("name"),
            hand_over=_give_teams,
            counted=lambda count: ngettext("%d team", "%d teams", count) % count,
            many=gettext_lazy("Teams"),
            find=_find_teams,
        )
    )
    register_thing(
        Thing(
            kind="area",
            label=gettext_lazy("Area"),
            model=Area,
            title=str,
            url=lambda area: reverse("people:area", args=[area.pk]),
            visible_to=Area.objects.visible_to,
            involved=lambda area: [one for one in (area.owner, area.deputy) if one],
            owned_by=lambda member: Area.objects.filter(owner=member).order_by("name"),
            hand_over=_give_areas,
            counted=lambda count: ngettext("%d area", "%d areas", count) % count,
            still_due=_area_is_still_theirs,
            many=gettext_lazy("Areas"),
            find=_find_areas,
        )
    )
    register_thing(
        Thing(
            kind="absence",
            label=gettext_lazy("Absence"),
            model=Absence,
            title=lambda absence: _("%(name)s is away") % {"name": absence.member},
            url=lambda absence: reverse("people:member", args=[absence.member_id]),
            visible_to=Absence.objects.visible_to,
        )
    )
    register_thing(
        Thing(
            kind="invitation",
            label=gettext_lazy("Invitation"),
            model=Invitation,
            title=str,
            url=lambda invitation: reverse("people:invitations"),
            visible_to=Invitation.objects.visible_to,
        )
    )


def _register_settings() -> None:
    register_thing(
        Thing(
            kind="company",
            label=gettext_lazy("Company"),
            model=Company,
            title=str,
            url=lambda company: reverse("people:company"),
            visible_to=Company.objects.visible_to,
        )
    )
    register_thing(
        Thing(
            kind="closed-day",
            label=gettext_lazy("Closed day"),
            model=ClosedDay,
            title=str,
            url=lambda day: reverse("people:closed_days"),
            visible_to=ClosedDay.objects.visible_to,
        )
    )
    register_thing(
        Thing(
            kind="choice",
            label=gettext_lazy("Choice"),
            model=Choice,
            title=str,
            url=lambda choice: reverse("people:choices"),
            visible_to=Choice.objects.visible_to,
        )
    )


def _register_own() -> None:
    register_thing(
        Thing(
            kind="token",
            label=gettext_lazy("API token"),
            model=ApiToken,
            title=str,
            url=_my_page,
            visible_to=ApiToken.objects.visible_to,
        )
    )
    register_thing(
        Thing(
            kind="saved-view",
            label=gettext_lazy("Saved view"),
            model=SavedView,
            title=str,
            url=_my_page,
            visible_to=SavedView.objects.visible_to,
        )
    )


def _register_admin_pages() -> None:
    pages = [
        ("people:company", gettext_lazy("Company"), "flag", gettext_lazy("Name, working time, promises")),
        ("people:closed_days", gettext_lazy("Closed days"), "calendar", gettext_lazy("When nobody works")),
        ("people:choices", gettext_lazy("Choices"), "filter", gettext_lazy("The lists that everybody shares")),
        ("people:members", gettext_lazy("Members"), "person", gettext_lazy("Sides, teams, roles; leaving")),
        ("people:invitations", gettext_lazy("Invitations"), "mail", gettext_lazy("Who is asked in")),
        ("people:misses", gettext_lazy("Searched, not found"), "search", gettext_lazy("What nobody answers for yet")),
    ]
    navigation.register_admin(
        *(
            navigation.Entry(10 + place, label, url_name, icon, hint=hint)
            for place, (url_name, label, icon, hint) in enumerate(pages)
        )
    )
