from datetime import date

import pytest

from apps.goals import commands as goals
from apps.people import commands, queries
from apps.people.models import DirectorySearch
from apps.people.queries import Answerer
from tests.cast import NOW, client_of
from tests.factories import people as make


def found(cast, words: str, **given) -> tuple[list[str], list[str], list[str], list[str]]:
    """Names of who answers, people, teams, areas."""
    directory = queries.directory(viewer=cast.sam, words=words, now=NOW, **given)
    return (
        [answerer.member.first_name for answerer in directory.answerers],
        [member.first_name for member in directory.people.rows],
        [team.name for team in directory.teams],
        [area.name for area in directory.areas],
    )


@pytest.fixture
def areas(cast):
    make.area(owner=cast.mara, name="Pricing one-pagers", words="price list, rebate")
    make.area(owner=cast.sam, deputy=cast.sofie, name="Tenders", words="bids")
    make.area(owner=cast.milo, name="Old fairs", retired_at=NOW)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("pric", (["Mara"], [], [], ["Pricing one-pagers"])),
        ("REBATE price", (["Mara"], [], [], ["Pricing one-pagers"])),
        ("sommer", ([], ["Sofie"], [], [])),
        ("conten", ([], ["Mara", "Milo", "Moritz"], ["Content"], [])),
        ("marketer content", ([], ["Mara", "Milo"], [], [])),
        ("dan", ([], [], [], [])),
        ("danner", ([], [], [], [])),
        ("fairs", ([], [], [], [])),
        ("100%", ([], [], [], [])),
        ("accord", ([], [], [], [])),
    ],
)
def test_words_lead_to_whoever_answers(cast, areas, words, expected):
    assert found(cast, words) == expected


def test_nothing_typed_shows_everybody_who_is_here(cast, areas):
    everybody = ["Ada", "Eva", "Mara", "Milo", "Mina", "Moritz", "Sam", "Sofie"]
    assert found(cast, "") == ([], everybody, ["Content", "Field sales"], ["Pricing one-pagers", "Tenders"])


def test_one_side(cast, areas):
    assert found(cast, "", side="sales") == ([], ["Mina", "Sam", "Sofie"], ["Field sales"], ["Tenders"])


def test_accents_dont_matter(cast):
    make.member(name="Zoë Müller")
    assert [found(cast, words)[1] for words in ("zoe", "muller", "MÜLLER")] == [["Zoë"]] * 3


def test_names_nearly_as_typed_are_offered(cast):
    directory = queries.directory(viewer=cast.sam, words="Sofi Somer", now=NOW)
    assert (directory.found_nobody, [member.first_name for member in directory.alike]) == (True, ["Sofie"])


def test_whoever_is_away_is_answered_by_the_deputy(cast, areas):
    make.absence(member=cast.sam, from_on=date(2026, 3, 9), until_on=date(2026, 3, 12))
    away = make.absence(member=cast.mara, from_on=date(2026, 3, 10), until_on=date(2026, 3, 10))
    make.absence(member=cast.milo, from_on=date(2026, 3, 11), until_on=date(2026, 3, 12))
    answers = [queries.who_answers(viewer=cast.eva, words=words, now=NOW) for words in ("tenders", "pricing")]
    assert answers == [
        [Answerer(cast.sofie, "owns Tenders", stands_in_for=cast.sam)],
        [Answerer(cast.mara, "owns Pricing one-pagers", away=away)],
    ]


def test_owners_of_things_answer_too(cast, areas):
    task = goals.create_task(actor=cast.milo, title="Rebate calculator", now=NOW)
    answers = queries.who_answers(viewer=cast.sam, words="rebate", now=NOW)
    assert [(a.member, a.because) for a in answers] == [
        (cast.mara, "owns Pricing one-pagers"),
        (cast.milo, f"Task: {task.title}"),
    ]


def test_a_search_that_finds_nobody_is_kept_for_the_admins(cast, areas):
    browser = client_of(cast.sam)
    for words in ("swag", "pricing", "xy", ""):
        browser.get("/people/", {"q": words})
    browser.get("/people/", {"q": "unknown", "side": "sales"})
    assert list(DirectorySearch.objects.values_list("words", "member")) == [("swag", cast.sam.pk)]
    commands.record_directory_miss(actor=cast.mara, words="swag", now=NOW)
    commands.record_directory_miss(actor=cast.mara, words="booth", now=NOW)
    assert list(queries.directory_misses(viewer=cast.ada)) == [
        {"words": "swag", "times": 2},
        {"words": "booth", "times": 1},
    ]
    assert list(queries.directory_misses(viewer=cast.eva)) == []


def test_the_page_of_who_owns_much_shows_the_first_of_each_kind(cast):
    for number in range(21):
        make.area(owner=cast.mara, name=f"Area {number:02}")
    make.area(owner=cast.sam, name="Tenders")
    page = client_of(cast.eva).get(f"/people/{cast.mara.pk}/").content.decode()
    assert [f"Area {number:02}" in page for number in range(21)] == [True] * 20 + [False]
    assert "And more than is shown here: Areas" in page
    assert "And more than" not in client_of(cast.eva).get(f"/people/{cast.sam.pk}/").content.decode()
