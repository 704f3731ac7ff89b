"""A few operations on areas, made for the door's own tests and addressed by no other."""

from datetime import datetime
from threading import Event
from types import SimpleNamespace
from typing import Any

import django_filters
from django.db import transaction
from django.urls import include, path
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser

from apps.core import undo
from apps.core.errors import NotNow, Refused, require
from apps.core.models import locked
from apps.people.door import (
    Collection,
    CollectionVerb,
    Input,
    MemberField,
    Output,
    Part,
    Single,
    ThingsField,
    Verb,
    action,
    resource,
    single,
)
from apps.people.door.pages import Nowhere, SchemaView, docs
from apps.people.door.undoing import TakeBack
from apps.people.models import Area, Member, Team
from apps.trail import commands as trail


class NameTooPlain(Refused):
    """A name that says nothing helps nobody to find it."""


class Taken(NotNow):
    """Somebody has it already."""


def areas(*, viewer: Member, now: datetime) -> Any:
    return Area.objects.visible_to(viewer).select_related("owner", "deputy").exclude(words="hidden")


def teams(*, viewer: Member, now: datetime) -> Any:
    return Team.objects.visible_to(viewer).exclude(name="Hidden")


def team_members(*, viewer: Member, now: datetime, team: Team) -> Any:
    return Member.objects.visible_to(viewer).filter(team=team)


@transaction.atomic
def create_area(*, actor: Member, name: str, owner: Member, now: datetime, words: str = "") -> Area:
    require(actor.is_admin)
    if name == "Stuff":
        raise NameTooPlain("Say what people turn to them for.")
    area = Area.objects.create(name=name, words=words, owner=owner)
    trail.record(actor=actor, act="area.created", about=area, now=now, owner=owner)
    return area


@transaction.atomic
def edit_area(*, actor: Member, area: Area, name: str, words: str, revision: int, now: datetime) -> Area:
    require(actor.is_admin)
    area = locked(area, revision=revision)
    changes = {"name": [area.name, name]} if area.name != name else {}
    area.name, area.words = name, words
    area.save()
    trail.record(actor=actor, act="area.edited", about=area, now=now, changes=changes)
    return area


@transaction.atomic
def give_area(*, actor: Member, area: Area, to: Member, now: datetime) -> tuple[Area, undo.Undo]:
    require(actor.is_admin or area.owner == actor)
    area = locked(area)
    if area.owner == to:
        raise Taken("They own it already.")
    before, area.owner = area.owner, to
    area.save()
    trail.record(actor=actor, act="area.handed-over", about=area, now=now, to=to)
    payload = {"area": str(area.pk), "to": str(before.pk)}
    return area, undo.offer(name="test-give-area", label="given", actor=actor, payload=payload)


def _give_back(*, actor: Member, now: datetime, area: str, to: str) -> None:
    Area.objects.filter(pk=area).update(owner=to)


undo.register("test-give-area", _give_back)


@transaction.atomic
def hide_areas(*, actor: Member, areas: list[Area], now: datetime) -> list[Area]:
    Area.objects.filter(pk__in=[area.pk for area in areas]).update(words="done")
    return areas


@transaction.atomic
def forget_area(*, actor: Member, area: Area, now: datetime) -> None:
    Area.objects.filter(pk=area.pk).update(words="hidden")


def show_secret(*, actor: Member, now: datetime) -> Any:
    Area.objects.create(name=f"Secret {Area.objects.count()}", owner=actor)
    return SimpleNamespace(secret="only once")


def keep_file(*, actor: Member, file: Any, title: str, now: datetime) -> Area:
    return Area.objects.create(name=title, words=file.read().decode(), owner=actor)


class Meeting:
    """Where a race's first runner stops, in the middle of the command, until the test lets go."""

    def __init__(self) -> None:
        self.reached, self.released = Event(), Event()

    def stop(self) -> None:
        self.reached.set()
        assert self.released.wait(timeout=20)


meetings: dict[str, Meeting] = {}


@transaction.atomic
def rename_slowly(*, actor: Member, area: Area, name: str, now: datetime) -> Area:
    area = locked(area)
    area.name = name
    area.save()
    if name in meetings:
        meetings[name].stop()
    if name == "Broken":
        raise RuntimeError(name)
    return area


def break_down(*, actor: Member, now: datetime, how: str) -> None:
    Area.objects.create(name="Before the crash", owner=actor)
    if how == "constraint":
        Area.objects.filter(name="Before the crash").update(deputy=actor)
    if how == "twice":
        Area.objects.create(name="before the CRASH", owner=actor)
    if how == "too long":
        Area.objects.create(name="x" * 500, owner=actor)
    raise RuntimeError(how)


