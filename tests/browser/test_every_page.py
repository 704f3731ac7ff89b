"""Every page there is, for whoever sees the most of it: by eye and ear, on both screens, in a longer language."""

import re

import pytest
from lxml import html

from apps.people.models import Member
from tests.browser import pseudo, words
from tests.browser.eyes import Eyes
from tests.cast import client_of
from tests.house.who_may import Page, pages_to_look_at, who_sees
from tests.house.world import World, make_world

PAGES = pages_to_look_at()
PARTS = sorted({re.split("[:_-]", page.name)[0] for page in PAGES})


@pytest.fixture(scope="module")
def longer_texts(tmp_path_factory):
    """Where every translation stands in brackets, and is longer than in English."""
    folder = tmp_path_factory.mktemp("locale")
    pseudo.write(folder)
    return folder


@pytest.fixture
def longer_language(settings, longer_texts):
    settings.LOCALE_PATHS = [longer_texts]
    settings.LANGUAGES = [*settings.LANGUAGES, (pseudo.LANGUAGE, pseudo.bracketed("Brackets"))]
    settings.LANGUAGE_CODE = pseudo.LANGUAGE


@pytest.fixture
def world(transactional_db, longer_language) -> World:
    made = make_world()
    Member.objects.update(language=pseudo.LANGUAGE)
    return made


@pytest.mark.parametrize("part", PARTS)
def test_every_page(part, world, chromium, live_server):
    eyes = Eyes(chromium, live_server.url)
    data = words.typed()
    found = []
    looks = [(role, page) for page in PAGES if page.name.startswith(part) for role in _roles(world, page)]
    for role, page in sorted(looks, key=lambda look: look[0]):
        eyes.become(world.cast.by_name(role))
        found += [f"{page.title}, as {role}: {fault}" for fault in eyes.look_at(page.url(world), data)]
    eyes.close()
    assert not found, "\n" + "\n".join(found)


# What is sent by whom, and what it is answered with.
SENT = (
    ("sam", "/requests/new/", {"title": ""}, 422),
    ("ada", "/collateral/upload/", {}, 422),
    ("ada", "/goals/new/", {"title": ""}, 422),
    ("sam", "/tasks/new/", {"title": ""}, 422),
    ("ada", "/agreements/new/", {"title": ""}, 422),
    ("ada", "/meetings/new/", {"title": ""}, 422),
    ("ada", "/leads/new/", {}, 422),
    ("ada", "/admin/invitations/new/", {"email": ""}, 422),
    # The one look at a new token.
    ("sam", "/people/me/tokens/new/", {"name": "A script", "scopes": "read", "days": "30"}, 201),
)
# Lists in which nothing fits, and what isn't there or isn't for who asks.
FRUITLESS = (
    *[("sam", f"{at}?q=zzqx", 200) for at in ("/collateral/", "/requests/", "/requests/board/", "/tasks/", "/goals/")],
    *[("ada", f"{at}?q=zzqx", 200) for at in ("/agreements/", "/leads/", "/meetings/", "/meetings/decisions/")],
    ("ada", "/people/?q=zzqx", 200),
    ("sam", "/admin/", 403),
    ("sam", "/nowhere/", 404),
)


def test_every_page_that_no_link_leads_to(world, chromium, live_server):
    eyes = Eyes(chromium, live_server.url)
    data = words.typed()
    found = []
    for role, url, typed, status in [*SENT, *[(role, url, None, status) for role, url, status in FRUITLESS]]:
        eyes.become(world.cast.by_name(role))
        found += [f"{url}, as {role}: {fault}" for fault in eyes.look_at(url, data, status=status, typed=typed)]
    eyes.close()
    assert not found, "\n" + "\n".join(found)


def _roles(world: World, page: Page) -> list[str]:
    """Whoever sees the most; and a salesperson, where their page isn't made of the same parts."""
    first, *others = who_sees(page)
    if first != "ada" or "sam" not in others:
        return [first]
    return [first] if _parts(world, page, "ada") == _parts(world, page, "sam") else [first, "sam"]


def _parts(world: World, page: Page, role: str) -> list[tuple[str, str | None]]:
    shown = client_of(world.cast.by_name(role)).get(page.url(world)).content.decode()
    controls = html.fromstring(shown).xpath("//main//*[self::button or self::input or self::select or self::h2]")
    return [(one.tag, one.get("name") or one.text) for one in controls]
