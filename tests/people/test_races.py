"""Two people do the same at the same moment, on two real connections."""

from functools import partial

import pytest
from django.db import IntegrityError

from apps.core.errors import NotNow, Refused, Stale
from apps.people import commands
from apps.people.commands.members import LastAdmin
from apps.people.models import Area, Choice, ChoiceList, Member, Role
from tests.cast import NOW, PASSWORD, make_cast
from tests.factories import people as make
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(transactional_db):
    return make_cast()


def kinds(results) -> list[str]:
    return sorted(type(result).__name__ for result in results)


def test_one_invitation_makes_one_member(cast):
    _invitation, secret = make.invitation(by=cast.ada, email="nora@test.example")
    accept = partial(commands.accept_invitation, token=secret, password=PASSWORD, now=NOW)
    results = at_once(partial(accept, name="Nora One"), partial(accept, name="Nora Two"))
    assert kinds(results) == ["InvitationUnknown", "Member"]
    assert Member.objects.filter(email="nora@test.example").count() == 1


@pytest.mark.parametrize("turned", [False, True])
def test_two_admins_cant_take_the_role_from_each_other(cast, turned):
    other = make.member(roles=[Role.ADMIN])
    take = partial(commands.change_roles, roles=[], now=NOW)
    acts = [partial(take, actor=cast.ada, member=other), partial(take, actor=other, member=cast.ada)]
    results = at_once(*(reversed(acts) if turned else acts))
    assert [type(fault) for fault in results if isinstance(fault, Exception)] == [LastAdmin]
    assert Member.objects.active().with_role(Role.ADMIN).count() == 1


def test_two_admins_cant_let_each_other_go(cast):
    other = make.member(roles=[Role.ADMIN])
    results = at_once(
        partial(commands.leave, actor=cast.ada, member=other, now=NOW),
        partial(commands.leave, actor=other, member=cast.ada, now=NOW),
    )
    assert kinds(results) == ["LastAdmin", "Member"]


@pytest.mark.parametrize("turned", [False, True])
def test_nothing_is_given_to_somebody_who_leaves_at_that_moment(cast, turned):
    area = make.area(owner=cast.mara)
    acts = [
        partial(commands.hand_over_area, actor=cast.ada, area=area, to=cast.sam, now=NOW),
        partial(commands.leave, actor=cast.ada, member=cast.sam, now=NOW),
    ]
    results = at_once(*(reversed(acts) if turned else acts))
    assert all(isinstance(one, Area | Member | Refused | IntegrityError) for one in results), results
    assert Member.objects.get(pk=cast.sam.pk).is_active is False
    assert Area.objects.get().owner in (cast.mara, cast.mina)


def test_a_member_leaves_once(cast):
    make.area(owner=cast.sam)
    leave = partial(commands.leave, actor=cast.ada, member=cast.sam, now=NOW)
    assert kinds(at_once(partial(leave, successor=cast.mina), partial(leave, successor=cast.mara))) == [
        "AlreadyLeft",
        "Member",
    ]


def test_two_edits_of_one_revision_save_one(cast):
    area = make.area(owner=cast.sam)
    edit = partial(commands.edit_area, actor=cast.ada, area=area, revision=1, now=NOW)
    results = at_once(partial(edit, words="one"), partial(edit, words="two"))
    assert kinds(results) == ["Area", "Stale"]
    kept = next(one for one in results if not isinstance(one, Stale))
    assert Area.objects.get().words == kept.words


def test_the_same_absence_is_set_once(cast):
    away = partial(commands.set_absence, actor=cast.sam, member=cast.sam, until_on=NOW.date(), now=NOW)
    assert kinds(at_once(away, away)) == ["Absence", "AlreadyAway"]


def test_the_same_choice_is_added_once_and_places_stay_distinct(cast):
    add = partial(commands.add_choice, actor=cast.ada, list=ChoiceList.REGION, now=NOW)
    results = at_once(partial(add, label="North"), partial(add, label="north"), partial(add, label="South"))
    assert sum(isinstance(one, NotNow | Refused) for one in results) == 1
    assert sorted(Choice.objects.values_list("position", flat=True)) == [1, 2]


def test_a_token_is_revoked_once(cast):
    token, _secret = make.api_token(member=cast.sam)
    revoke = partial(commands.revoke_token, actor=cast.sam, token=token, now=NOW)
    assert kinds(at_once(revoke, revoke)) == ["AlreadyRevoked", "ApiToken"]
