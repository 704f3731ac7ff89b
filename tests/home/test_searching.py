"""One search over everything, and never more than its reader may see."""

import pytest

from apps.core import things
from apps.goals import commands as goals
from apps.home import queries
from tests.cast import NOW
from tests.factories import agreements as make_agreement
from tests.factories import collateral, people
from tests.factories import goals as make
from tests.factories import leads as make_lead
from tests.factories import meetings as make_meeting
from tests.machine import Caller, make_token

pytestmark = pytest.mark.django_db

# Kinds without a search of their own: found through what they are of, or nobody's to look for.
FOUND_OTHERWISE = {
    "absence": "member",
    "agenda-item": "meeting",
    "asset-version": "asset",
    "share": "asset",
    "entry": "meeting",
    "feedback": "asset",
    "field-content": "asset",
    "finding": "asset",
    "hand-off": "lead",
    "input": "asset",
    "invocation": "goal",
    "qualifier": "member",
    "reader-term": "goal",
    "review": "asset",
}
# Settings, one's own, what machines and admins look at in a list of their own, and talk.
NOT_SEARCHED = {
    "batch", "choice", "closed-day", "comment", "company", "content-week", "delivery", "follow-up-rule", "invitation",
    "own-collateral", "period", "saved-view", "scoreboard-link", "share", "synonym", "token",
}  # fmt: skip


def found(member, words, **kind):
    return {
        hits.kind: [hit.title for hit in hits.rows] for hits in queries.search(viewer=member, words=words, **kind).kinds
    }


def test_every_kind_is_found_or_says_how():
    kinds = {thing.kind: thing for thing in things.kinds()}
    assert {name for name, thing in kinds.items() if thing.find is None} == set(FOUND_OTHERWISE) | NOT_SEARCHED
    assert [name for name in FOUND_OTHERWISE.values() if kinds[name].find is None] == []
    assert [name for name, thing in kinds.items() if thing.find is not None and not thing.many] == []


def test_what_is_still_to_be_done_stands_before_what_was_done_long_ago(cast):
    for title in ("Call about heating in May", "Call about heating in June"):
        goals.complete_task(actor=cast.sam, task=make.task(owner=cast.sam, title=title), now=NOW)
    make.task(owner=cast.sam, title="Visit about heating")
    assert found(cast.sam, "heating") == {
        "task": ["Visit about heating", "Call about heating in June", "Call about heating in May"]
    }


def test_everything_that_holds_the_words_is_found(cast):
    goal = make.goal(owner=cast.sam, title="Heating first")
    make.milestone(goal=goal, title="Heating, half way")
    make.task(owner=cast.sam, title="Call the heating people")
    make.obstacle(by=cast.sam, blocks=goal, remover=cast.mara, what="No heating prices")
    make_agreement.proposed(cast, title="Who sells heating")
    make_meeting.closed(by=cast.mina, title="Heating sync")
    collateral.make_published(cast.mara, "Warm water for heating", name="prices.txt")
    collateral.ask(cast.sam, title="Slides on heating")
    people.area(owner=cast.mara, name="Heating stories")
    assert found(cast.sam, "HEÁTING") == {
        "asset": ["prices"],
        "task": ["Call the heating people"],
        "request": ["Slides on heating"],
        "goal": ["Heating first"],
        "agreement": ["Who sells heating"],
        "meeting": ["Heating sync, 12 Mar 2026"],
        "area": ["Heating stories"],
        "milestone": ["Heating, half way"],
        "obstacle": ["No heating prices"],
        "series": ["Heating sync"],
    }


def test_people_teams_and_areas_are_found_but_nobody_who_left(cast):
    people.area(owner=cast.mara, name="Field days")
    assert found(cast.sam, "field") == {"area": ["Field days"], "team": ["Field sales"]}
    assert found(cast.sam, "sand sam") == {"member": ["Sam Sanders"]}
    assert found(cast.sam, "Danner") == {}


def test_a_title_goes_before_a_text(cast):
    make.task(owner=cast.sam, title="A call", detail="About pumps")
    make.task(owner=cast.sam, title="Pumps, the whole list")
    make.goal(owner=cast.sam, title="Growth", why="Pumps are bought again")
    assert list(found(cast.sam, "pumps").items()) == [
        ("task", ["Pumps, the whole list", "A call"]),
        ("goal", ["Growth"]),
    ]


