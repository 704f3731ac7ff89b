"""Every page there is, for whoever sees the most of it: by eye and ear, on both screens, in a longer language."""

import pytest
from lxml import html

from apps.people.models import Member
from tests.browser import pseudo, words
from tests.browser.eyes import Eyes
from tests.cast import client_of
from tests.house.who_may import Page, pages_to_look_at, who_sees
from tests.house.world import World, make_world

PAGES = pages_to_look_at()


@pytest.fixture
def longer_language(settings, tmp_path):
    """Every translation stands in brackets, and is longer than in English."""
    pseudo.write(tmp_path / "locale")
    settings.LOCALE_PATHS = [tmp_path / "locale"]
    settings.LANGUAGES = [*settings.LANGUAGES, (pseudo.LANGUAGE, pseudo.bracketed("Brackets"))]
    settings.LANGUAGE_CODE = pseudo.LANGUAGE


@pytest.fixture
def world(transactional_db, longer_language) -> World:
    made = make_world()
    Member.objects.update(language=pseudo.LANGUAGE)
    return made


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


def test_every_page(world, chromium, live_server):
    """One world for all of them, as making it takes longer than looking at a dozen."""
    eyes = Eyes(chromium, live_server.url)
    data = words.typed()
    linked = [(role, page.url(world), None, 200) for page in PAGES for role in _roles(world, page)]
    fruitless = [(role, url, None, status) for role, url, status in FRUITLESS]
    found = []
    for role, url, typed, status in sorted([*linked, *fruitless, *SENT], key=lambda look: look[0]):
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
