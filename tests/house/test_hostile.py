"""What nobody in good faith sends: each page and operation says a clear no, keeps what was typed, and writes nothing.

A form judges its fields one by one, so one request carries another oddity in each of them, and the next request moves
the oddities on by a field; what a form would stop is then sent in one field, with all others as they should be.
"""

import base64
import json
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cache
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db import connection, transaction
from django.test import Client
from lxml import html

from portal import env
from tests.house.operations import Call, operations
from tests.house.operations_data import CALLS
from tests.house.roles import MEMBERS, taken_back
from tests.house.who_may import NOT_LOOKED_AT, PAGES, Page

pytestmark = pytest.mark.django_db
CLEAR = {200, 201, 202, 204, 302, 400, 403, 404, 405, 409, 412, 413, 415, 422, 428, 429}
REFUSED = {400, 409, 412, 422}
# Who looked, and from where, is noted whatever the answer.
NOTED = {"django_session", "usersessions_usersession"}

LONG, HUGE = "a" * 100_000, "9" * 5_000
# Turns the reading direction, joins without width, is a script, a link that runs, and a formula.
ODD = "=HYPERLINK(1)\u202e\u200d\u2066<script>alert(1)</script>[x](javascript:alert(1))\U000e0041"
DAYS = ("0000-00-00", "9999-12-31", "10000-01-01")
TYPED = ("a\0b", HUGE, ODD, "-1", "NaN", "not-an-id", "Infinity", LONG, "1e999", "²", *DAYS)
# What a form may let through, or what is read beside one.
ALONE = ("\0", "9999-12-31", "9" * 25, ODD)
# In how many requests the oddities move on.
TURNS = 3
# So many fields of a form are sent alone; the rows of a table of settings are all alike.
MOST_ALONE = 8
NAMES = ("../../x.txt", "a\0b.pdf", "n" * 300 + ".pdf", ".htaccess", "\u202efdp.exe", "")


def _somebody(page: Page, method: str) -> str:
    """One who may; everybody's outcome stands in the tables of roles."""
    outcomes = page.said(method) or {}
    return next((role for role in MEMBERS if outcomes.get(role) not in (403, 404, 405)), "")


# Where a password or a code is tried, each try is counted; what machines ask has no form.
OPENED = {page.title: page for page in PAGES if page.name not in NOT_LOOKED_AT and _somebody(page, "GET") and page.get}
SENT = {page.title: page for page in PAGES if page.post and _somebody(page, "POST")}
for _machines in ("readyz", "api-nowhere"):
    OPENED.pop(_machines, None)
    SENT.pop(_machines, None)
OPERATIONS = operations()
BODIES = [name for name, found in OPERATIONS.items() if found.said.method != "GET"]
# One class answers all histories.
LISTS = [
    name
    for name, found in OPERATIONS.items()
    if found.said.listed and (not name.endswith("_history") or name == "tasks_history")
]


@pytest.fixture(autouse=True)
def a_mail_server_is_set(settings: Any) -> None:
    """Else sending again is refused; nothing is sent here, as no worker runs."""
    settings.SMTP = env.mail("smtp://127.0.0.1:1")


class Tries:
    """What was sent, and what came of it that should not have."""

    def __init__(self, world: Any, role: str) -> None:
        self.world, self.role, self.wrong = world, role, {}

    def __call__(self, said: str, call: Callable[[Client], Any], *, writes: bool = False) -> Any:
        """Try it; nothing of it stays. The answer is given back.

        Args:
            writes: it gets as far as a command, so a refusal is looked at for what it left behind.
        """
        kept = {}

        def try_(client: Client) -> Any:
            mark = _next_writer() if writes else 0
            answer = call(client)
            if answer.status_code not in CLEAR:
                self.wrong[said] = answer.status_code
            elif writes and answer.status_code in REFUSED and (written := _written_since(mark) - NOTED):
                self.wrong[said] = f"{answer.status_code}, and wrote {sorted(written)}"
            kept["answer"] = answer
            return answer

        self.world.browsers.try_(self.role, try_)
        return kept["answer"]


