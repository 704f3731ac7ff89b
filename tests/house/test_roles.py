"""Who may what: every page and every operation times every role, as product.md §10 has it (`who_may*.py`)."""

import json
import logging
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from lxml import html

from tests.house.addresses import addresses, url_of
from tests.house.operations import operations
from tests.house.roles import (
    MEMBERS,
    NOBODYS,
    ONE_OF_EACH,
    ROLES,
    STRANGERS,
    Outcomes,
    Try,
    everyone,
    only,
    taken_back,
    told,
)
from tests.house.who_may import PAGES, SHOWS, Page
from tests.house.who_may_api import FINDS, OPERATIONS, Line
from tests.house.world import World

pytestmark = pytest.mark.django_db
ADDRESSES = addresses()
LINES = {page.title: page for page in PAGES}
# One line for each address with an id, and the lines that name a part of another whole.
WITH_IDS = {page.name: page for page in reversed(PAGES) if page.name in {one.name for one in ADDRESSES if one.has_id}}
NESTED = {page.title: page for page in PAGES if page.nested}
FOUND = operations()
CALLED = {line.title: line for line in OPERATIONS}
CALLED_WITH_IDS = {line.name: line for line in reversed(OPERATIONS) if "<uuid:" in FOUND[line.name].route}
CALLED_NESTED = {line.title: line for line in OPERATIONS if line.nested}


@pytest.fixture(autouse=True)
def _crashes_alone_are_logged(caplog: pytest.LogCaptureFixture) -> None:
    """Being refused is what most of these tests are about."""
    caplog.set_level(logging.ERROR, logger="django.request")


@pytest.fixture(autouse=True)
def _nobody_comes_for_the_first_time(world: World, own_cache: None) -> None:
    world.browsers.have_been_noted()


def test_every_page_has_a_line_and_every_line_a_page():
    found, lines = {one.name for one in ADDRESSES}, {page.name for page in PAGES}
    assert (sorted(found - lines), sorted(lines - found)) == ([], [])
    assert len(LINES) == len(PAGES), "two lines have the same name"


# --- Pages


def expected(page: Page, method: str) -> Outcomes:
    """What the line says of a method, written out for all ten."""
    members = page.said(method) or (only("ada", 405) if page.admins else everyone(405))
    return members | dict.fromkeys(STRANGERS, page.strangers[method == "POST"])


def speaks_of(page: Page, method: str) -> bool:
    """A line for a further case speaks of some methods only; the first line of an address speaks of both."""
    return bool(page.said(method)) or not page.case


def answers(
    world: World,
    page: Page,
    method: str,
    url: str,
    form: dict[str, dict[str, Any]] | None = None,
    roles: Sequence[str] = ROLES,
) -> dict[str, Try]:
    """What each role gets.

    Args:
        form: what each role finds filled in on the page, by role.
    """
    found = {}
    for role in roles:
        typed = (form or {}).get(role, {}) | page.send(world, world.cast.by_name(role))
        found[role] = world.browsers.try_(role, _call(method, url, typed))
    return found


def as_pages(tries: dict[str, Try]) -> dict[str, str]:
    return told({role: one.as_page() for role, one in tries.items()})


def _call(method: str, url: str, typed: dict[str, Any]) -> Callable[[Client], Any]:
    return (lambda client: client.post(url, typed)) if method == "POST" else (lambda client: client.get(url))


def offered(opened: dict[str, Try], url: str) -> dict[str, dict[str, Any]]:
    """The page's form as each role finds it; who doesn't find it sends what the first finds who does."""
    found = {role: _form_in(one.content, url) for role, one in opened.items() if role in MEMBERS and one.status == 200}
    return dict.fromkeys(ROLES, next(iter(found.values()), {})) | found


def _form_in(content: bytes, url: str) -> dict[str, Any]:
    shown = html.fromstring(content.decode())
    forms = [form for form in shown.xpath("//main//form[@method='post']") if form.get("action") in (None, "", url)]
    # What holds nothing is left out; lxml would send “on” for a radio button without a value.
    empty = "@type='file' or @type='radio' and @checked and @value=''"
    left_out = {field.get("name") for form in forms for field in form.xpath(f".//input[{empty}]")}
    fields: dict[str, list[str]] = {}
    for name, value in max((form.form_values() for form in forms), key=len, default=[]):
        if name not in left_out:
            fields.setdefault(name, []).append(value)
    return fields


@pytest.mark.parametrize("title", LINES)
def test_opening_and_sending_a_page(world, title):
    page = LINES[title]
    url, opened = page.url(world), {}
    if speaks_of(page, "GET"):
        opened = answers(world, page, "GET", url)
        assert as_pages(opened) == told(expected(page, "GET"))
    if speaks_of(page, "POST"):
        form = offered(opened, url) if page.get and page.post else {}
        assert as_pages(answers(world, page, "POST", url, form)) == told(expected(page, "POST"))


# --- Ids of nothing, and of another whole; that strangers are asked to sign in there, too, is tested for all pages


