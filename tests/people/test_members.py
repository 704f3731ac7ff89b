from datetime import time
from functools import partial

import pytest
from allauth.account.models import EmailAddress
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction

from apps.people import commands
from apps.people.models import Member, Role, Side
from apps.trail.models import Activity
from tests.cast import NOW
from tests.factories import people as make
from tests.outcome import outcome

ONLY_ADMINS = {"sam": "403", "mara": "403", "mina": "403", "eva": "403", "ada": "done", "dan": "403"}


@pytest.mark.parametrize(("who", "expected"), {**ONLY_ADMINS, "sam": "done", "ada": "403"}.items())
def test_everybody_edits_their_own_page_alone(cast, who, expected):
    actor = cast.by_name(who)
    asked = partial(commands.edit_profile, actor=actor, member=cast.sam, name="Samuel", now=NOW)
    assert outcome(asked) == expected


@pytest.mark.parametrize(("who", "expected"), ONLY_ADMINS.items())
def test_only_admins_change_others(cast, who, expected):
    actor = cast.by_name(who)
    asked = [
        lambda: commands.edit_member(actor=actor, member=cast.milo, job_title="Editor", now=NOW),
        lambda: commands.change_roles(actor=actor, member=cast.milo, roles=[Role.MARKETER, Role.MANAGER], now=NOW),
    ]
    assert [outcome(act) for act in asked] == [expected] * 2


def test_a_day_ends_after_it_begins(cast):
    asked = partial(commands.edit_profile, actor=cast.sam, member=cast.sam, hours_from=time(18), now=NOW)
    assert outcome(asked) == "hours-in-disorder"
    with pytest.raises(IntegrityError, match="member_hours_in_order"), transaction.atomic():
        Member.objects.filter(pk=cast.sam.pk).update(hours_from=time(19))


def test_a_stale_edit_is_refused(cast):
    commands.edit_profile(actor=cast.sam, member=cast.sam, name="Samuel", revision=1, now=NOW)
    again = partial(commands.edit_profile, actor=cast.sam, member=cast.sam, name="Sammy", revision=1, now=NOW)
    assert outcome(again) == "stale"


def test_an_address_is_one_persons(cast):
    take = partial(commands.edit_member, actor=cast.ada, member=cast.sam, now=NOW)
    taken = ("MARA@test.example", "Dan@test.example")
    assert [outcome(partial(take, email=address)) for address in taken] == ["address-taken"] * 2
    with pytest.raises(IntegrityError), transaction.atomic():
        Member.objects.filter(pk=cast.sam.pk).update(email="Mara@Test.example")


def test_a_changed_address_is_the_only_one_that_signs_in(cast):
    EmailAddress.objects.create(user=cast.sam, email="sam@test.example", primary=True, verified=True)
    changed = commands.edit_member(actor=cast.ada, member=cast.sam, email="Sam.New@test.example", now=NOW)
    assert (changed.email, EmailAddress.objects.count()) == ("sam.new@test.example", 0)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"side": Side.MARKETING}, "team-of-another-side"),
        ({"side": Side.MARKETING, "team": None}, "done"),
        ({"team": "content"}, "team-of-another-side"),
        ({"side": Side.MARKETING, "team": "content"}, "done"),
    ],
)
def test_team_and_side_fit(cast, values, expected):
    given = values | ({"team": cast.content} if values.get("team") == "content" else {})
    assert outcome(partial(commands.edit_member, actor=cast.ada, member=cast.sam, now=NOW, **given)) == expected


def test_what_left_stays_as_it_was(cast):
    asked = [
        lambda: commands.edit_member(actor=cast.ada, member=cast.dan, name="Daniel", now=NOW),
        lambda: commands.change_roles(actor=cast.ada, member=cast.dan, roles=[Role.ADMIN], now=NOW),
    ]
    assert [outcome(act) for act in asked] == ["has-left"] * 2


def test_roles_stand_in_their_order_and_in_the_history(cast):
    roles = [Role.ADMIN, Role.SALESPERSON]
    changed = commands.change_roles(actor=cast.ada, member=cast.sam, roles=roles, now=NOW)
    facts = Activity.objects.get(act="member.roles-changed").detail.facts
    assert changed.roles == ["salesperson", "admin"]
    assert facts == {"changes": {"roles": [["salesperson"], ["salesperson", "admin"]]}}


def test_the_last_admin_stays_one(cast):
    take = partial(commands.change_roles, actor=cast.ada, member=cast.ada, roles=[], now=NOW)
    assert outcome(take) == "last-admin"
    make.member(roles=[Role.ADMIN])
    assert outcome(take) == "done"


@pytest.mark.parametrize("values", [{"roles": []}, {"is_active": False}])
def test_database_keeps_an_admin_too(cast, values):
    with pytest.raises(IntegrityError, match="company_keeps_an_admin"), transaction.atomic():
        Member.objects.filter(pk=cast.ada.pk).update(**values)
    make.member(roles=[Role.ADMIN])
    with pytest.raises(IntegrityError, match="company_keeps_an_admin"), transaction.atomic():
        Member.objects.with_role(Role.ADMIN).update(**values)


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"side": "legal"}, "member_side_known"),
        ({"roles": ["owner"]}, "member_roles_known"),
        ({"left_at": NOW}, "member_left_is_inactive"),
        ({"erased_at": NOW}, "member_erased_has_left"),
    ],
)
def test_database_refuses_members_that_make_no_sense(cast, values, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Member.objects.filter(pk=cast.sam.pk).update(**values)


def test_there_is_one_system_member(cast):
    with pytest.raises(IntegrityError, match="member_one_system"), transaction.atomic():
        Member.objects.create(email="other@accord.invalid", name="X", is_system=True, is_active=False)


def test_a_photo_is_drawn_anew_and_the_old_file_goes(cast, django_capture_on_commit_callbacks):
    first = commands.set_photo(actor=cast.sam, member=cast.sam, image=make.photo(), now=NOW).photo.name
    with django_capture_on_commit_callbacks(execute=True):
        second = commands.set_photo(actor=cast.sam, member=cast.sam, image=make.photo(), now=NOW).photo.name
    assert [default_storage.exists(name) for name in (first, second)] == [False, True]
    with django_capture_on_commit_callbacks(execute=True):
        commands.remove_photo(actor=cast.sam, member=cast.sam, now=NOW)
    assert (default_storage.exists(second), Member.objects.get(pk=cast.sam.pk).photo.name) == (False, "")


def test_photos_are_ones_own(cast):
    asked = [
        lambda: commands.set_photo(actor=cast.ada, member=cast.sam, image=make.photo(), now=NOW),
        lambda: commands.remove_photo(actor=cast.ada, member=cast.sam, now=NOW),
        lambda: commands.remove_photo(actor=cast.sam, member=cast.sam, now=NOW),
    ]
    assert [outcome(act) for act in asked] == ["403", "403", "no-photo"]
