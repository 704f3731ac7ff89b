import time
from datetime import UTC, datetime

import pytest
from django.core import signing
from django.core.exceptions import PermissionDenied

from apps.core import telling, undo
from apps.core.errors import NotNow, Refused, require
from apps.core.ids import uuid7
from apps.core.markdown import render

NOW = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)


class ReasonNeeded(Refused):
    pass


def test_a_refusals_code_is_its_name_in_kebab_case():
    assert ReasonNeeded("Say why.").code == "reason-needed"


def test_require_lets_pass_or_forbids():
    assert require(True) is None
    with pytest.raises(PermissionDenied):
        require(False)


def test_uuid7_has_version_variant_and_the_time():
    before = time.time_ns() // 1_000_000
    made = uuid7()
    after = time.time_ns() // 1_000_000
    assert (made.version, made.variant) == (7, "specified in RFC 4122")
    assert before <= made.int >> 80 <= after


def test_uuid7_does_not_repeat():
    assert len({uuid7() for _ in range(10_000)}) == 10_000


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**so**", "<p><strong>so</strong></p>\n"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>\n"),
        (
            "https://accord.example/a",
            '<p><a href="https://accord.example/a" rel="noopener noreferrer nofollow">https://accord.example/a</a></p>\n',
        ),
        ('<img src=x onerror="alert(1)">', '<p>&lt;img src=x onerror="alert(1)"&gt;</p>\n'),
    ],
)
def test_markdown_is_safe(text, html):
    assert render(text).replace("&quot;", '"') == html


class Somebody:
    def __init__(self, pk):
        self.pk = pk


@pytest.fixture
def taken_back():
    calls = []
    undo.register("test.add", lambda **given: calls.append(given))
    return calls


def test_undo_runs_the_inverse_with_what_was_kept(taken_back):
    ada = Somebody("ada")
    offered = undo.offer(name="test.add", label="Added", actor=ada, payload={"id": "7"})
    undo.run(token=offered.token, actor=ada, now=NOW)
    assert taken_back == [{"actor": ada, "now": NOW, "id": "7"}]


def test_undo_is_for_who_did_it_alone(taken_back):
    offered = undo.offer(name="test.add", label="Added", actor=Somebody("ada"), payload={})
    with pytest.raises(NotNow, match="Only the person"):
        undo.run(token=offered.token, actor=Somebody("sam"), now=NOW)
    assert taken_back == []


@pytest.mark.parametrize("break_it", [lambda token: token[:-1] + ("A" if token[-1] != "A" else "B"), lambda token: "x"])
def test_undo_refuses_a_broken_token(taken_back, break_it):
    offered = undo.offer(name="test.add", label="Added", actor=Somebody("ada"), payload={})
    with pytest.raises(undo.TooLate):
        undo.run(token=break_it(offered.token), actor=Somebody("ada"), now=NOW)
    assert taken_back == []


def test_undo_ends_after_ten_minutes(taken_back, monkeypatch):
    offered = undo.offer(name="test.add", label="Added", actor=Somebody("ada"), payload={})
    monkeypatch.setattr(signing.time, "time", lambda real=time.time: real() + 601)
    with pytest.raises(undo.TooLate, match="ten minutes"):
        undo.run(token=offered.token, actor=Somebody("ada"), now=NOW)


def test_undo_of_something_unknown_is_a_mistake_in_the_code():
    with pytest.raises(LookupError):
        undo.offer(name="test.never-registered", label="", actor=Somebody("ada"), payload={})


def test_an_unknown_kind_of_notice_is_a_mistake_in_the_code():
    with pytest.raises(KeyError):
        telling.notice_kind("never-registered")
