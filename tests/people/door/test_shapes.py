"""Answers read from bare columns and from rows are the same."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from types import SimpleNamespace
from uuid import UUID

import pytest
from django.db.models import F, Value
from rest_framework import serializers

from apps.people.door import AboutField, Input, MemberField, Output, Part, ThingField
from apps.people.door.output import Reading
from apps.people.models import Area, Member
from tests.factories import people
from tests.people.door.world import WorldAreaOutput, WorldMemberOutput

ID = UUID("01890000-0000-7000-8000-000000000000")


class TeamedOutput(Output):
    """Columns, columns of others, and what was annotated."""

    name = serializers.CharField()
    team = ThingField("team", named_by="name", allow_null=True)
    lead = serializers.CharField(source="team.lead.name")
    doubled = serializers.IntegerField()
    roles = serializers.ListField(child=serializers.CharField())
    hours_from = serializers.TimeField()


class ManyOutput(Output):
    """One field that leads to several rows."""

    name = serializers.CharField(source="owner.areas.name")


class LiveOutput(Output):
    """One field that only a row can answer."""

    initials = serializers.CharField()


def test_a_list_of_columns_builds_no_rows(cast):
    people.member(name="Nobody's", team=None)
    rows = Member.objects.annotate(doubled=F("revision") * 2).order_by("pk")
    reading = Reading(TeamedOutput.plan(), rows)
    assert reading.columns is not None
    assert reading.written(rows.values(*reading.columns)) == [TeamedOutput.of(row) for row in rows]


@pytest.mark.parametrize(
    ("shape", "bare"),
    [
        (WorldAreaOutput, True),
        (WorldMemberOutput, False),
        (LiveOutput, False),
        (TeamedOutput, False),
        (ManyOutput, False),
    ],
)
def test_a_field_that_is_no_column_needs_whole_rows(cast, shape, bare):
    assert (Reading(shape.plan(), Area.objects.all()).columns is not None) == bare


def test_an_answer_is_plain_json():
    class Everything(Part):
        id = serializers.UUIDField()
        at = serializers.DateTimeField()
        on = serializers.DateField()
        opens = serializers.TimeField()
        amount = serializers.DecimalField(max_digits=9, decimal_places=2)
        about = AboutField()
        nothing = MemberField(allow_null=True)
        label = serializers.CharField(source="get_label")
        far = serializers.CharField(source="gone.name")
        twice = serializers.SerializerMethodField()

        def get_twice(self, row: SimpleNamespace) -> int:
            return row.number * 2

    row = SimpleNamespace(
        id=ID,
        at=datetime(2026, 5, 4, 10, 30, 0, 250000, tzinfo=UTC),
        on=date(2026, 5, 4),
        opens=time(9),
        amount=Decimal("1234.50"),
        about=("task", ID),
        nothing=None,
        get_label=lambda: "Label",
        gone=None,
        number=21,
    )
    assert Everything.of(row) == {
        "id": str(ID),
        "at": "2026-05-04T10:30:00.250000Z",
        "on": "2026-05-04",
        "opens": "09:00:00",
        "amount": "1234.50",
        "about": {"kind": "task", "id": str(ID)},
        "nothing": None,
        "label": "Label",
        "far": None,
        "twice": 42,
    }


def test_parts_within_are_answered_with_their_own_shape(cast):
    class Inner(Part):
        name = serializers.CharField()

    class Outer(Part):
        lead = Inner()
        members = Inner(many=True)

    assert Outer.of(cast.content) == {
        "lead": {"name": "Moritz Moser"},
        "members": [{"name": name} for name in cast.content.members.values_list("name", flat=True)],
    }


def test_input_names_what_it_does_not_know(cast):
    class Small(Input):
        title = serializers.CharField()

    read = Small(data={"title": "A", "titel": "B"})
    assert not read.is_valid()
    assert {name: [one.code for one in errors] for name, errors in read.errors.items()} == {"titel": ["unknown-field"]}


def test_what_cannot_be_seen_is_not_there_for_input_either(cast, area):
    class Given(Input):
        about = AboutField()
        area = ThingField("area")

    seen = {"about": {"kind": "area", "id": str(area.pk)}, "area": str(area.pk)}
    read = Given(data=seen, context={"viewer": cast.sam})
    assert read.is_valid()
    assert read.validated_data == {"about": area, "area": area}
    blind = Given(data=seen, context={"viewer": cast.dan})
    assert not blind.is_valid()
    assert {name: [one.code for one in errors] for name, errors in blind.errors.items()} == {
        "about": ["not_found"],
        "area": ["not_found"],
    }


@pytest.mark.parametrize("about", ["area", {}, {"kind": "area"}, {"kind": "area", "id": "x"}, {"kind": 3, "id": None}])
def test_about_is_a_kind_and_an_id(cast, about):
    class Given(Input):
        about = AboutField()

    read = Given(data={"about": about}, context={"viewer": cast.sam})
    assert not read.is_valid()
    assert read.errors["about"][0].code == "invalid"


def test_columns_that_are_annotated_win(cast, area):
    class Renamed(Part):
        name = serializers.CharField(source="shown")

    rows = Area.objects.annotate(shown=Value("As shown"))
    reading = Reading(Renamed.plan(), rows)
    assert reading.columns == ["shown"]
    assert reading.written(list(rows.values("shown"))) == [{"name": "As shown"}]