class WorldAreaFilters(django_filters.FilterSet):
    owner = django_filters.ModelChoiceFilter(queryset=Member.objects.all())
    deputised = django_filters.BooleanFilter(field_name="deputy", lookup_expr="isnull", exclude=True)
    joined = django_filters.DateFromToRangeFilter(field_name="owner__joined_at")
    side = django_filters.ChoiceFilter(field_name="owner__side", choices=[("sales", "Sales"), ("other", "Other")])


class WorldAreaOutput(Output):
    name = serializers.CharField()
    words = serializers.CharField()
    owner = MemberField()
    deputy = MemberField(allow_null=True)
    side = serializers.CharField(source="owner.side")


class WorldAreaInput(Input):
    name = serializers.CharField(max_length=120)
    words = serializers.CharField(max_length=300, required=False, allow_blank=True)
    owner = MemberField()
    example = {"name": "Pricing"}


class WorldAreaChanges(Input):
    name = serializers.CharField(max_length=120)
    words = serializers.CharField(max_length=300, allow_blank=True)


class WorldGiveInput(Input):
    to = MemberField()


class WorldRenameInput(Input):
    name = serializers.CharField()


class WorldManyInput(Input):
    areas = ThingsField("area", most=3)


class WorldFileInput(Input):
    title = serializers.CharField()
    file = serializers.FileField()


class WorldBreakInput(Input):
    how = serializers.CharField()


class WorldSecret(Part):
    secret = serializers.CharField()


class WorldMemberOutput(Output):
    name = serializers.CharField()
    joined_at = serializers.DateTimeField()
    hours_from = serializers.TimeField()


class OfPeople:
    app = "people"
    rows = staticmethod(areas)
    output = WorldAreaOutput
    subject = "area"


class Areas(OfPeople, Collection):
    """List areas.

    What people turn to one owner for.
    """

    filters = WorldAreaFilters
    orders = {"name": "name", "deputy": ("deputy__name",), "newest": ("-owner__joined_at", "name")}
    default_order = "name"
    words = ("name", "words")
    input = WorldAreaInput
    command = staticmethod(create_area)
    create_summary = "Create an area."
    create_roles = "admin"


class OneArea(OfPeople, Single):
    """Read an area."""

    input = WorldAreaChanges
    command = staticmethod(edit_area)
    edit_summary = "Edit an area."
    edit_roles = "admin"


class GiveArea(OfPeople, Verb):
    """Give an area to somebody else."""

    input = WorldGiveInput
    command = staticmethod(give_area)


class RenameArea(OfPeople, Verb):
    """Rename an area, however long it takes."""

    input = WorldRenameInput
    command = staticmethod(rename_slowly)


class ForgetArea(OfPeople, Verb):
    """Let an area out of sight."""

    command = staticmethod(forget_area)


class HideAreas(OfPeople, CollectionVerb):
    """Mark many areas as done."""

    input = WorldManyInput
    command = staticmethod(hide_areas)
    many = True


class ShowSecret(CollectionVerb):
    """Show a secret once."""

    app = "people"
    session_only = True
    keeps_answer = False
    output = WorldSecret
    command = staticmethod(show_secret)


class KeepFile(OfPeople, CollectionVerb):
    """Keep a file as an area."""

    input = WorldFileInput
    command = staticmethod(keep_file)
    parsers = (MultiPartParser,)


class BreakDown(CollectionVerb):
    """Break down on the way."""

    app = "people"
    input = WorldBreakInput
    command = staticmethod(break_down)


class TeamMembers(Collection):
    """List a team's members."""

    app = "people"
    within = "team"
    within_rows = staticmethod(teams)
    rows = staticmethod(team_members)
    output = WorldMemberOutput
    orders = {"name": "name"}
    default_order = "name"


class Me(Single):
    """Read who I am."""

    app = "people"
    rows = staticmethod(lambda *, viewer, now: Member.objects.visible_to(viewer))
    output = WorldMemberOutput

    def found(self, around: dict[str, Any]) -> Any:
        return self.request.user


api = [
    path("schema/", SchemaView.as_view(), name="api-schema"),
    path("docs/", docs, name="api-docs"),
    *action("undo", TakeBack),
    *resource(
        "world-areas",
        Areas,
        OneArea,
        collection_verbs={"hide": HideAreas, "show_secret": ShowSecret, "keep_file": KeepFile, "break": BreakDown},
        give=GiveArea,
        forget=ForgetArea,
        rename=RenameArea,
    ),
    *resource("world-teams/<uuid:team_id>/members", TeamMembers),
    *single("world-me", Me),
    path("<path:anything>", Nowhere.as_view(), name="api-nowhere"),
]
handler500 = "portal.errors.server_error"
urlpatterns = [path("api/v1/", include(api))]
