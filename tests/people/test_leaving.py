from datetime import date, timedelta
from functools import partial

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.urls import reverse

from apps.core import things
from apps.notices.models import Notice
from apps.people import commands, erasing, queries
from apps.people.models import Absence, ApiToken, Area, Company, DirectorySearch, Invitation, Member, Role, Team
from apps.trail import commands as trail
from apps.trail import queries as history
from apps.trail.models import Activity
from tests.cast import NOW, client_of
from tests.factories import people as make
from tests.outcome import outcome

NEXT_WEEK = date(2026, 3, 17)


@pytest.mark.parametrize(
    ("who", "expected"), {"sam": "403", "mara": "403", "mina": "403", "eva": "403", "ada": "done", "dan": "403"}.items()
)
def test_only_admins_let_go_and_erase(cast, who, expected):
    actor = cast.by_name(who)
    asked = [
        partial(commands.leave, actor=actor, member=cast.sofie, now=NOW),
        partial(commands.erase_member, actor=actor, member=cast.dan, now=NOW),
    ]
    assert [outcome(act) for act in asked] == [expected] * 2


@pytest.fixture
def busy(cast):
    """Mina leads a team and the side, owns two areas, and stands in where she can."""
    Company.objects.update(sales_lead=cast.mina)
    make.area(owner=cast.mina, name="Pricing")
    make.area(owner=cast.mina, name="Events", deputy=cast.sofie, retired_at=NOW)
    make.area(owner=cast.sam, name="Tenders", deputy=cast.mina)
    make.absence(member=cast.sofie, from_on=NEXT_WEEK, until_on=NEXT_WEEK, deputy=cast.mina)
    make.absence(member=cast.sam, from_on=NEXT_WEEK, until_on=NEXT_WEEK, deputy=cast.mina)
    cast.content.liaisons.add(cast.mina)
    return cast


def test_everything_is_listed_first(busy):
    assert [(str(one.label), one.title) for one in queries.owned(busy.mina)] == [
        ("Area", "Events"),
        ("Area", "Pricing"),
        ("Team that they lead", "Field sales"),
    ]
    assert queries.duties(busy.mina) == [
        "leads sales for the company",
        "deputy for the area Tenders",
        "stands in for Sam Sanders",
        "stands in for Sofie Sommer",
        "liaison of Content",
    ]


def test_everything_goes_to_named_successors(busy):
    pricing = Area.objects.get(name="Pricing")
    commands.leave(
        actor=busy.ada,
        member=busy.mina,
        successor=busy.sofie,
        successors={things.pair(pricing): busy.mara},
        now=NOW,
    )
    assert dict(Area.objects.values_list("name", "owner__name")) == {
        "Pricing": "Mara Marsh",
        "Events": "Sofie Sommer",
        "Tenders": "Sam Sanders",
    }
    assert Area.objects.filter(deputy__isnull=False).count() == 0
    assert (Team.objects.get(name="Field sales").lead, Company.objects.get().sales_lead) == (busy.sofie, busy.sofie)
    assert dict(Absence.objects.values_list("member__name", "deputy__name")) == {
        "Sofie Sommer": None,
        "Sam Sanders": "Sofie Sommer",
    }
    assert list(busy.content.liaisons.all()) == []
    assert things.owned_by(busy.mina) == []
    told = Notice.objects.filter(kind="handed-over").order_by("recipient__name")
    assert [(n.recipient, n.facts) for n in told] == [
        (busy.mara, {"what": "1 area"}),
        (busy.sofie, {"what": "1 team and 1 area"}),
    ]


def test_by_default_it_goes_to_the_manager(cast):
    make.area(owner=cast.sam)
    left = commands.leave(actor=cast.ada, member=cast.sam, now=NOW)
    assert (left.is_active, left.left_at, Area.objects.get().owner) == (False, NOW, cast.mina)


def test_sign_in_ends_at_once(cast):
    browser = client_of(cast.sam)
    browser.get(reverse("people:directory"))
    token, _secret = make.api_token(member=cast.sam)
    assert UserSession.objects.filter(user=cast.sam).count() == 1
    commands.leave(actor=cast.ada, member=cast.sam, now=NOW)
    assert (UserSession.objects.count(), Session.objects.count()) == (0, 0)
    assert ApiToken.objects.get(pk=token.pk).revoked_at == NOW
    assert browser.get(reverse("people:directory")).status_code == 302


def test_a_session_that_nobody_wrote_down_ends_too(cast):
    browser = client_of(cast.sam)
    commands.leave(actor=cast.ada, member=cast.sam, now=NOW)
    assert browser.get(reverse("people:directory")).status_code == 302


@pytest.mark.parametrize(
    ("member", "given", "expected"),
    [
        ("dan", {}, "already-left"),
        ("ada", {}, "last-admin"),
        ("sam", {"successor": "dan"}, "has-left"),
        ("sam", {"successor": "sam"}, "successor-is-leaving"),
        ("sam", {"successor": "mara"}, "done"),
    ],
)
def test_rules_of_leaving(cast, member, given, expected):
    named = {key: cast.by_name(value) for key, value in given.items()}
    leave = partial(commands.leave, actor=cast.ada, member=cast.by_name(member), now=NOW, **named)
    assert outcome(leave) == expected