def _next_writer() -> int:
    """An id that each savepoint gets which writes something from now on, or a later one.

    One is spent on it: the end of a snapshot may lie before what this transaction has written itself.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO django_content_type (app_label, model) VALUES ('', '') RETURNING xmin::text")
        mark = int(cursor.fetchone()[0])
        transaction.set_rollback(True)
    return mark


def _written_since(mark: int) -> set[str]:
    """The tables with rows that were written since, and not taken back."""
    with connection.cursor() as cursor:
        cursor.execute(_looking_for_written(), {"mark": mark})
        return {row[0] for row in cursor.fetchall()}


@cache
def _looking_for_written() -> str:
    tables = [name for name in connection.introspection.table_names() if not name.startswith("django_migrations")]
    one = "SELECT '{0}' WHERE EXISTS (SELECT FROM {1} WHERE xmin::text::bigint >= %(mark)s)"
    return " UNION ALL ".join(one.format(name, connection.ops.quote_name(name)) for name in tables)


def _turned(names: Collection[str], oddities: Sequence[Any]) -> Iterator[dict[str, Any]]:
    """An oddity for each name; no two requests give a name the same one."""
    for turn in range(TURNS):
        yield {name: oddities[(place + turn * 3) % len(oddities)] for place, name in enumerate(sorted(names))}


def _short(value: Any) -> str:
    return repr(value)[:24]


# --- Pages


def _asked(world: Any, role: str, url: str) -> set[str]:
    """The names that the page's own filters send."""
    shown = world.browsers.read(role, url)
    return (
        set(html.fromstring(shown).xpath("//main//form[@method='get']//*[@name]/@name")) if "<form" in shown else set()
    )


@pytest.mark.parametrize("title", OPENED)
def test_a_page_is_asked_for_nonsense(world, title):
    page = OPENED[title]
    role, url = _somebody(page, "GET"), page.url(world)
    own = _asked(world, role, url)
    tries = Tries(world, role)
    for query in _turned({*own, "q", "page", "sort", "format", "no-such-thing"}, TYPED) if own else [{"q": "\0"}]:
        tries(str(query)[:200], lambda client, query=query: client.get(url, query))
    for place, name in enumerate(sorted(own | {"page"}) if own else []):
        query = {name: (HUGE, "\0", ODD)[place % 3]}
        tries(str(query)[:80], lambda client, query=query: client.get(url, query))
    assert tries.wrong == {}


def _form_of(shown: str, url: str) -> Any:
    """The page's own form, the largest there is."""
    forms = html.fromstring(shown).xpath("//main//form[@method='post']")
    return max((form for form in forms if form.get("action") in (None, "", url)), key=len, default=None)


def _fields_of(form: Any) -> dict[str, Any]:
    left_out = set(form.xpath(".//input[@type='file']/@name")) if form is not None else set()
    fields: dict[str, Any] = {}
    for name, value in form.form_values() if form is not None else []:
        if name not in left_out:
            fields.setdefault(name, []).append(value)
    return fields


def _lines_of(form: Any) -> dict[str, str]:
    """What stands in the fields where words are typed."""
    plain = "not(@type) or @type='text' or @type='search' or @type='url' or @type='email'"
    found = form.xpath(f".//textarea[@name] | .//input[@name][{plain}]") if form is not None else []
    # A reader of HTML leaves out the line break with which Django begins a text.
    return {field.get("name"): (field.value or "").removeprefix("\n") for field in found}


