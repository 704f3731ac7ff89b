from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone, translation

from apps.people.models import ApiToken, Area, Member
from tests.cast import client_of
from tests.machine import Caller, make_token


def test_without_credentials_says_how_to_sign_in(cast):
    answer = Client().get("/api/v1/world-areas/")
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, 'Bearer realm="accord"')
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == "not-authenticated"


@pytest.mark.parametrize("header", ["Bearer wrong", "Bearer ", "bearer x y"])
def test_with_an_unknown_token_is_refused(cast, header):
    answer = Client(headers={"Authorization": header}).get("/api/v1/world-areas/")
    assert (answer.status_code, answer.json()["code"]) == (401, "token-not-valid")


def test_token_comes_through(sam, area):
    assert sam("GET", "world-areas/").json()["results"][0]["name"] == "Pricing"


@pytest.mark.parametrize(
    "spoilt",
    [
        {"revoked_at": timezone.now()},
        {"expires_at": timezone.now() - timedelta(seconds=1)},
    ],
)
def test_token_that_ended_is_refused(cast, sam, spoilt):
    ApiToken.objects.update(**spoilt)
    assert sam("GET", "world-areas/").status_code == 401


def test_token_dies_with_its_owners_account(cast):
    assert Caller(make_token(cast.dan))("GET", "world-areas/").status_code == 401


def test_use_of_a_token_is_noted_once_a_minute(cast, sam):
    sam("GET", "world-areas/")
    first = ApiToken.objects.get().last_used_at
    sam("GET", "world-areas/")
    assert first is not None
    assert ApiToken.objects.get().last_used_at == first
    ApiToken.objects.update(last_used_at=first - timedelta(minutes=1))
    sam("GET", "world-areas/")
    assert ApiToken.objects.get().last_used_at > first


def test_use_of_a_token_is_no_change_of_it(cast, sam):
    ApiToken.objects.update(last_used_at=timezone.now() - timedelta(days=1))
    token = ApiToken.objects.get()
    sam("GET", "world-areas/")
    used = ApiToken.objects.get()
    assert used.last_used_at > token.last_used_at
    assert used.revision == token.revision


def test_change_of_a_token_counts(cast, sam):
    before = ApiToken.objects.get()
    ApiToken.objects.update(name="Nightly", last_used_at=timezone.now())
    assert ApiToken.objects.get().revision == before.revision + 1


@pytest.mark.parametrize(
    ("scopes", "reads", "writes"),
    [
        (["read"], 200, 403),
        (["write"], 200, 200),
        (["people:read"], 200, 403),
        (["people:write"], 200, 200),
        (["collateral:write", "goals:read"], 403, 403),
        (["collateral:write", "people:read"], 200, 403),
    ],
)
def test_scopes_bound_a_token(cast, area, scopes, reads, writes):
    call = Caller(make_token(cast.ada, *scopes))
    assert call("GET", "world-areas/").status_code == reads
    given = call("POST", f"world-areas/{area.pk}/give/", {"to": str(cast.sam.pk)})
    assert given.status_code == writes
    if writes == 403:
        assert given.json()["code"] == "scope-missing"
        assert given.json()["detail"] == "This needs a token with the scope people:write."


def test_token_is_never_wider_than_its_owner(cast, area):
    answer = Caller(make_token(cast.sam, "write"))("POST", f"world-areas/{area.pk}/give/", {"to": str(cast.sam.pk)})
    assert (answer.status_code, answer.json()["code"]) == (403, "not-allowed")


def test_what_is_done_signed_in_only_refuses_tokens(cast, ada):
    answer = ada("POST", "world-areas/show-secret/")
    assert (answer.status_code, answer.json()["code"]) == (403, "session-only")
    signed_in = client_of(cast.ada).post("/api/v1/world-areas/show-secret/", content_type="application/json")
    assert (signed_in.status_code, signed_in.json()) == (200, {"secret": "only once"})


def test_session_reads_and_writes(cast, area):
    browser = client_of(cast.ada)
    assert browser.get("/api/v1/world-areas/").status_code == 200
    body = {"to": str(cast.sam.pk)}
    given = browser.post(f"/api/v1/world-areas/{area.pk}/give/", body, content_type="application/json")
    assert (given.status_code, Area.objects.get().owner) == (200, cast.sam)


def test_session_without_the_forms_own_token_may_only_read(cast, area):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast.ada)
    assert browser.get("/api/v1/world-areas/").status_code == 200
    body = {"to": str(cast.sam.pk)}
    given = browser.post(f"/api/v1/world-areas/{area.pk}/give/", body, content_type="application/json")
    assert (given.status_code, given.json()["code"], Area.objects.get().owner) == (403, "permission-denied", cast.mara)


def test_answers_are_never_shared_between_callers(cast, sam, area):
    answer = sam("GET", f"world-areas/{area.pk}/")
    assert (answer["Cache-Control"], answer["Vary"]) == ("private, no-cache", "Authorization, Cookie")


def test_too_many_calls_in_a_minute_say_when_to_go_on(settings, sam):
    settings.API_RATE = 2
    answers = [sam("GET", "world-areas/") for _ in range(6)]
    refused = [answer for answer in answers if answer.status_code == 429]
    # A minute of the clock may end among the six calls, and then two more pass.
    assert 2 <= len(refused) <= 4
    assert refused[0].json()["code"] == "throttled"
    assert 0 <= int(refused[0]["Retry-After"]) <= 60


def test_calls_go_on_while_redis_is_away(settings, sam):
    settings.REDIS_URL = "unix:///nowhere/redis.sock"
    assert sam("GET", "world-areas/").status_code == 200


def test_a_refusal_is_in_the_language_of_the_tokens_owner(cast, ada):
    """And the next caller of the same process hears their own again."""
    Member.objects.filter(pk=cast.sam.pk).update(language="de")
    theirs = Caller(make_token(cast.sam, "write"))("POST", "world-areas/", {})
    assert theirs.json()["errors"][0]["detail"] == "Dieses Feld ist zwingend erforderlich."
    assert translation.get_language() == "en"
    assert ada("POST", "world-areas/", {}).json()["errors"][0]["detail"] == "This field is required."