def test_few_of_each_kind_and_more_of_one(cast):
    for number in range(7):
        make.task(owner=cast.sam, title=f"Call {number}")
    few = queries.search(viewer=cast.sam, words="call")
    assert [(hits.kind, len(hits.rows), hits.more) for hits in few.kinds] == [("task", 5, True)]
    more = queries.search(viewer=cast.sam, words="call", kind="task")
    assert [(hits.kind, len(hits.rows), hits.more) for hits in more.kinds] == [("task", 7, False)]


@pytest.mark.parametrize("words", ["", " ", "a", "\0", "%", "_"])
def test_what_is_too_short_finds_nothing(cast, words):
    make.task(owner=cast.sam, title="a % _")
    assert found(cast.sam, words) == {}


@pytest.mark.parametrize("words", ["%%", "__", "100%", "' or 1=1 --", '"', "\\\\"])
def test_no_sign_is_a_wildcard(cast, words):
    make.task(owner=cast.sam, title="Call Acme")
    assert found(cast.sam, words) == {}


def who_finds(cast, words):
    members = ("sam", "sofie", "mara", "milo", "mina", "moritz", "eva", "ada")
    return " ".join(name for name in members if found(getattr(cast, name), words))


def test_a_draft_of_collateral_is_found_by_who_makes_collateral(cast):
    draft = collateral.make_draft(cast.mara, name="Zebra.txt")
    collateral.know_pages(draft, "Okapi prices")
    assert who_finds(cast, "zebra") == who_finds(cast, "okapi") == "mara milo ada"


def test_a_draft_of_an_agreement_is_found_by_who_is_named_on_it(cast):
    make_agreement.draft(cast, title="Zebra", text="Okapis are discounted.")
    assert who_finds(cast, "zebra") == who_finds(cast, "okapis") == "sam mara eva ada"


def test_open_and_closed_minutes_are_found_by_who_was_asked(cast):
    for is_open, who in ((False, "sam mina"), (True, "sam sofie mara milo mina moritz eva ada")):
        running = make_meeting.running(by=cast.mina, members=[cast.sam], is_open=is_open)
        word = f"okapi{is_open}"
        make_meeting.entry(by=cast.sam, meeting=running, text=f"The {word} again")
        assert who_finds(cast, word) == "sam mina"
        make_meeting.commands.close_meeting(actor=cast.mina, meeting=running, now=NOW)
        assert who_finds(cast, word) == who


def test_a_lead_is_found_by_who_works_with_leads(cast):
    make_lead.in_force(cast)
    make_lead.lead(by=cast.mara, name="Zebra Works", email="okapi@customer.example")
    assert who_finds(cast, "zebra") == who_finds(cast, "okapi@customer") == "sam sofie mara milo mina moritz ada"


def test_by_api_the_same_is_found(cast):
    draft = collateral.make_draft(cast.mara, name="Zebra.txt")
    answers = {
        member.first_name: Caller(make_token(member))("GET", "search/?q=zebra").json()["results"]
        for member in (cast.sam, cast.mara)
    }
    hit = {"about": {"kind": "asset", "id": str(draft.pk)}, "title": "Zebra", "url": f"/collateral/{draft.pk}/"}
    assert answers == {"Sam": [], "Mara": [hit]}


def test_the_search_costs_the_same_with_one_hit_and_with_thirty(cast, django_assert_num_queries):
    """One query for each of the twenty-one kinds, and two that ask whether leads and their imports are the viewer's.

    Collateral asks what means the same and whether it knows the word; and, as it doesn't, what looks like it, also in
    the shared lists, which is five statements more.
    """
    make.task(owner=cast.sam, title="Call Acme")
    with django_assert_num_queries(31):
        queries.search(viewer=cast.sam, words="acme")
    for number in range(29):
        make.task(owner=cast.sofie, title=f"Call Acme {number}")
        make.goal(owner=cast.sofie, title=f"Acme {number}")
    with django_assert_num_queries(31):
        queries.search(viewer=cast.sam, words="acme")