def test_nothing_has_changed_after_a_refusal(busy):
    pricing = Area.objects.get(name="Pricing")
    leave = partial(
        commands.leave, actor=busy.ada, member=busy.mina, successors={things.pair(pricing): busy.dan}, now=NOW
    )
    assert outcome(leave) == "has-left"
    assert Member.objects.get(pk=busy.mina.pk).is_active
    assert Area.objects.filter(owner=busy.mina).count() == 2


def test_an_admin_may_let_themselves_go(cast):
    other = make.member(roles=[Role.ADMIN])
    make.area(owner=cast.ada)
    commands.leave(actor=cast.ada, member=cast.ada, now=NOW)
    assert Area.objects.get().owner == other


def test_database_lets_nobody_leave_something_behind(cast):
    for hold in (
        lambda: make.area(owner=cast.sam, name="Owned"),
        lambda: make.area(owner=cast.mara, deputy=cast.sam, name="Deputised"),
        lambda: Team.objects.filter(pk=cast.content.pk).update(lead=cast.sam),
        lambda: Company.objects.update(marketing_lead=cast.sam),
    ):
        with transaction.atomic():
            held = transaction.savepoint()
            hold()
            with pytest.raises(IntegrityError, match="member_leaves_nothing_behind"), transaction.atomic():
                Member.objects.filter(pk=cast.sam.pk).update(is_active=False)
            transaction.savepoint_rollback(held)


def test_erasing_puts_a_pseudonym_in_the_place_of_everything_personal(cast, django_capture_on_commit_callbacks):
    invitation, _secret = make.invitation(
        by=cast.ada, email="sam@test.example", accepted_at=NOW, member=cast.sam, name="Sam Sanders"
    )
    photo = commands.set_photo(actor=cast.sam, member=cast.sam, image=make.photo(), now=NOW).photo.name
    commands.edit_profile(actor=cast.sam, member=cast.sam, name="Samuel Sanders", now=NOW)
    commands.set_absence(actor=cast.sam, member=cast.sam, until_on=NEXT_WEEK, now=NOW)
    commands.create_token(actor=cast.sam, name="Sam's report", scopes=["read"], now=NOW)
    commands.save_view(actor=cast.sam, page="goals:tasks", name="Sam's", query="owner=sam", now=NOW)
    commands.record_directory_miss(actor=cast.sam, words="my knee surgeon", now=NOW)
    EmailAddress.objects.create(user=cast.sam, email="sam@test.example")
    area = commands.create_area(actor=cast.ada, name="Pricing", owner=cast.sam, now=NOW)
    commands.leave(actor=cast.ada, member=cast.sam, now=NOW)
    with django_capture_on_commit_callbacks(execute=True):
        gone = commands.erase_member(actor=cast.ada, member=cast.sam, now=NOW + timedelta(days=1))
    assert (gone.name, gone.email) == ("Former colleague 1", "former-colleague-1@erased.invalid")
    assert (gone.job_title, gone.photo.name, gone.has_usable_password()) == ("", "", False)
    assert default_storage.exists(photo) is False
    held = Invitation.objects.get(pk=invitation.pk)
    assert (held.name, held.email) == ("", f"{gone.pk}@erased.invalid")
    counts = [gone.absences, gone.api_tokens, gone.saved_views, EmailAddress.objects, DirectorySearch.objects]
    assert [rows.count() for rows in counts] == [0] * 5
    assert _words_about(gone) == []
    assert trail.verify() == []
    assert [entry.words for entry in history.history_of(area)] == [
        "handed it from Former colleague 1 to Mina Minot",
        "made this area, owned by Former colleague 1",
    ]


def _words_about(gone: Member) -> list[str]:
    """What the trail still says in words that are theirs."""
    facts = [activity.detail.facts for activity in Activity.objects.select_related("detail")]
    return [str(one) for one in facts if any(word in str(one) for word in ("Sanders", "Sam", "sam@", "knee"))]


def test_pseudonyms_are_counted(cast):
    for member in (cast.sam, cast.sofie):
        commands.leave(actor=cast.ada, member=member, now=NOW)
        commands.erase_member(actor=cast.ada, member=member, now=NOW)
    names = Member.objects.filter(erased_at__isnull=False).order_by("name").values_list("name", flat=True)
    assert list(names) == ["Former colleague 1", "Former colleague 2"]


def test_only_who_left_is_erased_and_once(cast):
    erase = partial(commands.erase_member, actor=cast.ada, now=NOW)
    found = [outcome(partial(erase, member=member)) for member in (cast.sam, cast.dan, cast.dan)]
    assert found == ["still-here", "done", "already-erased"]


def test_other_apps_erase_their_part_while_the_address_is_known(cast, monkeypatch):
    seen: list[tuple[str, object]] = []
    monkeypatch.setattr(erasing, "_erasers", [lambda member, now: seen.append((member.email, now))])
    commands.erase_member(actor=cast.ada, member=cast.dan, now=NOW)
    assert seen == [("dan@test.example", NOW)]
