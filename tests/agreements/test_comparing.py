"""Any two versions side by side: word by word, and part by part, for every kind of agreement."""

from copy import deepcopy
from datetime import date
from decimal import Decimal

import pytest

from apps.agreements import commands, queries
from apps.core import things
from apps.core.differing import compared
from apps.goals import commands as goals
from apps.leads import commands as leads
from tests.cast import NOW, client_of
from tests.factories import agreements as make
from tests.factories import goals as make_goal
from tests.factories import leads as make_lead
from tests.machine import Caller, make_token
from tests.walker import Walker

pytestmark = pytest.mark.django_db


def marked(pieces):
    """A text with what went in [-…-] and what came in {+…+}."""
    shown = {"same": "%s", "gone": "[-%s-]", "new": "{+%s+}"}
    return "".join(shown[piece.kind] % piece.text for piece in pieces)


@pytest.mark.parametrize(
    ("old", "new", "left", "right"),
    [
        ("A day.", "A day.", ["A day."], ["A day."]),
        ("In a day.", "In two days.", ["In [-a day.-]"], ["In {+two days.+}"]),
        ("In a day.", "In a day. At fairs in two.", ["In a day."], ["In a day. {+At fairs in two.+}"]),
        ("One.\nTwo.\n", "One.\nTwo.\nThree.\n", ["One.\n", "Two.\n", ""], ["One.\n", "Two.\n", "{+Three.\n+}"]),
        ("One.\nTwo.\n", "Two.\n", ["[-One.\n-]", "Two.\n"], ["", "Two.\n"]),
        ("", "New.", [""], ["{+New.+}"]),
        ("Old words", "Else", ["[-Old words-]"], ["{+Else+}"]),
    ],
)
def test_texts_word_by_word(old, new, left, right):
    lines = compared(old, new)
    assert [marked(line.old) for line in lines] == left
    assert [marked(line.new) for line in lines] == right


def test_both_texts_can_be_read_from_their_comparison():
    old = "We answer.\n\n1. Sales calls\n2. Marketing  writes\nEnd"
    new = "We answer within a day.\n\n1. Sales calls back\nEnd of it\n"
    lines = compared(old, new)
    assert "".join(piece.text for line in lines for piece in line.old) == old
    assert "".join(piece.text for line in lines for piece in line.new) == new


def changes(agreement, first, second, now=NOW):
    found = queries.compared_versions(make.version(agreement, first), make.version(agreement, second), now)
    return [(part.title, part.became, [(one.field, one.old, one.new) for one in part.fields]) for part in found.parts]


# --- a plan, target by target -----------------------------------------------------------------------------


def agreed_plan(cast):
    """Two goals that are agreed, and a third that isn't: from 0 to 100, from 0 to 10, at least 5."""
    first = make_goal.measured(owner=cast.mara, given={"title": "Case studies"})
    second = make_goal.measured(owner=cast.sam, given={"title": "Visits"}, target=Decimal(10), unit="money")
    plan = make_goal.plan(by=cast.ada, goals=[first, second], seats=[cast.sam, cast.mara], sponsor=cast.eva)
    make_goal.sign_all(plan)
    plan.refresh_from_db()
    return plan, first, second


def test_a_plan_target_by_target(cast):
    plan, first, second = agreed_plan(cast)
    third = make_goal.kept(owner=cast.mara, lower=5, given={"title": "Quotes"})
    goals.amend_goal(actor=cast.mara, goal=first, target=Decimal(120), due_on=date(2026, 11, 30), now=NOW)
    goals.leave_out(actor=cast.mara, plan=plan, goal=second, now=NOW)
    goals.add_to_plan(actor=cast.mara, plan=plan, goal=third, now=NOW)
    assert changes(plan.agreement, 1, 2) == [
        ("Case studies", "changed", [("Target", "100", "120"), ("Due", "31 Dec 2026", "30 Nov 2026")]),
        (
            "Quotes",
            "new",
            [
                ("Owner", "", "Mara Marsh"),
                ("Measured in", "", "A number"),
                ("Way", "", "Keep within bounds"),
                ("At least", "", "5"),
                ("Starts", "", "1 Jan 2026"),
                ("Due", "", "31 Dec 2026"),
            ],
        ),
        (
            "Visits",
            "gone",
            [
                ("Owner", "Sam Sanders", ""),
                ("Measured in", "Money", ""),
                ("Way", "Reach it", ""),
                ("From", "0 EUR", ""),
                ("Target", "10 EUR", ""),
                ("Starts", "1 Jan 2026", ""),
                ("Due", "31 Dec 2026", ""),
            ],
        ),
    ]


