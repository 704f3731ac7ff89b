import json

import pytest

from apps.people.models import Area
from tests.cast import client_of

NOBODY = "01890000-0000-7000-8000-000000000000"


def problem(answer):
    assert answer["Content-Type"] == "application/problem+json"
    return answer.json()


def test_a_rules_refusal_is_422_with_its_name(cast, ada):
    answer = ada("POST", "world-areas/", {"name": "Stuff", "owner": str(cast.sam.pk)})
    assert answer.status_code == 422
    assert problem(answer) == {
        "type": "urn:accord:problem:name-too-plain",
        "title": "Unprocessable Entity",
        "status": 422,
        "code": "name-too-plain",
        "detail": "Say what people turn to them for.",
    }
    assert Area.objects.count() == 0


def test_what_does_not_fit_the_state_is_409(cast, ada, area):
    answer = ada("POST", f"world-areas/{area.pk}/give/", {"to": str(cast.mara.pk)})
    assert (answer.status_code, problem(answer)["code"]) == (409, "taken")


def test_what_the_member_may_not_do_is_403(cast, sam, area):
    answer = sam("PATCH", f"world-areas/{area.pk}/", {"name": "Mine"}, if_match='"1"')
    assert (answer.status_code, problem(answer)["code"]) == (403, "not-allowed")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", f"world-areas/{NOBODY}/"),
        ("GET", f"world-areas/{NOBODY}/history/"),
        ("POST", f"world-areas/{NOBODY}/forget/"),
        ("GET", f"world-teams/{NOBODY}/members/"),
        ("GET", "nothing/of/the/kind"),
        ("GET", "world-areas/not-an-id/"),
    ],
)
def test_what_cannot_be_seen_is_404(ada, method, path):
    answer = ada(method, path)
    assert (answer.status_code, problem(answer)["code"]) == (404, "not-found")


def test_a_hidden_thing_is_404_for_every_operation(ada, area):
    Area.objects.update(words="hidden")
    codes = [
        ada("GET", f"world-areas/{area.pk}/").status_code,
        ada("PATCH", f"world-areas/{area.pk}/", {"name": "Prices"}, if_match='"2"').status_code,
        ada("POST", f"world-areas/{area.pk}/forget/").status_code,
        ada("GET", f"world-areas/{area.pk}/history/").status_code,
    ]
    assert codes == [404, 404, 404, 404]


def test_unknown_addresses_ask_for_credentials_first(cast, client):
    assert client.get("/api/v1/nothing/").status_code == 401


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "PATCH"])
def test_a_method_that_is_not_there_is_405(ada, method):
    answer = ada(method, "world-areas/")
    assert (answer.status_code, problem(answer)["code"]) == (405, "method-not-allowed")
    assert answer["Allow"] == "GET, HEAD, POST"


@pytest.mark.parametrize(
    "body",
    ["{", "nonsense", '{"name": NaN}', b"\xff\xfe", "[" * 100_000, '{"name": "\\ud800"}', '{"name": "a\\u0000b"}'],
)
def test_broken_json_is_400(ada, cast, body):
    answer = ada("POST", "world-areas/", body)
    assert answer.status_code == 400
    assert problem(answer)["code"] in {"parse-error", "malformed", "input-not-valid"}


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"name": "a\0b"}, "name"),
        ({"name": "\ud800"}, "name"),
        ({"name": {"deep": [{"down": "\udfff"}]}}, "name"),
        ({"na\0me": "Pricing"}, "na?me"),
        (["\ud800"], ""),
    ],
)
def test_a_character_that_cant_be_kept_is_400_at_its_field(ada, cast, body, field):
    """Before any field looks at it: none could say which choice it isn't without sending the half character back."""
    answer = ada("POST", "world-areas/", json.dumps(body))
    assert answer.status_code == 400
    assert problem(answer)["errors"] == [
        {"field": field, "code": "unkeepable-character", "detail": "It holds a character that can't be kept."}
    ]


@pytest.mark.parametrize("body", [[], "text", 3, None, [{"name": "Pricing"}]])
def test_a_body_that_is_no_object_is_400(ada, cast, body):
    answer = ada("POST", "world-areas/", json.dumps(body))
    assert (answer.status_code, problem(answer)["code"]) == (400, "input-not-valid")


def test_each_fault_of_the_input_names_its_field(ada, cast, area):
    body = {"name": "x" * 121, "owner": str(cast.dan.pk), "colour": "red"}
    answer = ada("POST", "world-areas/", body)
    assert answer.status_code == 400
    assert problem(answer)["errors"] == [
        {"field": "colour", "code": "unknown-field", "detail": "There is no field of this name."}
    ]
    del body["colour"]
    assert problem(ada("POST", "world-areas/", body))["errors"] == [
        {"field": "name", "code": "max-length", "detail": "Ensure this field has no more than 120 characters."},
        {"field": "owner", "code": "left", "detail": "This member can't sign in any more."},
    ]
    assert problem(ada("POST", "world-areas/", {"owner": "Mara"}))["errors"] == [
        {"field": "name", "code": "required", "detail": "This field is required."},
        {"field": "owner", "code": "invalid", "detail": "Send an id (a UUID)."},
    ]
    assert problem(ada("POST", "world-areas/", {"name": "Prices", "owner": NOBODY}))["errors"] == [
        {"field": "owner", "code": "not-found", "detail": "There is nothing with this id that you can see."}
    ]


def test_a_verb_without_input_takes_none(ada, area):
    answer = ada("POST", f"world-areas/{area.pk}/forget/", {"why": "old"})
    assert (answer.status_code, problem(answer)["errors"][0]["field"]) == (400, "why")
    assert ada("POST", f"world-areas/{area.pk}/forget/", {}).status_code == 204


def test_another_type_of_body_is_415(cast, area):
    answer = client_of(cast.ada).post(f"/api/v1/world-areas/{area.pk}/give/", {"to": str(cast.sam.pk)})
    assert (answer.status_code, problem(answer)["code"]) == (415, "unsupported-media-type")


def test_a_body_too_large_is_413(ada, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    answer = ada("POST", "world-areas/", {"name": "x" * 2000})
    assert (answer.status_code, problem(answer)["code"]) == (413, "too-large")


def test_an_answer_that_the_caller_would_not_read_is_406(ada):
    answer = ada("GET", "world-areas/", accept="text/html")
    assert answer.status_code == 406


@pytest.mark.parametrize(
    ("how", "status", "code"),
    [
        ("constraint", 422, "area_deputy_is_another"),
        ("twice", 409, "area_name_once"),
        ("too long", 400, "out-of-range"),
    ],
)
def test_a_rule_that_only_the_database_knows_is_no_crash(ada, how, status, code):
    answer = ada("POST", "world-areas/break/", {"how": how}, idempotency_key="a")
    assert (answer.status_code, problem(answer)["code"]) == (status, code)
    assert Area.objects.count() == 0


def test_what_nobody_foresaw_stays_an_error(ada):
    ada.client.raise_request_exception = False
    answer = ada("POST", "world-areas/break/", {"how": "by surprise"})
    assert (answer.status_code, problem(answer)["code"]) == (500, "broken")
    assert Area.objects.count() == 0


@pytest.mark.parametrize("query", ["q=%00", "side=%00", "cursor=%00", "fields=%00", "ordering=%00", "page_size=%00"])
def test_characters_that_cannot_be_kept_are_400(ada, query):
    assert ada("GET", f"world-areas/?{query}").status_code == 400
