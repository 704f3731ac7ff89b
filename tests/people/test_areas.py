from datetime import timedelta
from functools import partial

import pytest
from django.db import IntegrityError, transaction

from apps.core import undo
from apps.notices.models import Notice
from apps.people import commands
from apps.people.models import Area, DirectorySearch
from tests.cast import NOW
from tests.factories import people as make
from tests.outcome import outcome

# Sam's area: his manager Mina and the admin decide on it.
ON_SAMS = {
    "sam": "403",
    "sofie": "403",
    "mara": "403",
    "mina": "done",
    "moritz": "403",
    "eva": "403",
    "ada": "done",
    "dan": "403",
}


@pytest.mark.parametrize(("who", "expected"), ON_SAMS.items())
def test_admins_and_the_owners_manager_decide_on_an_area(cast, who, expected):
    actor, area, retired = cast.by_name(who), make.area(owner=cast.sam), make.area(owner=cast.sam, retired_at=NOW)
    asked = [
        lambda: commands.create_area(actor=actor, name="Pricing", owner=cast.sam, now=NOW),
        lambda: commands.edit_area(actor=actor, area=area, words="prices", now=NOW),
        lambda: commands.hand_over_area(actor=actor, area=area, to=cast.sofie, now=NOW),
        lambda: commands.retire_area(actor=actor, area=area, now=NOW),
        lambda: commands.restore_area(actor=actor, area=retired, now=NOW),
    ]
    assert [outcome(act) for act in asked] == [expected] * 5


def test_a_manager_gives_nothing_to_another_team(cast):
    area = make.area(owner=cast.sam)
    give = partial(commands.hand_over_area, area=area, to=cast.mara, now=NOW)
    assert [outcome(partial(give, actor=who)) for who in (cast.mina, cast.ada)] == ["403", "done"]


def test_a_new_owner_hears_of_it(cast):
    area = commands.create_area(actor=cast.ada, name="Pricing", owner=cast.sam, deputy=cast.sofie, now=NOW)
    handed = commands.hand_over_area(actor=cast.ada, area=area, to=cast.sofie, now=NOW)
    assert (handed.owner, handed.deputy) == (cast.sofie, None)
    assert list(Notice.objects.order_by("pk").values_list("recipient", "kind")) == [
        (cast.sam.pk, "area-given"),
        (cast.sofie.pk, "area-given"),
    ]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"owner": "dan"}, "has-left"),
        ({"owner": "sam", "deputy": "dan"}, "has-left"),
        ({"owner": "sam", "deputy": "sam"}, "owner-is-deputy"),
        ({"owner": "sam", "name": "EVENTS"}, "name-taken"),
        ({"owner": "sam", "deputy": "mara"}, "done"),
    ],
)
def test_rules_of_a_new_area(cast, given, expected):
    make.area(owner=cast.mara, name="Events")
    people = {key: cast.by_name(value) for key, value in given.items() if key != "name"}
    name = given.get("name", "Pricing")
    assert outcome(partial(commands.create_area, actor=cast.ada, name=name, now=NOW, **people)) == expected


def test_handing_it_to_its_owner_or_a_leaver_is_refused(cast):
    area = make.area(owner=cast.sam)
    give = partial(commands.hand_over_area, actor=cast.ada, area=area, now=NOW)
    assert [outcome(partial(give, to=to)) for to in (cast.sam, cast.dan)] == ["already-theirs", "has-left"]


def test_a_stale_edit_is_refused(cast):
    area = make.area(owner=cast.sam)
    commands.edit_area(actor=cast.ada, area=area, words="first", revision=1, now=NOW)
    again = partial(commands.edit_area, actor=cast.ada, area=area, words="second", revision=1, now=NOW)
    assert outcome(again) == "stale"


def test_a_retired_area_comes_back_by_undo(cast):
    area = make.area(owner=cast.sam)
    _retired, offer = commands.retire_area(actor=cast.ada, area=area, now=NOW)
    again = partial(commands.retire_area, actor=cast.ada, area=area, now=NOW)
    assert (Area.objects.current().count(), outcome(again)) == (0, "area-retired")
    undo.run(token=offer.token, actor=cast.ada, now=NOW)
    restore = partial(commands.restore_area, actor=cast.ada, area=area, now=NOW)
    assert (Area.objects.current().count(), outcome(restore)) == (1, "area-current")


@pytest.mark.parametrize("column", ["owner", "deputy"])
def test_database_refuses_a_leaver(cast, column):
    area = make.area(owner=cast.sam)
    with pytest.raises(IntegrityError, match="area_held_by_active_members"), transaction.atomic():
        Area.objects.filter(pk=area.pk).update(**{column: cast.dan})


def test_database_refuses_an_owner_as_their_own_deputy(cast):
    area = make.area(owner=cast.sam)
    with pytest.raises(IntegrityError, match="area_deputy_is_another"), transaction.atomic():
        Area.objects.filter(pk=area.pk).update(deputy=cast.sam)


def test_typing_on_is_one_search(cast):
    for seconds, words in enumerate(["web", "webin", "webinar tool"]):
        commands.record_directory_miss(actor=cast.sam, words=words, now=NOW + timedelta(seconds=seconds))
    commands.record_directory_miss(actor=cast.sam, words="swag", now=NOW + timedelta(seconds=9))
    commands.record_directory_miss(actor=cast.sam, words="webinar tool  kit", now=NOW + timedelta(minutes=5))
    found = DirectorySearch.objects.order_by("at").values_list("words", flat=True)
    assert list(found) == ["webinar tool", "swag", "webinar tool kit"]
