import re
from datetime import timedelta
from functools import partial

import pytest
from django.db import IntegrityError, transaction

from apps.notices.models import Delivery, Notice
from apps.people import commands, keys, queries
from apps.people.models import Invitation, Member, Role, Side
from tests.cast import NOW, PASSWORD
from tests.factories import people as make
from tests.outcome import outcome

NORA = {"email": "Nora@Test.example", "name": "Nora Nilsson", "side": Side.SALES, "roles": [Role.SALESPERSON]}


@pytest.mark.parametrize(
    ("who", "expected"), {"sam": "403", "mara": "403", "mina": "403", "eva": "403", "ada": "done", "dan": "403"}.items()
)
def test_only_admins_invite(cast, who, expected):
    actor = cast.by_name(who)
    sent, withdrawn = make.invitation(by=cast.ada)[0], make.invitation(by=cast.ada)[0]
    asked = [
        partial(commands.invite, actor=actor, now=NOW, **NORA),
        partial(commands.resend_invitation, actor=actor, invitation=sent, now=NOW),
        partial(commands.withdraw_invitation, actor=actor, invitation=withdrawn, now=NOW),
    ]
    assert [outcome(act) for act in asked] == [expected] * 3


def link_in(mail: Delivery) -> str:
    """The secret at the end of the link, the same in text and page."""
    text, page = (set(re.findall(r"/invitation/([\w-]+)/", body)) for body in (mail.body_text, mail.body_html))
    assert text == page
    return text.pop()


def test_the_way_in(cast, settings):
    settings.BASE_URL = "https://accord.test.example"
    invitation = commands.invite(actor=cast.ada, team=cast.field_sales, job_title="Account manager", now=NOW, **NORA)
    mail = Delivery.objects.get()
    secret = link_in(mail)
    assert (mail.to_address, mail.subject) == ("nora@test.example", "Ada Adler invites you to Test & Co's Accord")
    assert f"https://accord.test.example/invitation/{secret}/" in mail.body_text
    assert (invitation.token_hash, invitation.expires_at) == (keys.digest(secret), NOW + timedelta(days=7))
    later = NOW + timedelta(days=7) - timedelta(seconds=1)
    nora = commands.accept_invitation(token=secret, name="Nora N.", password=PASSWORD, now=later)
    assert (nora.email, nora.name, nora.job_title) == ("nora@test.example", "Nora N.", "Account manager")
    assert (nora.side, nora.team, nora.roles, nora.joined_at) == ("sales", cast.field_sales, ["salesperson"], later)
    assert nora.check_password(PASSWORD)
    assert Invitation.objects.get().member == nora
    assert [(n.recipient, n.kind) for n in Notice.objects.all()] == [(cast.ada, "invitation-accepted")]


def test_a_link_is_good_for_seven_days_and_once(cast):
    accept = partial(commands.accept_invitation, name="Nora", password=PASSWORD)
    _late, late = make.invitation(by=cast.ada, expires_at=NOW)
    _good, good = make.invitation(by=cast.ada)
    _gone, gone = make.invitation(by=cast.ada, withdrawn_at=NOW)
    tokens = [late, good, good, gone, "guessed", ""]
    assert [outcome(partial(accept, token=token, now=NOW)) for token in tokens] == [
        "invitation-unknown",
        "done",
        *["invitation-unknown"] * 4,
    ]
    found = [queries.invitation_by(token, now=NOW) for token in tokens]
    assert found == [None] * 6


@pytest.mark.parametrize("password", ["short", "password1234", "nora-nilsson", ""])
def test_a_weak_password_is_refused(cast, password):
    _invitation, secret = make.invitation(by=cast.ada, email="nora-nilsson@test.example", name="Nora Nilsson")
    accept = partial(commands.accept_invitation, token=secret, name="Nora Nilsson", password=password, now=NOW)
    assert outcome(accept) == "weak-password"


def test_sent_again_the_old_link_leads_nowhere(cast):
    invitation, old = make.invitation(by=cast.ada, expires_at=NOW - timedelta(days=1))
    commands.resend_invitation(actor=cast.ada, invitation=invitation, now=NOW)
    new = link_in(Delivery.objects.get())
    accept = partial(commands.accept_invitation, name="Nora", password=PASSWORD, now=NOW + timedelta(days=6))
    assert [outcome(partial(accept, token=token)) for token in (old, new)] == ["invitation-unknown", "done"]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"email": "SAM@test.example"}, "address-taken"),
        ({"email": "dan@test.example"}, "address-taken"),
        ({"email": "Open@test.example"}, "already-invited"),
        ({"team": "content"}, "team-of-another-side"),
        ({}, "done"),
    ],
)
def test_rules_of_inviting(cast, given, expected):
    make.invitation(by=cast.ada, email="open@test.example")
    team = {"team": cast.content} if "team" in given else {}
    assert outcome(partial(commands.invite, actor=cast.ada, now=NOW, **NORA | given | team)) == expected


def test_what_is_closed_is_neither_sent_again_nor_withdrawn(cast):
    invitation, _secret = make.invitation(by=cast.ada, withdrawn_at=NOW)
    asked = [commands.resend_invitation, commands.withdraw_invitation]
    found = [outcome(partial(act, actor=cast.ada, invitation=invitation, now=NOW)) for act in asked]
    assert found == ["invitation-closed"] * 2


def test_database_refuses_invitations_that_make_no_sense(cast):
    invitation, _secret = make.invitation(by=cast.ada, email="nora@test.example")
    with pytest.raises(IntegrityError, match="invitation_accepted_by_a_member"), transaction.atomic():
        Invitation.objects.filter(pk=invitation.pk).update(accepted_at=NOW)
    with pytest.raises(IntegrityError, match="invitation_one_open_per_email"), transaction.atomic():
        make.invitation(by=cast.ada, email="NORA@test.example")
    with pytest.raises(IntegrityError, match="invitation_roles_known"), transaction.atomic():
        Invitation.objects.update(roles=["owner"])


def test_whoever_joined_otherwise_meanwhile_is_not_made_twice(cast):
    _invitation, secret = make.invitation(by=cast.ada, email="nora@test.example")
    make.member(email="nora@test.example")
    accept = partial(commands.accept_invitation, token=secret, name="Nora", password=PASSWORD, now=NOW)
    assert outcome(accept) == "address-taken"
    assert Member.objects.filter(email="nora@test.example").count() == 1
