"""The side bar: which entry a page lies under, and which letter goes where."""

import pytest
from lxml import html

from tests.cast import Cast, client_of

pytestmark = pytest.mark.django_db

LIES_UNDER = [
    ("/", "Home"),
    ("/other-side/", "Home"),
    ("/notices/preferences/", "Inbox"),
    ("/goals/", "Goals"),
    ("/scoreboard/", "Goals"),
    ("/plans/", "Goals"),
    ("/periods/", "Goals"),
    ("/obstacles/", "Goals"),
    ("/line-of-sight/without-a-path/", "Goals"),
    ("/accountability/", "Goals"),
    ("/tasks/board/", "Tasks"),
    ("/meetings/decisions/", "Meetings"),
    ("/leads/qualifiers/", "Leads"),
    ("/people/teams/", "People"),
    ("/admin/status/", "Admin"),
    ("/search/", None),
]
KEYS = [
    ("h", "Home"),
    ("i", "Inbox"),
    ("g", "Goals"),
    ("t", "Tasks"),
    ("c", "Collateral"),
    ("r", "Requests"),
    ("n", "Field notes"),
    ("m", "Meetings"),
    ("l", "Leads"),
    ("a", "Agreements"),
    ("p", "People"),
    ("d", "Admin"),
]


def test_each_page_lies_under_one_entry(cast: Cast) -> None:
    pages = {path: _page(cast, path) for path, _ in LIES_UNDER}
    assert [(path, _current(page)) for path, page in pages.items()] == LIES_UNDER


def test_each_letter_after_g_goes_to_one_place(cast: Cast) -> None:
    lines = _page(cast, "/").xpath("//dialog[@id='shortcuts']//div[@data-go]")
    assert [(line.get("data-go"), line.findtext("dd")) for line in lines] == KEYS


def _page(cast: Cast, path: str) -> html.HtmlElement:
    return html.fromstring(client_of(cast.ada).get(path).content.decode())


def _current(page: html.HtmlElement) -> str | None:
    current = page.xpath("//nav[@aria-label='Main']//a[@aria-current='page']/span[1]/text()")
    return current[0] if current else None
