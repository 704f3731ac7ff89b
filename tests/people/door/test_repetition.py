from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from apps.people.models import ApiToken, Area, IdempotencyKey
from apps.trail.models import Activity
from tests.cast import client_of
from tests.machine import Caller, make_token


def new_area(owner, name="Pricing"):
    return {"name": name, "owner": str(owner.pk)}


def test_the_same_call_twice_is_done_once_and_answered_alike(cast, ada):
    first = ada("POST", "world-areas/", new_area(cast.sam), idempotency_key="monday")
    again = ada("POST", "world-areas/", new_area(cast.sam), idempotency_key="monday")
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json() == first.json()
    assert (again["ETag"], again["Location"]) == (first["ETag"], first["Location"])
    assert (first.has_header("Idempotency-Replayed"), again["Idempotency-Replayed"]) == (False, "true")
    assert (Area.objects.count(), Activity.objects.filter(act="area.created").count()) == (1, 1)


def test_a_call_without_a_key_is_done_each_time(cast, ada):
    ada("POST", "world-areas/", new_area(cast.sam, "One"))
    ada("POST", "world-areas/", new_area(cast.sam, "Two"))
    assert (Area.objects.count(), IdempotencyKey.objects.count()) == (2, 0)


def test_a_repeated_offer_to_undo_is_the_same(cast, ada, area):
    path, body = f"world-areas/{area.pk}/give/", {"to": str(cast.sam.pk)}
    first = ada("POST", path, body, idempotency_key="k")
    assert ada("POST", path, body, idempotency_key="k")["Accord-Undo"] == first["Accord-Undo"]


def test_an_edit_is_repeated_though_its_revision_is_past(ada, area):
    path = f"world-areas/{area.pk}/"
    first = ada("PATCH", path, {"name": "Prices"}, if_match='"1"', idempotency_key="k")
    again = ada("PATCH", path, {"name": "Prices"}, if_match='"1"', idempotency_key="k")
    assert (first.status_code, again.status_code, again.json()) == (200, 200, first.json())


def test_an_answer_without_a_body_is_repeated(ada, area):
    answers = [ada("POST", f"world-areas/{area.pk}/forget/", idempotency_key="k") for _ in range(2)]
    assert [(answer.status_code, answer.content) for answer in answers] == [(204, b""), (204, b"")]


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "world-areas/", {"name": "Other"}),
        ("POST", "world-areas/", {"colour": "red"}),
        ("POST", "world-areas/?fields=id", None),
        ("POST", "world-areas/hide/", None),
    ],
)
def test_a_key_used_for_something_else_is_422(cast, ada, method, path, body):
    given = new_area(cast.sam)
    ada("POST", "world-areas/", given, idempotency_key="k")
    answer = ada(method, path, given | (body or {}), idempotency_key="k")
    assert (answer.status_code, answer.json()["code"], Area.objects.count()) == (422, "key-reused", 1)


def test_broken_json_with_a_used_key_is_400(cast, ada):
    ada("POST", "world-areas/", new_area(cast.sam), idempotency_key="k")
    assert ada("POST", "world-areas/", "{", idempotency_key="k").status_code == 400


def test_a_key_belongs_to_one_member_and_one_credential(cast, ada, settings):
    ada("POST", "world-areas/", new_area(cast.sam, "Anna"), idempotency_key="k")
    other_token = Caller(make_token(cast.ada, "write"))
    assert other_token("POST", "world-areas/", new_area(cast.sam, "Berta"), idempotency_key="k").status_code == 201
    body, key = new_area(cast.sam, "Carla"), {"Idempotency-Key": "k"}
    for browser in (client_of(cast.ada), client_of(cast.ada)):
        browser.post("/api/v1/world-areas/", body, content_type="application/json", headers=key)
        body = new_area(cast.sam, "Dora")
    assert sorted(Area.objects.values_list("name", flat=True)) == ["Anna", "Berta", "Carla", "Dora"]


def test_a_refused_call_keeps_no_key(cast, ada, area):
    path, body = f"world-areas/{area.pk}/give/", {"to": str(cast.mara.pk)}
    assert ada("POST", path, body, idempotency_key="k").status_code == 409
    assert IdempotencyKey.objects.count() == 0
    Area.objects.update(owner=cast.sofie)
    assert ada("POST", path, body, idempotency_key="k").status_code == 200


def test_a_crash_keeps_neither_deed_nor_key(ada):
    ada.client.raise_request_exception = False
    ada("POST", "world-areas/break/", {"how": "power cut"}, idempotency_key="k")
    assert (Area.objects.count(), IdempotencyKey.objects.count()) == (0, 0)


def test_a_key_may_be_used_anew_after_a_day(cast, ada):
    ada("POST", "world-areas/", new_area(cast.sam), idempotency_key="k")
    IdempotencyKey.objects.update(at=timezone.now() - timedelta(hours=24))
    assert ada("POST", "world-areas/", new_area(cast.sam, "Next"), idempotency_key="k").status_code == 201


def test_an_answer_with_a_secret_is_not_kept(cast):
    browser, path, key = client_of(cast.ada), "/api/v1/world-areas/show-secret/", {"Idempotency-Key": "k"}
    first = browser.post(path, content_type="application/json", headers=key)
    again = browser.post(path, content_type="application/json", headers=key)
    assert (first.json(), first["Cache-Control"]) == ({"secret": "only once"}, "no-store")
    assert (again.status_code, again.json()["code"], Area.objects.count()) == (409, "answer-not-kept", 1)
    assert list(IdempotencyKey.objects.values_list("answer", "headers")) == [(None, {"Kept": "no"})]


@pytest.mark.parametrize("key", ["", "  ", "x" * 201])
def test_a_key_has_a_length(cast, ada, key):
    answer = ada("POST", "world-areas/", new_area(cast.sam), idempotency_key=key)
    assert (answer.status_code, answer.json()["code"]) == (400, "key-not-valid")


def test_a_file_sent_twice_is_kept_once(cast):
    """The boundary between the parts differs from one sending to the next; the form is the same."""
    call = Client(headers={"Authorization": f"Bearer {make_token(cast.ada)}", "Idempotency-Key": "k"})

    def send(text: bytes, boundary: str):
        lines = [
            f'--{boundary}\r\nContent-Disposition: form-data; name="title"\r\n\r\nSheet'.encode(),
            f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'.encode() + text,
            f"--{boundary}--\r\n".encode(),
        ]
        kind = f"multipart/form-data; boundary={boundary}"
        return call.generic("POST", "/api/v1/world-areas/keep-file/", b"\r\n".join(lines), content_type=kind)

    first, again, other = send(b"prices", "one"), send(b"prices", "two"), send(b"costs", "one")
    assert (first.status_code, again.status_code, again.json()) == (200, 200, first.json())
    assert (other.status_code, other.json()["code"]) == (422, "key-reused")
    assert list(Area.objects.values_list("name", "words")) == [("Sheet", "prices")]


def test_a_browser_sends_a_file(cast):
    file = SimpleUploadedFile("a.txt", b"prices")
    browser = client_of(cast.ada)
    answer = browser.post(
        "/api/v1/world-areas/keep-file/", {"title": "Sheet", "file": file}, headers={"Idempotency-Key": "k"}
    )
    assert (answer.status_code, Area.objects.get().words) == (200, "prices")
    assert ApiToken.objects.count() == 0
