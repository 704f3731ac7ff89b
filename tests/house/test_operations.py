"""Every operation of the API keeps the door's promises; one that has no entry in `operations_data.py` fails."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from drf_spectacular.generators import SchemaGenerator
from jsonschema import Draft202012Validator
from rest_framework.parsers import JSONParser

from apps.people.models import Member
from apps.trail.models import Activity
from portal import env
from tests.cast import client_of
from tests.house.operations import Call, Found, operations
from tests.house.operations_data import CALLS
from tests.machine import make_token

pytestmark = pytest.mark.django_db
ALL = operations()
# What concerns nobody but who does it: reading, looking ahead, following, putting off, what one used.
OF_NO_ACCOUNT = {
    "assets_preview_change",
    "assets_use_in_deal",
    "uses_take_back",
    "follows_create",
    "follows_unfollow",
    "notices_read",
    "notices_read_many",
    "preferences_create",
    "snoozes_create",
    "snoozes_wake",
}
UNSAFE = {name: found for name, found in ALL.items() if found.said.method != "GET"}


@pytest.fixture(autouse=True)
def a_mail_server_is_set(settings):
    """Else sending again is refused; nothing is sent here, as no worker runs."""
    settings.SMTP = env.mail("smtp://127.0.0.1:1")


class Machine:
    """Calls one operation as `actor`, by token where tokens are let in, else signed in."""

    def __init__(self, found: Found, actor: Member) -> None:
        self.found, self.signed_in = found, found.said.session_only
        self.client = client_of(actor) if self.signed_in else Client()
        self.headers = {} if self.signed_in else {"Authorization": f"Bearer {make_token(actor, 'write')}"}

    def __call__(self, call: Call, **headers: str) -> Any:
        body, kind = _encoded(call)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.generic(
            self.found.said.method,
            self.found.path(call.ids) + (f"?{call.query}" if call.query else ""),
            body,
            content_type=kind,
            headers=self.headers | named,
        )

    def based_on(self, call: Call) -> dict[str, str]:
        """The revision to be named, where one must be."""
        if self.found.said.revision != "required":
            return {}
        return {"if_match": self.client.get(self.found.path(call.ids), headers=self.headers)["ETag"]}


def _encoded(call: Call) -> tuple[bytes, str]:
    if not call.files:
        return json.dumps(call.body).encode(), "application/json"
    # A file is read once per sending.
    files = {name: SimpleUploadedFile(file.name, file.open().read()) for name, file in call.files.items()}
    return encode_multipart(BOUNDARY, call.body | files), MULTIPART_CONTENT


def _said(answer: Any) -> Any:
    return answer.json() if answer.content else None


@pytest.fixture(scope="module")
def openapi() -> dict[str, Any]:
    return json.loads(json.dumps(SchemaGenerator().get_schema(request=None, public=True)))


def test_every_operation_has_an_example_call_and_no_call_is_left_over():
    assert (sorted(set(ALL) - set(CALLS)), sorted(set(CALLS) - set(ALL))) == ([], [])


@pytest.mark.parametrize("name", ALL)
def test_without_credentials_is_401(name):
    found = ALL[name]
    answer = Client().generic(found.said.method, found.nobodys_path, "{}", content_type="application/json")
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, 'Bearer realm="accord"')


@pytest.mark.parametrize("name", UNSAFE)
def test_with_a_read_only_token_is_403(name, world):
    found = UNSAFE[name]
    headers = {"Authorization": f"Bearer {make_token(world.cast.ada, 'read')}"}
    answer = Client().generic(
        found.said.method, found.nobodys_path, "{}", content_type="application/json", headers=headers
    )
    code = "session-only" if found.said.session_only else "scope-missing"
    assert (answer.status_code, answer.json()["code"]) == (403, code)


@pytest.mark.parametrize("name", UNSAFE)
def test_what_cannot_be_read_is_400(name, world):
    found = UNSAFE[name]
    machine = Machine(found, world.cast.ada)
    kind = "application/json" if JSONParser in found.said.parsers else "multipart/form-data"
    headers = machine.headers | {"If-Match": '"1"'}
    answer = machine.client.generic(
        found.said.method, found.nobodys_path, '{"broken": ', content_type=kind, headers=headers
    )
    assert (answer.status_code, answer.json()["code"]) == (400, "parse-error")


@pytest.mark.parametrize("name", [name for name, found in UNSAFE.items() if found.said.revision])
def test_with_a_stale_revision_is_412_with_both_texts(name, world):
    call: Call = CALLS[name](world)
    answer = Machine(UNSAFE[name], call.actor)(call, if_match='"999999"')
    said = answer.json()
    sent = call.body | {name: file.name for name, file in call.files.items()}
    assert (answer.status_code, said["code"], said["yours"]) == (412, "stale", sent)
    assert said["current"]["revision"] == int(answer["ETag"].strip('"'))


@pytest.mark.parametrize("name", UNSAFE)
def test_twice_with_one_key_is_done_once_in_the_name_of_who_did_it(name, world, openapi):
    found = UNSAFE[name]
    call: Call = CALLS[name](world)
    machine = Machine(found, call.actor)
    before = set(Activity.objects.values_list("pk", flat=True))
    headers = machine.based_on(call) | {"idempotency_key": "once"}
    first = machine(call, **headers)
    assert (first.status_code, _said(first)) == (found.said.status, _said(first))
    _check_shape(openapi, found, _said(first))
    if name not in OF_NO_ACCOUNT:
        new = Activity.objects.exclude(pk__in=before)
        assert set(new.values_list("actor", flat=True)) == {call.actor.pk}, "what is done is written down"
    done = list(Activity.objects.order_by("id").values_list("id", "act"))
    again = machine(call, **headers)
    other = machine(Call(call.actor, call.ids, call.body | {"another": "body"}, call.files), **headers)
    assert list(Activity.objects.order_by("id").values_list("id", "act")) == done
    assert (other.status_code, other.json()["code"]) == (422, "key-reused")
    if found.said.keeps_answer:
        assert (again.status_code, _said(again)) == (first.status_code, _said(first))
        assert (again["Idempotency-Replayed"], again.get("ETag")) == ("true", first.get("ETag"))
    else:
        assert (again.status_code, again.json()["code"]) == (409, "answer-not-kept")


@pytest.mark.parametrize("name", [name for name, found in ALL.items() if found.said.method == "GET"])
def test_reading_answers_what_the_schema_says(name, world, openapi):
    found = ALL[name]
    call: Call = CALLS[name](world)
    answer = Machine(found, call.actor)(call)
    assert answer.status_code == 200
    if found.said.output is None:
        assert b"".join(answer) != b""
        return
    _check_shape(openapi, found, answer.json())
    if found.said.listed:
        assert answer.json()["results"] != [], "an empty list shows nothing of its shape"


def _check_shape(openapi: dict[str, Any], found: Found, said: Any) -> None:
    path = found.route.replace("<uuid:", "{").replace(">", "}")
    answer = openapi["paths"][path][found.said.method.lower()]["responses"][str(found.said.status)]
    if "content" not in answer:
        assert said is None
        return
    schema = answer["content"]["application/json"]["schema"] | {"components": openapi["components"]}
    assert list(Draft202012Validator(schema).iter_errors(said)) == []
