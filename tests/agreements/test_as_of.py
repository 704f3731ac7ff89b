"""What was agreed on a day: the page and the API for each of nine days equal a table written by hand."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.agreements import commands
from apps.goals import commands as goals
from apps.people import commands as people
from tests.cast import NOW, client_of
from tests.factories import agreements as make
from tests.factories import goals as make_goal
from tests.factories import leads as make_lead
from tests.machine import Caller, make_token
from tests.walker import Walker, words_of

pytestmark = pytest.mark.django_db


def on(day, hour=10):
    """A day of March 2026, at this hour in UTC."""
    return datetime(2026, 3, day, hour, tzinfo=UTC)


def propose_and_sign(cast, agreement, now):
    agreement = commands.propose(actor=cast.mara, agreement=agreement, now=now)
    make.signed_by(agreement, cast.sam, cast.mara, now=now)


@pytest.fixture
def eight_changes(cast):
    """On the 2nd, 3rd, 4th, 5th, 6th, 9th, 10th and 11th of March."""
    goal = make_goal.measured(owner=cast.mara, given={"title": "Case studies"}, now=on(1))
    # 1: how both answer is agreed.
    answers = make.agreed(cast, title="Answers", text="Within a day.", now=on(2))
    # 2: the plan is agreed: 100 case studies, by Mara.
    plan = make_goal.plan(by=cast.ada, goals=[goal], seats=[cast.sam, cast.mara], sponsor=cast.eva, now=on(3))
    commands.edit_draft(actor=cast.ada, agreement=plan.agreement, leeway_owner=True, now=on(3))
    make_goal.sign_all(plan, now=on(3))
    # 3: Milo answers for the goal.
    goal.refresh_from_db()
    goals.edit_goal(actor=cast.moritz, goal=goal, owner=cast.milo, now=on(4))
    # 4: the definition is agreed.
    make_lead.catalogue(by=cast.mara)
    tree = {"match": "all", "items": [make_lead.TREE["items"][0]]}
    definition = make_lead.signed(cast, make_lead.definition(cast, tree=tree, now=on(5)), now=on(5))
    # 5: the plan is amended: 120 by the end of November.
    goal.refresh_from_db()
    changes = {"target": Decimal(120), "due_on": date(2026, 11, 30)}
    plan = goals.amend_goal(actor=cast.mara, goal=goal, now=on(6), **changes)
    commands.edit_draft(actor=cast.mara, agreement=plan.agreement, what_changed="We can do more.", now=on(6))
    propose_and_sign(cast, plan.agreement, on(6))
    # 6: from the 9th on another answer counts, signed on the 7th already.
    commands.amend(actor=cast.mara, agreement=answers, now=on(7))
    words = {"text": "Within two days.", "what_changed": "Fairs.", "effective_on": date(2026, 3, 9)}
    commands.edit_draft(actor=cast.mara, agreement=answers, now=on(7), **words)
    propose_and_sign(cast, answers, on(7))
    commands.enter_force(now=on(9, 1))
    # 7: Sam leaves, and Sofie signs the plan as his successor.
    people.leave(actor=cast.ada, member=cast.sam, now=on(10))
    seat = make.version(plan.agreement).seats.get(side="sales")
    commands.name_successor(actor=cast.ada, agreement=plan.agreement, seat=seat, to=cast.sofie, now=on(10))
    make.signed_by(plan.agreement, cast.sofie, now=on(10))
    # 8: Milo leaves, and Moritz answers for the goal.
    people.leave(actor=cast.ada, member=cast.milo, successor=cast.moritz, now=on(11))
    definition.refresh_from_db()


ANSWERS_1 = ("Answers", 1, "Within a day.", {}, ["Mara Marsh", "Sam Sanders"])
ANSWERS_2 = ("Answers", 2, "Within two days.", {}, ["Mara Marsh", "Sam Sanders"])


PASSED_ON = "Owners may pass their goals on within their team alone; all who signed this are told."


def plan(number, target, due, owner, signed):
    measure = f"From 0 to {target} between 1 Jan 2026 and {due}."
    said = f"Our year Fiscal year 2026 Case studies. {measure} {owner[0]} answers for it. {PASSED_ON}"
    goal = {
        "Owner": owner,
        "Measured in": ("A number", ""),
        "Way": ("Reach it", ""),
        "From": ("0", ""),
        "Target": (target, ""),
        "Starts": ("1 Jan 2026", ""),
        "Due": (due, ""),
    }
    return ("Our year", number, said, {"Period": {"Period": ("Fiscal year 2026", "")}, "Case studies": goal}, signed)


BOTH = ["Mara Marsh", "Sam Sanders"]
PLAN_MARA = plan(1, "100", "31 Dec 2026", ("Mara Marsh", ""), BOTH)
PLAN_MILO = plan(1, "100", "31 Dec 2026", ("Mara Marsh", "Milo Miller"), BOTH)
PLAN_2 = plan(2, "120", "30 Nov 2026", ("Milo Miller", ""), BOTH)
PLAN_SOFIE = plan(2, "120", "30 Nov 2026", ("Milo Miller", ""), ["Mara Marsh", "Sofie Sommer"])
PLAN_MORITZ = plan(2, "120", "30 Nov 2026", ("Milo Miller", "Moritz Moser"), ["Mara Marsh", "Sofie Sommer"])
SALES_READY = (
    "Sales-ready",
    1,
    "A lead is sales-ready when all of these hold: Employees is at least 50 Where a fact is missing, nobody can tell,"
    " and the lead isn't sales-ready until it is known. Qualifiers of the team Field sales take the leads.",
    {
        "Employees": {"Criterion": ("Employees is at least 50", ""), "Within": ("all of these", "")},
        "Team": {"Takes the leads": ("Field sales", "")},
    },
    BOTH,
)

TABLE = {
    date(2026, 3, 1): [],
    date(2026, 3, 2): [ANSWERS_1],
    date(2026, 3, 3): [ANSWERS_1, PLAN_MARA],
    date(2026, 3, 4): [ANSWERS_1, PLAN_MILO],
    date(2026, 3, 5): [ANSWERS_1, PLAN_MILO, SALES_READY],
    date(2026, 3, 8): [ANSWERS_1, PLAN_2, SALES_READY],
    date(2026, 3, 9): [ANSWERS_2, PLAN_2, SALES_READY],
    date(2026, 3, 10): [ANSWERS_2, PLAN_SOFIE, SALES_READY],
    date(2026, 3, 11): [ANSWERS_2, PLAN_MORITZ, SALES_READY],
}


def on_page(article):
    """One agreement as the page shows it, in the shape of the table above."""
    parts = {}
    for part in article.xpath(".//tbody"):
        cells = [[words_of(cell) for cell in row.xpath("./th | ./td")] for row in part.xpath("./tr[td]")]
        none = {"–": "", "the same": ""}
        parts[part.get("data-part")] = {
            label: (none.get(signed, signed), none.get(stood, stood)) for label, signed, stood in cells
        }
    number = words_of(article.xpath("./div/span")[0]).split()[1].rstrip(",")
    (text,) = article.xpath("./div[@class='prose']")
    (signed,) = article.xpath("./p[last()]")
    names = [words.partition(" (")[0].strip() for words in words_of(signed).removeprefix("Signed by").split("), ")]
    return (article.get("data-agreed"), int(number), words_of(text), parts, sorted(names))


def test_the_page_for_each_of_nine_days(cast, eight_changes):
    shown = {}
    for day in TABLE:
        walker = Walker(cast.mina).open(f"/agreements/as-of/?on={day}")
        shown[day] = [on_page(article) for article in walker.page.xpath("//main//article")]
    for day, rows in TABLE.items():
        assert shown[day] == rows, day


def test_the_api_for_each_of_nine_days(cast, eight_changes):
    caller = Caller(make_token(cast.mina))
    found = {}
    for day in TABLE:
        rows = caller("get", f"agreements/as-of/?on={day}").json()["results"]
        found[day] = [
            (
                row["agreement"]["title"],
                row["number"],
                {
                    part["title"]: {one["field"]: (one["signed"], one["on_that_day"]) for one in part["fields"]}
                    for part in row["parts"]
                },
                sorted(one["member"]["name"] for one in row["signatures"]),
            )
            for row in rows
        ]
    expected = {
        day: [
            (
                title,
                number,
                {
                    part: {label: (signed, stood or signed) for label, (signed, stood) in fields.items()}
                    for part, fields in parts.items()
                },
                names,
            )
            for title, number, _text, parts, names in rows
        ]
        for day, rows in TABLE.items()
    }
    assert found == expected


def test_a_day_ends_at_midnight_in_the_companys_zone(cast):
    """At 22:59 in UTC it is a minute to midnight in Berlin."""
    make.agreed(cast, title="Late", now=datetime(2026, 3, 10, 22, 59, tzinfo=UTC))
    make.agreed(cast, title="Later", now=datetime(2026, 3, 10, 23, 0, tzinfo=UTC))
    titles = {}
    for day in ("2026-03-09", "2026-03-10", "2026-03-11"):
        page = Walker(cast.mina).open(f"/agreements/as-of/?on={day}").page
        titles[day] = page.xpath("//main//article/@data-agreed")
    assert titles == {"2026-03-09": [], "2026-03-10": ["Late"], "2026-03-11": ["Late", "Later"]}


def test_no_day_is_today_and_what_is_no_day_is_said_so(cast):
    make.agreed(cast, title="Answers")
    walker = Walker(cast.mina).open("/agreements/").follow("What was agreed on a day").reads("Answers")
    walker.press("Show", on="2020-01-01").reads("Nothing was agreed on this day.")
    walker.press("Show", on="soon").reads("Enter a valid date.").does_not_read("Nothing was agreed")
    assert Caller(make_token(cast.mina))("get", "agreements/as-of/?on=soon").status_code == 400


def test_drafts_and_proposals_were_never_agreed(cast):
    make.draft(cast)
    make.proposed(cast)
    Walker(cast.ada).open(f"/agreements/as-of/?on={NOW.date()}").reads("Nothing was agreed on this day.")


def test_the_page_costs_the_same_with_one_agreement_and_with_ten(cast):
    client = client_of(cast.sofie)

    def cost():
        with CaptureQueriesContext(connection) as seen:
            assert client.get("/agreements/as-of/").status_code == 200
        return len(seen)

    make.agreed(cast)
    client.get("/agreements/as-of/")
    few = cost()
    for _ in range(9):
        make.agreed(cast)
    assert cost() == few