def other_than(value):
    """A value of the same kind that says something else."""
    others = {"joint": "sales", "number": "money", "reach": "keep"}
    if isinstance(value, list):
        return [{"text": "The list of prices is out", "who": None, "name": ""}]
    if value in others:
        return others[value]
    if isinstance(value, str) and value[:4] == "2026":
        return "2027-07-07"
    return "77" if isinstance(value, str) and value[:1].isdigit() else f"{value} otherwise"


@pytest.mark.parametrize("of", ["plan", "definition"])
def test_whatever_a_version_says_shows_when_it_changes(cast, of):
    """No field of the frozen data can change without being shown; what a kind adds to it fails here."""
    if of == "plan":
        goal = make_goal.measured(owner=cast.mara, given={"side": "joint"})
        plan = make_goal.plan(by=cast.ada, goals=[goal], seats=[cast.sam, cast.mara], sponsor=cast.eva)
        make_goal.sign_all(plan)
        agreement, place = plan.agreement, lambda content: content["goals"][0]
    else:
        agreement = make_lead.in_force(cast).agreement
        place = lambda content: content["tree"]["items"][0]  # noqa: E731
    content = make.version(agreement).content
    for name, value in place(content).items():
        # Whose id it is, is said by the name, which tells namesakes apart.
        if name in ("id", "text", "owner_id") or value is None or (of, name) == ("definition", "attribute"):
            continue
        other = deepcopy(content)
        given = {"operator": "at_most", "values": [77]}.get(name) if of == "definition" else other_than(value)
        place(other)[name] = given
        found = queries.compared_contents(agreement, content, other)
        assert found.parts, name


# --- a definition, criterion by criterion -----------------------------------------------------------------


def test_a_definition_criterion_by_criterion(cast):
    definition = make_lead.in_force(cast)
    tree = deepcopy(make_lead.TREE)
    tree["items"][0]["values"] = [80]
    tree["items"][1]["match"] = "none"
    water = {"id": "industry", "attribute": "industry", "operator": "is_one_of", "values": ["Water"]}
    tree["items"][1]["items"][1] = water
    leads.write_definition(actor=cast.mara, definition=definition, tree=tree, now=NOW)
    assert changes(definition.agreement, 1, 2) == [
        ("Employees", "changed", [("Criterion", "Employees is at least 50", "Employees is at least 80")]),
        ("Budget", "changed", [("Within", "all of these › any of these", "all of these › none of these")]),
        (
            "Industry",
            "new",
            [("Criterion", "", "Industry is “Water”"), ("Within", "", "all of these › none of these")],
        ),
        (
            "Source",
            "gone",
            [("Criterion", "Source is “Fair”", ""), ("Within", "all of these › any of these", "")],
        ),
    ]


def test_the_team_that_takes_the_leads(cast):
    definition = make_lead.in_force(cast)
    leads.write_definition(actor=cast.mara, definition=definition, team=cast.content, now=NOW)
    assert changes(definition.agreement, 1, 2) == [
        ("Team", "changed", [("Takes the leads", "Field sales", "Content")]),
    ]


# --- plain text, dates and seats --------------------------------------------------------------------------


def test_seats_and_dates_of_any_kind(cast):
    agreement = make.amended(cast, make.agreed(cast), text="We answer within a day.")
    more = {"seats": [cast.sam, cast.mara, cast.eva], "effective_on": date(2026, 4, 1)}
    commands.edit_draft(actor=cast.mara, agreement=agreement, now=NOW, **more)
    seated = "Sam Sanders (Sales), Mara Marsh (Marketing)"
    assert changes(agreement, 1, 2) == [
        (
            "The version",
            "changed",
            [
                ("Who must agree", seated, f"{seated}, Eva Evers (Leadership)"),
                ("Is to count from", "", "1 Apr 2026"),
            ],
        )
    ]


