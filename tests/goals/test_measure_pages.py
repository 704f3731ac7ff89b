"""Measures, obstacles, plans and the scoreboard by page and by API: cost, files, refusals and ways back."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.goals import commands
from apps.goals.models import PlanGoal, Reading
from tests.cast import NOW, client_of
from tests.factories import goals as make
from tests.machine import Caller, make_token
from tests.walker import Walker

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 10)


def both(cast):
    return {"by": cast.mina, "seats": [cast.sam, cast.mara], "sponsor": cast.eva}


def queries_of(client, url):
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


def fill(cast, root, count):
    for _ in range(count):
        goal = make.measured(owner=cast.sam, given={"parent": root})
        make.read(goal, 5)
        task = make.task(owner=cast.sam, serves=goal)
        make.task(owner=cast.sam)
        make.obstacle(by=cast.sofie, blocks=task, remover=cast.mara)
        make.obstacle(by=cast.sofie, blocks=goal, remover=cast.mara)


@pytest.mark.parametrize(
    "url", ["/obstacles/", "/scoreboard/", "/line-of-sight/", "/line-of-sight/without-a-path/", "/plans/", "/"]
)
def test_a_list_costs_the_same_with_one_row_and_with_thirty(cast, url):
    root = make.revenue(by=cast.mina)
    client = client_of(cast.mara if url == "/" else cast.sam)
    fill(cast, root, 1)
    client.get(url)
    few = queries_of(client, url)
    fill(cast, root, 14)
    assert queries_of(client, url) == few


def rows_of(answer):
    return list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))


def test_files_for_spreadsheets(cast):
    goal = make.measured(owner=cast.sam, unit="percent", given={"title": "=Quotes"})
    make.agreed(goals=[goal], **both(cast))
    make.read(goal, 20, as_of=DAY, note="By hand")
    make.read(goal, 25, as_of=DAY)
    make.obstacle(by=cast.sofie, blocks=goal, remover=cast.mara, what="No prices", since=date(2026, 3, 1))
    client = client_of(cast.milo)
    readings = rows_of(client.get(f"/goals/{goal.pk}/readings/?format=csv"))
    assert sorted(readings[1:]) == [
        ["2026-03-10", "20.0000", "Typed in", "By hand", "Sam Sanders", "no"],
        ["2026-03-10", "25.0000", "Typed in", "", "Sam Sanders", "yes"],
    ]
    assert readings[0] == ["Day", "Value", "Source", "Note", "By", "Counts"]
    assert rows_of(client.get("/obstacles/?format=csv"))[1:] == [
        ["No prices", "'=Quotes", "Raised", "2026-03-01", "Mara Marsh", "", "Sofie Sommer"]
    ]
    assert [row[:5] for row in rows_of(client.get("/scoreboard/?format=csv"))[1:]] == [
        ["'=Quotes", "Sam Sanders", "25.0000", "100.0000", "25"]
    ]


def test_what_is_not_in_the_way_any_more_is_found_where_asked_for(cast):
    goal = make.goal(owner=cast.sam)
    gone = make.obstacle(by=cast.sofie, blocks=goal, remover=cast.mara, what="No prices")
    make.obstacle(by=cast.sofie, blocks=goal, remover=cast.eva, what="No room")
    commands.remove_obstacle(actor=cast.mara, obstacle=gone, now=NOW)
    walk = Walker(cast.mara).open("/obstacles/").reads("No room").does_not_read("No prices")
    walk.press("Show", state="Removed").reads("No prices").does_not_read("No room")
    walk.open("/obstacles/").follow("What I hold up").reads("Nothing fits this filter.")


def test_a_number_is_written_down_and_taken_back(cast):
    goal = make.measured(owner=cast.sam, starts_on=date(2026, 1, 1), due_on=date(2099, 12, 31))
    walk = Walker(cast.sam).open(f"/goals/{goal.pk}/").follow("Write a number down").press("Write it down", value="12")
    walk.reads("12", "12 %").press("Undo").reads("It is as it was before.", "Nothing has been read yet.")
    assert Reading.objects.that_count().count() == 0


# --- what is agreed ----------------------------------------------------------------------------------------


def agreed_goal(cast, owner):
    goal = make.measured(owner=owner)
    make.agreed(goals=[goal], **both(cast))
    return goal


def test_who_may_not_amend_is_told_why_and_keeps_what_was_typed(cast):
    goal = agreed_goal(cast, cast.sofie)
    walk = Walker(cast.sofie).open(f"/goals/{goal.pk}/measure/").press("Save", target="50", expect=422)
    walk.reads("This is agreed in the plan “Our year”.")
    assert walk.page.xpath("//input[@name='target']/@value") == ["50"]


def test_what_is_typed_for_an_agreed_goal_stands_in_the_amendment(cast):
    goal = agreed_goal(cast, cast.sam)
    walk = Walker(cast.sam).open(f"/goals/{goal.pk}/measure/").press("Save", target="50", due_on="2026-11-30")
    walk.reads("Propose another target")
    assert walk.page.xpath("//input[@name='target' or @name='due_on']/@value") == ["50", "2026-11-30"]
    walk.press("Open an amendment with this").reads("From 0 to 50 between 1 Jan 2026 and 30 Nov 2026.")
    walk.open(f"/goals/{goal.pk}/edit/")
    assert walk.page.xpath("//*[@name='side' or @name='due_on']") == []


def test_what_counts_and_what_is_proposed_stand_apart(cast):
    given = [{"title": title} for title in ("Ten customers", "Two events", "Five stories")]
    ten, two, five = [make.measured(owner=cast.sam, given=words) for words in given]
    plan = make.agreed(goals=[ten, two], **both(cast))
    commands.amend_goal(actor=cast.mina, goal=ten, target=Decimal(80), now=NOW)
    commands.leave_out(actor=cast.mina, plan=plan, goal=two, now=NOW)
    commands.add_to_plan(actor=cast.mina, plan=plan, goal=five, now=NOW)
    walk = Walker(cast.mina).open(f"/plans/{plan.pk}/")
    whole = "between 1 Jan 2026 and 31 Dec 2026. Sam Sanders"
    counts = walk.part("What counts now")
    assert counts.count("From 0 to 100 between") == 2
    assert "Five stories" not in counts
    assert "80" not in counts
    draft = walk.part("What the draft says, and where it differs")
    assert f"Ten customers Changed To: 100 becomes 80 From 0 to 80 {whole}" in draft
    assert f"Five stories New From 0 to 100 {whole}" in draft
    assert f"Two events Left out From 0 to 100 {whole}" in draft
    walk.press("Keep it: Two events")
    draft = walk.part("What the draft says, and where it differs")
    assert "Two events as it is Sam Sanders" in draft


def test_what_only_a_draft_says_is_for_those_who_work_on_it(cast):
    ten, five = make.measured(owner=cast.sam), make.measured(owner=cast.sam, given={"title": "Five stories"})
    plan = make.agreed(goals=[ten], **both(cast))
    commands.amend_goal(actor=cast.mina, goal=ten, target=Decimal(80), now=NOW)
    commands.add_to_plan(actor=cast.mina, plan=plan, goal=five, now=NOW)
    walk = Walker(cast.sofie).open(f"/plans/{plan.pk}/").reads("What counts now", "From 0 to 100")
    walk.does_not_read("What the draft says", "From 0 to 80", "Five stories")
    of = {who: Caller(make_token(who))("GET", f"plans/{plan.pk}/").json()["goals"] for who in (cast.sofie, cast.mara)}
    assert [(entry["typed"], entry["leaves"]) for entry in of[cast.sofie]] == [({}, False)]
    assert [entry["typed"] for entry in of[cast.mara]] == [{"target": "80"}, {}]


def test_machines_are_refused_and_shown_the_way(cast):
    goal = agreed_goal(cast, cast.sam)
    mina = Caller(make_token(cast.mina))
    body = {
        "unit": "number", "direction": "reach", "baseline": "0", "target": "50", "starts_on": "2026-01-01",
        "due_on": "2026-12-31",
    }  # fmt: skip
    refused = mina("POST", f"goals/{goal.pk}/set-measure/", body)
    assert (refused.status_code, refused.json()["code"]) == (422, "protected")
    revision = f'"{goal.revision}"'
    refused = mina("PATCH", f"goals/{goal.pk}/", {"due_on": "2026-11-30"}, if_match=revision)
    assert (refused.status_code, refused.json()["code"]) == (422, "protected")
    amended = mina("POST", f"goals/{goal.pk}/amend/", {"target": "50"})
    assert amended.status_code == 200
    assert PlanGoal.objects.get().typed == {"target": "50.0000"}


def test_a_reading_by_machine_has_its_source_and_a_way_back(cast):
    goal = make.measured(owner=cast.sam)
    sam = Caller(make_token(cast.sam))
    answer = sam("POST", f"goals/{goal.pk}/readings/", {"value": "41.5", "as_of": "2026-03-02"})
    assert (answer.status_code, answer.json()["source"], answer.json()["value"]) == (201, "api", "41.5000")
    assert sam("POST", "undo/", {"token": answer["Accord-Undo"]}).status_code == 204
    left = sam("GET", f"goals/{goal.pk}/readings/").json()["results"]
    assert {one["value"] for one in left} == {None, "41.5000"}


def test_the_numbers_of_a_goal_come_with_their_arithmetic(cast):
    today = timezone.localdate()
    goal = make.measured(
        owner=cast.sam, starts_on=date(today.year - 1, 1, 1), due_on=date(today.year + 1, 1, 1), target=Decimal(10)
    )
    make.read(goal, 10, as_of=date(2026, 3, 1))
    found = Caller(make_token(cast.mara))("GET", f"goals/{goal.pk}/numbers/").json()
    assert (Decimal(found["progress"]), found["reporting"], found["below"]) == (1, 0, 0)
    assert found["how"][0] == "Progress: (10 − 0) ÷ (10 − 0) = 100 %, read on 1 Mar 2026."


def test_the_scoreboards_numbers_lead_to_their_arithmetic(cast):
    year, now = timezone.localdate().year, timezone.now()
    root = make.revenue(by=cast.mina, period=make.year(by=cast.ada, year=year))
    days = {"starts_on": date(year, 1, 1), "due_on": date(year, 12, 31)}
    measure = {"unit": "number", "direction": "reach", "baseline": Decimal(0), "target": Decimal(100)}
    make.read(commands.set_measure(actor=cast.mina, goal=root, now=now, **measure | days), 40, now=now)
    walk = Walker(cast.sam).open("/scoreboard/").reads("of 100", "40 % reached", "expected by now")
    assert walk.page.xpath("//*[@class='figure']//a/@href") == [f"/goals/{root.pk}/#how"] * 2
    walk.open(f"/goals/{root.pk}/").reads("Progress: (40 − 0) ÷ (100 − 0) = 40 %")


# --- noted together ----------------------------------------------------------------------------------------


def test_who_was_there_when_a_task_was_noted_has_accepted_it(cast):
    goal = make.goal(owner=cast.mina)
    task = commands.create_task(actor=cast.mina, title="Call Acme", origin=goal, present=cast.sam, now=NOW)
    terms = [(term.member, term.state, term.offered_by) for term in task.terms.all()]
    assert (task.owner, task.wanted_by, terms) == (cast.sam, cast.mina, [(cast.sam, "accepted", cast.mina)])
    with pytest.raises(ValueError, match="noted together"):
        commands.create_task(actor=cast.mina, title="Call Bolt", present=cast.sam, now=NOW)