@pytest.mark.parametrize("title", SENT)
def test_a_page_is_sent_nonsense(world, title):
    page = SENT[title]
    role, url = _somebody(page, "POST"), page.url(world)
    form = _form_of(world.browsers.read(role, url), url) if page.get and page.get.get(role) == 200 else None
    typed = _fields_of(form) | page.send(world, world.cast.by_name(role))
    words = {name: value for name, value in typed.items() if not _is_file(value) and name != "csrfmiddlewaretoken"}
    tries = Tries(world, role)
    for odd in _turned(words, TYPED):
        tries(str(odd)[:200], lambda client, odd=odd: client.post(url, typed | odd))
    twice = {name: ["x", ODD] for name in words}
    tries("all twice", lambda client: client.post(url, typed | twice), writes=True)
    tries("brackets", lambda client: client.post(url, "[" * 2_000, content_type="application/json"), writes=True)
    for place, name in enumerate(sorted(words)[:: len(words) // MOST_ALONE + 1]):
        sent = typed | {name: ALONE[place % len(ALONE)]}
        tries(f"{name} = {_short(sent[name])}", lambda client, sent=sent: client.post(url, sent), writes=True)
    for name in set(typed) - set(words):
        for file in _files():
            sent = typed | {name: file}
            tries(f"{name}: {_short(file.name)}", lambda client, sent=sent: client.post(url, sent), writes=True)
    assert tries.wrong == {}
    if lines := _lines_of(form):
        # An id that is none makes it come back where a field can be wrong at all.
        sent = typed | dict.fromkeys(words, "not-an-id") | dict.fromkeys(lines, ODD)
        answer = tries("kept", lambda client: client.post(url, sent))
        if answer.status_code == 422:
            back = _lines_of(_form_of(answer.content.decode(), url))
            assert {name: back.get(name) for name in lines} == dict.fromkeys(lines, ODD)


def _is_file(value: Any) -> bool:
    return isinstance(value, UploadedFile) or (isinstance(value, list) and any(map(_is_file, value)))


def _files() -> list[SimpleUploadedFile]:
    odd = [SimpleUploadedFile("x", b"%PDF-1.7 \0", "text/html") for _name in NAMES]
    for file, name in zip(odd, NAMES, strict=True):
        # As the sender wrote it; Django's own class would clean it up first.
        file._name = name or "x"
    return [*odd, SimpleUploadedFile("empty.pdf", b""), SimpleUploadedFile("a.csv", b"\xff\xfe\0,=1+1\n" * 50)]


# --- Operations

JSON = (
    "\0", {"a": ["\ud800"]}, 10**400, None, [], LONG, True, -(10**40), {}, 1e308, [[]], HUGE, ODD, "²", "\ud800", *DAYS,
)  # fmt: skip
JSON_ALONE = (None, [{}], 10**40, -1, "9999-12-31T23:59:59.999999-14:00", "0001-01-01T00:00:00+14:00", ODD)
RAW = (b'{"a": ' + b"[" * 2_000 + b"]" * 2_000 + b"}", b'"\xff"', b'{"\\u0000": NaN}', b"null", b'{"a": 1, "a": [2]}')
HEADERS = ("\0", "W/", f'"{HUGE}"', "²", LONG[:5_000])


def _role_of(world: Any, call: Call) -> str:
    return next(role for role in MEMBERS if world.cast.by_name(role) == call.actor)


def _sending(name: str, call: Call, body: bytes | dict[str, Any], **headers: str) -> Callable[[Client], Any]:
    found = OPERATIONS[name]
    path = found.path(call.ids) + (f"?{call.query}" if call.query else "")
    given = {"if-match": '"1"', **headers}
    if call.files and isinstance(body, dict):
        return lambda client: client.post(path, body, headers=given)
    sent = json.dumps(body).encode() if isinstance(body, dict) else body
    return lambda client: client.generic(found.said.method, path, sent, content_type="application/json", headers=given)


@pytest.mark.parametrize("name", BODIES)
def test_an_operation_is_sent_nonsense(world, name):
    with taken_back():
        call: Call = CALLS[name](world)
        tries = Tries(world, _role_of(world, call))
        known = {*call.body, *_inputs(name)}
        for odd in _turned(known - {*call.files}, TYPED if call.files else JSON):
            _rewound(call)
            tries(str(odd)[:200], _sending(name, call, odd | call.files))
        for place, field in enumerate(() if call.files else sorted(known)):
            body = call.body | {field: JSON_ALONE[place % len(JSON_ALONE)]}
            tries(f"{field} = {_short(body[field])}", _sending(name, call, body), writes=True)
        for field in call.files:
            for file in _files():
                tries(f"{field}: {_short(file.name)}", _sending(name, call, call.body | {field: file}), writes=True)
        turn = BODIES.index(name)
        tries("raw", _sending(name, call, RAW[turn % len(RAW)]), writes=True)
        for header in ("if-match", "idempotency-key"):
            odd_header = {header: HEADERS[turn % len(HEADERS)]}
            tries(_short(odd_header), _sending(name, call, call.body | call.files, **odd_header))
    assert tries.wrong == {}


def _inputs(name: str) -> set[str]:
    shape = OPERATIONS[name].said.input
    return {field for field, made in shape().fields.items() if not made.read_only} if shape else set()


def _rewound(call: Call) -> None:
    for file in call.files.values():
        file.seek(0)


def _cursor(*values: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(["f", *values]).encode()).decode()


ODD_VALUES = ("\ud800", "\0", {}, 1e999, HUGE, 10**40, True)
CURSORS = ["garbage", "²\ud7ff", base64.urlsafe_b64encode(b"[" * 50_000).decode(), _cursor()]


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_asked_for_nonsense(world, name):
    with taken_back():
        call: Call = CALLS[name](world)
        url, filters = OPERATIONS[name].path(call.ids), OPERATIONS[name].said.filters
        tries = Tries(world, _role_of(world, call))
        # A cursor has a value for each column of the order, and for the id.
        turn = LISTS.index(name)
        values = [ODD_VALUES[(turn + step) % len(ODD_VALUES)] for step in (0, 2, 4)]
        cursors = [_cursor(*[value] * count) for count in (1, 2, 3) for value in values]
        asked = [("cursor", cursor) for cursor in (CURSORS[turn % len(CURSORS)], *cursors)]
        fields = {"q", "page_size", "ordering", "fields", "no-such", *(filters.base_filters if filters else ())}
        odd = ("\0", HUGE, "0" * 9 + HUGE, "-1", "not-an-id", "9999-12-31", ODD)
        asked += [(field, odd[(place + len(name)) % len(odd)]) for place, field in enumerate(sorted(fields))]
        for field, value in asked:
            query = {field: value}
            tries(f"{field} = {_short(value)}", lambda client, query=query: client.get(url, query))
    assert tries.wrong == {}