def nowhere(page: Page, roles: Sequence[str]) -> Outcomes:
    """404 for all; on the admins' pages the others are turned away before anything is looked for."""
    found = only("ada", 404) if page.admins else everyone(404)
    return {role: found[role] for role in roles}


def methods(pages: dict[str, Page]) -> list[tuple[str, str]]:
    return [(title, method) for title, page in pages.items() for method in ("GET", "POST") if page.said(method)]


@pytest.mark.parametrize(("name", "method"), methods(WITH_IDS))
def test_a_page_of_an_id_that_nothing_has(world, name, method):
    page = WITH_IDS[name]
    args = [{UUID: NOBODYS, int: 0}.get(type(argument), argument) for argument in page.args(world)]
    tries = answers(world, page, method, url_of(name, args), roles=ONE_OF_EACH)
    assert as_pages(tries) == told(nowhere(page, ONE_OF_EACH))


@pytest.mark.parametrize(("title", "method"), methods(NESTED))
def test_a_page_of_a_part_of_another_whole(world, title, method):
    page = NESTED[title]
    assert page.nested is not None
    url = url_of(page.name, list(page.nested(world)))
    assert as_pages(answers(world, page, method, url, roles=MEMBERS)) == told(nowhere(page, MEMBERS))


@pytest.mark.parametrize(("name", "query", "thing", "who"), SHOWS)
def test_a_page_shows_what_its_reader_may_see(world, name, query, thing, who):
    wanted, url = str(getattr(world, thing).pk), url_of(name, []) + query
    assert [role for role in MEMBERS if wanted in world.browsers.read(role, url)] == who.split()


# --- Operations


def test_every_operation_has_a_line_and_every_line_an_operation():
    lines = {line.name for line in OPERATIONS}
    assert (sorted(set(FOUND) - lines), sorted(lines - set(FOUND))) == ([], [])
    assert len(CALLED) == len(OPERATIONS), "two lines have the same name"


def called(world: World, line: Line, make: Any = None, *, path: str = "", roles: Sequence[str] = MEMBERS) -> Outcomes:
    """What each role gets who calls it on the revision that stands there.

    Args:
        make: the call, where it isn't the line's own; `path` where nothing is at that address.
    """
    found = FOUND[line.name]
    outcomes = {}
    with taken_back():
        made = (make or line.call)(world)
        url = path or found.path(made.ids) + (f"?{made.query}" if made.query else "")
        revisions = _revisions(world, made, url, roles) if found.said.revision == "required" and not path else {}
        for role in roles:
            headers = {"if-match": revisions.get(role, '"1"')} if found.said.revision == "required" else {}
            call = _api_call(found.said.method, url, made, headers)
            outcomes[role] = world.browsers.try_(role, call).as_operation()
    return outcomes


def _revisions(world: World, made: Any, url: str, roles: Sequence[str]) -> dict[str, str]:
    """As the first reads it who can; what has no id may be each one's own, so that each reads it."""
    read = ((role, world.browsers.headers(role, url).get("ETag")) for role in roles)
    known = ((role, revision) for role, revision in read if revision)
    _, first = next(known)
    return dict.fromkeys(roles, first) | ({} if made.ids else dict(known))


def _api_call(method: str, path: str, made: Any, headers: dict[str, str]) -> Callable[[Client], Any]:
    if method == "GET":
        return lambda client: client.get(path)
    if not made.files:
        body = json.dumps(made.body)
        return lambda client: client.generic(method, path, body, content_type="application/json", headers=headers)
    for file in made.files.values():
        file.seek(0)  # somebody else has sent it before
    return lambda client: client.post(path, made.body | made.files)


@pytest.mark.parametrize("title", CALLED)
def test_calling_an_operation(world, title):
    line = CALLED[title]
    assert told(called(world, line, roles=ROLES)) == told(line.who | dict.fromkeys(STRANGERS, 401))


@pytest.mark.parametrize("name", CALLED_WITH_IDS)
def test_an_operation_on_an_id_that_nothing_has(world, name):
    line = CALLED_WITH_IDS[name]
    nobodys = FOUND[name].nobodys_path
    assert told(called(world, line, path=nobodys, roles=ONE_OF_EACH)) == told(dict.fromkeys(ONE_OF_EACH, 404))


@pytest.mark.parametrize("title", CALLED_NESTED)
def test_an_operation_on_a_part_of_another_whole(world, title):
    line = CALLED_NESTED[title]
    assert told(called(world, line, line.nested)) == told(everyone(404))


@pytest.mark.parametrize(("name", "query", "thing", "who"), FINDS)
def test_a_list_holds_what_its_reader_may_see(world, name, query, thing, who):
    wanted = str(getattr(world, thing).pk)
    lists = {role: json.loads(world.browsers.read(role, FOUND[name].route + query)) for role in MEMBERS}
    finders = [role for role in MEMBERS if wanted in [str(row["id"]) for row in lists[role]["results"]]]
    assert finders == who.split()
