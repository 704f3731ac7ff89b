"""Every page there is, for whoever sees the most of it: by eye and ear, on both screens, in a longer language."""

import pytest
from lxml import html

from apps.people.models import Member
from tests.browser import pseudo, words
from tests.browser.eyes import Eyes
from tests.cast import client_of
from tests.house.who_may import pages_to_look_at, who_sees
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
    found = []

    def look(role: str, url: str, typed: dict[str, str] | None = None, status: int = 200) -> None:
        eyes.become(world.cast.by_name(role))
        found.extend(f"{url}, as {role}: {fault}" for fault in eyes.look_at(url, data, status=status, typed=typed))

    for page in PAGES:
        url = page.url(world)
        first, *others = who_sees(page)
        look(first, url)
        if first == "ada" and "sam" in others and _parts(eyes.answer) != _parts(_answer(world, "sam", url)):
            look("sam", url)
    for role, url, status in FRUITLESS:
        look(role, url, status=status)
    for sent in SENT:
        look(*sent)
    eyes.close()
    assert not found, "\n" + "\n".join(found)


def _answer(world: World, role: str, url: str) -> str:
    return client_of(world.cast.by_name(role)).get(url).content.decode()


def _parts(answer: str) -> list[tuple[str, str | None]]:
    """What a page is made of; a salesperson looks where theirs is made of other parts than an admin's."""
    controls = html.fromstring(answer).xpath("//main//*[self::button or self::input or self::select or self::h2]")
    return [(one.tag, one.get("name") or one.text) for one in controls]
