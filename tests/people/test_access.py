from datetime import timedelta
from functools import partial
from io import StringIO

import pytest
from allauth.usersessions.models import UserSession
from django.core.management import CommandError, call_command
from django.urls import reverse

from apps.people import commands, keys
from apps.people.models import ApiToken
from tests.cast import NOW, client_of
from tests.factories import people as make
from tests.machine import Caller
from tests.outcome import outcome


def test_only_the_hash_of_a_token_is_kept(cast):
    made = commands.create_token(actor=cast.sam, name="Report", scopes=["write", "goals:read"], days=30, now=NOW)
    kept = ApiToken.objects.get()
    assert (kept.member, kept.name, kept.scopes) == (cast.sam, "Report", ["goals:read", "write"])
    assert (kept.token_hash, kept.expires_at) == (keys.digest(made.secret), NOW + timedelta(days=30))
    assert made.secret.startswith(kept.prefix)
    assert len(made.secret) - len(kept.prefix) > 30


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"scopes": ["read"]}, "done"),
        ({"scopes": ["people:write"], "days": 365}, "done"),
        ({"scopes": []}, "scope-unknown"),
        ({"scopes": ["read", "everything"]}, "scope-unknown"),
        ({"scopes": ["read"], "days": 0}, "too-long"),
        ({"scopes": ["read"], "days": 366}, "too-long"),
    ],
)
def test_rules_of_a_token(cast, given, expected):
    assert outcome(partial(commands.create_token, actor=cast.sam, name="x", now=NOW, **given)) == expected


@pytest.mark.parametrize(("who", "expected"), {"sam": "done", "sofie": "403", "mina": "403", "ada": "403"}.items())
def test_tokens_are_revoked_by_their_owner(cast, who, expected):
    token, _secret = make.api_token(member=cast.sam)
    assert outcome(partial(commands.revoke_token, actor=cast.by_name(who), token=token, now=NOW)) == expected


def test_a_token_is_revoked_once(cast):
    token, _secret = make.api_token(member=cast.sam)
    revoke = partial(commands.revoke_token, actor=cast.sam, token=token, now=NOW)
    assert [outcome(revoke), outcome(revoke)] == ["done", "already-revoked"]


def test_a_leaver_makes_no_token(cast):
    assert outcome(partial(commands.create_token, actor=cast.dan, name="x", scopes=["read"], now=NOW)) == "403"


def test_one_browser_signs_out_another(cast):
    here, there, elsewhere = client_of(cast.sam), client_of(cast.sam), client_of(cast.mara)
    page = reverse("people:directory")
    for browser in (here, there, elsewhere):
        browser.get(page)
    mine, other = (UserSession.objects.get(session_key=b.session.session_key) for b in (here, there))
    foreign = UserSession.objects.get(user=cast.mara)
    assert outcome(partial(commands.end_session, actor=cast.sam, session=foreign, now=NOW)) == "403"
    commands.end_session(actor=cast.sam, session=other, now=NOW)
    assert [browser.get(page).status_code for browser in (here, there, elsewhere)] == [200, 302, 200]
    assert commands.end_other_sessions(actor=cast.sam, keep=mine.session_key, now=NOW) == 0


def test_all_other_browsers_are_signed_out_at_once(cast):
    browsers = [client_of(cast.sam) for _ in range(3)]
    page = reverse("people:directory")
    for browser in browsers:
        browser.get(page)
    browsers[0].post(reverse("people:end_other_sessions"))
    assert [browser.get(page).status_code for browser in browsers] == [200, 302, 302]


def test_the_command_line_makes_a_token_that_works(cast):
    out = StringIO()
    call_command("token", "SAM@test.example", "--scope", "write", stdout=out)
    answer = Caller(out.getvalue().strip())("GET", "me/")
    assert (answer.status_code, answer.json()["email"]) == (200, "sam@test.example")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["dan@test.example"], "Nobody signs in with dan@test.example."),
        (["sam@test.example", "--scope", "all"], "There is no scope all."),
        (["sam@test.example", "--days", "1000"], "at most a year"),
    ],
)
def test_the_command_line_says_what_is_wrong(cast, given, said):
    with pytest.raises(CommandError, match=said):
        call_command("token", *given)
