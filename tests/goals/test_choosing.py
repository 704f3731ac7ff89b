"""What a task serves and an obstacle blocks is named where there are many goals."""

import pytest
from lxml import html

from apps.goals import commands
from apps.goals.models import Goal, Obstacle, Plan, Task
from tests.cast import NOW, client_of
from tests.factories import goals as make
from tests.walker import Walker

pytestmark = pytest.mark.django_db


@pytest.fixture
def goals(cast):
    """More than a select holds, two of them called alike."""
    titles = [*(f"Branch {number}" for number in range(60)), "Twenty quotes", "Twenty quotes"]
    return Goal.objects.bulk_create(Goal(title=title, owner=cast.mina, created_at=NOW) for title in titles)


def new_task(cast, serves):
    answer = client_of(cast.sam).post("/tasks/new/", {"title": "Call Acme", "serves": serves})
    return answer.status_code, html.fromstring(answer.content or "<p></p>").xpath("//*[@name='serves']")


@pytest.mark.parametrize("said", ["Branch 42", " branch 42 ", "42"])
def test_a_goal_is_named(cast, goals, said):
    assert new_task(cast, said)[0] == 302
    assert Task.objects.get().serves == ("goal", goals[42].pk)


@pytest.mark.parametrize("said", ["Branch 7 › Ask ten", "ask"])
def test_a_step_is_named_with_its_goal_or_by_a_word_of_its_own(cast, goals, said):
    step = make.milestone(goal=goals[7], title="Ask ten")
    assert new_task(cast, said)[0] == 302
    assert Task.objects.get().serves == ("milestone", step.pk)


def test_the_id_says_it_too(cast, goals):
    assert new_task(cast, f"goal:{goals[3].pk}")[0] == 302
    assert Task.objects.get().serves == ("goal", goals[3].pk)


def test_where_several_are_meant_they_are_offered(cast, goals):
    status, (select,) = new_task(cast, "twenty quotes")
    assert (status, select.tag) == (422, "select")
    assert {option.get("value") for option in select} == {"", *(f"goal:{goal.pk}" for goal in goals[-2:])}


@pytest.mark.parametrize("said", ["Nowhere", "goal:x", "team:0", "goal:01980000-0000-7000-8000-000000000000"])
def test_what_isnt_there_is_said_and_stays_as_it_was_typed(cast, goals, said):
    status, (line,) = new_task(cast, said)
    assert (status, line.tag, line.get("aria-invalid")) == (422, "input", "true")
    assert Task.objects.count() == 0


def test_the_browser_is_told_goals_and_steps_while_one_types(cast, goals):
    step = make.milestone(goal=goals[7], title="Ask ten")
    commands.close_goal(actor=cast.mina, goal=goals[8], outcome="dropped", story="Not now.", now=NOW)
    headers = {"X-Choose": "serves", "X-Choose-Words": "branch 7"}
    answer = client_of(cast.sam).get("/tasks/new/", headers=headers).json()
    assert answer["names"] == [
        {"id": f"goal:{goals[7].pk}", "name": "Branch 7"},
        {"id": f"milestone:{step.pk}", "name": "Branch 7 › Ask ten"},
    ]
    headers["X-Choose-Words"] = "branch 8"
    assert client_of(cast.sam).get("/tasks/new/", headers=headers).json() == {"names": []}


@pytest.mark.parametrize("closed", [True, False])
def test_what_it_serves_stays_where_that_is_closed_or_another_is_called_so(cast, goals, closed):
    served = goals[8] if closed else goals[-1]
    task = make.task(owner=cast.sam, title="Call Acme", serves=served)
    if closed:
        commands.close_goal(actor=cast.mina, goal=served, outcome="dropped", story="Not now.", now=NOW)
    walk = Walker(cast.sam).open(f"/tasks/{task.pk}/edit/")
    (line,) = walk.page.xpath("//*[@name='serves']")
    assert line.get("value") == served.title
    walk.press("Save", title="Call Acme today")
    task.refresh_from_db()
    assert (task.title, task.serves) == ("Call Acme today", ("goal", served.pk))


def test_any_task_can_be_blocked_however_many_there_are(cast, goals):
    task = make.task(owner=cast.sam, title="Zebra crossing")
    Walker(cast.sam).open("/obstacles/new/").press(
        "Say so", what="No paint", blocks="zebra", since="2026-03-01", remover=str(cast.mara.pk)
    )
    assert Obstacle.objects.get().blocks == ("task", task.pk)


def test_a_plan_of_a_company_with_many_goals_names_its_own(cast, goals):
    period = make.year(by=cast.ada)
    answer = client_of(cast.mara).post(
        "/plans/new/",
        {
            "title": "Our year",
            "period": str(period.pk),
            "goals": ["Branch 5", str(goals[6].pk)],
            "seats": [str(cast.sam.pk), str(cast.mara.pk)],
            "sponsor": str(cast.eva.pk),
        },
    )
    assert answer.status_code == 302
    assert sorted(Plan.objects.get().entries.values_list("goal__title", flat=True)) == ["Branch 5", "Branch 6"]