# --- page and API -----------------------------------------------------------------------------------------


def three_versions(cast):
    """Within a day; within two days; within three."""
    agreement = make.agreed(cast)
    for text in ("We answer within two days.", "We answer within three days."):
        make.amended(cast, agreement, text=text)
        commands.propose(actor=cast.mara, agreement=agreement, now=NOW)
        make.signed_by(agreement, cast.sam, cast.mara, now=NOW)
    return agreement


def on_page(walker):
    return [[" ".join(one.itertext()) for one in walker.page.xpath(f"//main//{tag}")] for tag in ("del", "ins")]


def said(*words):
    return [f"removed:  {words[0]}  end of what is removed."], [f"added:  {words[1]}  end of what is added."]


@pytest.mark.parametrize(
    ("query", "heading", "words"),
    [
        ("", "Version 2 and version 3", ("two ", "three ")),
        ("?b=2", "Version 1 and version 2", ("a day.", "two days.")),
        ("?a=1&b=3", "Version 1 and version 3", ("a day.", "three days.")),
        ("?a=3&b=1", "Version 3 and version 1", ("three days.", "a day.")),
    ],
)
def test_the_page_shows_any_two_versions(cast, query, heading, words):
    agreement = three_versions(cast)
    walker = Walker(cast.sofie).open(f"/agreements/{agreement.pk}/compare/{query}").reads(heading)
    assert on_page(walker) == list(said(*words))


def test_two_are_chosen_on_the_page_of_the_agreement(cast):
    agreement = three_versions(cast)
    walker = Walker(cast.sofie).open(f"/agreements/{agreement.pk}/").follow("Compare any two")
    walker.press("Compare", a="1", b="2").reads("Version 1 and version 2", "A day was too short.")
    walker.press("Compare", a="2", b="2").reads("Choose two different versions.")


def test_a_single_version_has_nothing_beside_it(cast):
    page = f"/agreements/{make.agreed(cast).pk}/compare/"
    assert on_page(Walker(cast.sofie).open(page).reads("There is one version only")) == [[], []]
    Walker(cast.sofie).open(f"{page}?a=7", expect=404)


def test_a_draft_is_compared_by_who_sees_it(cast):
    agreement = make.amended(cast, make.agreed(cast), text="We answer within two days.")
    page = f"/agreements/{agreement.pk}/compare/?a=1&b=2"
    assert on_page(Walker(cast.mara).open(page)) == list(said("a day.", "two days."))
    Walker(cast.milo).open(page, expect=404)
    first, second = make.version(agreement, 1).pk, make.version(agreement, 2).pk
    at = f"agreements/{agreement.pk}/versions/{first}/compared-with/{second}/"
    assert Caller(make_token(cast.milo))("get", at).status_code == 404
    assert Caller(make_token(cast.mara))("get", at).json() == {
        "lines": [
            {
                "old": [{"kind": "same", "text": "We answer within "}, {"kind": "gone", "text": "a day."}],
                "new": [{"kind": "same", "text": "We answer within "}, {"kind": "new", "text": "two days."}],
            }
        ],
        "parts": [],
    }


def test_a_plans_targets_stand_on_the_page(cast):
    plan, first, _second = agreed_plan(cast)
    goals.amend_goal(actor=cast.mara, goal=first, target=Decimal(120), now=NOW)
    page = client_of(cast.mara).get(f"/agreements/{plan.agreement_id}/compare/").content.decode()
    assert '<del><span class="visually-hidden">before: </span>100</del>' in page
    assert '<ins><span class="visually-hidden">now: </span>120</ins>' in page


def test_every_kind_that_composes_says_its_parts():
    composing = [thing for thing in things.kinds() if thing.compose is not None]
    assert sorted(thing.kind for thing in composing) == ["definition", "plan"]
    assert [thing.kind for thing in composing if thing.parts is None] == []
