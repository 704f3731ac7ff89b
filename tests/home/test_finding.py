"""By words in many rows: quick by an index, whatever the language, and of a frequent word the newest."""

import re

import pytest
from django.db import connection

from apps.collateral.models import Asset, Request
from apps.core import things
from apps.core.finding import RANKED_AT_MOST, holding
from apps.core.ids import uuid7
from apps.goals.filters import TaskPageFilters
from apps.goals.models import Goal, Milestone, Task
from apps.leads.models import Lead
from apps.meetings.models import AgendaItem, Entry
from tests.cast import NOW
from tests.factories import goals as make

pytestmark = pytest.mark.django_db
# What is looked for in these fields of a large table is found by this index.
INDEXES = [
    (Task, "task_words", ("title", "detail")),
    (Task, "task_title_words", ("title",)),
    (Goal, "goal_words", ("title", "why")),
    (Milestone, "milestone_words", ("title",)),
    (Asset, "asset_title_words", ("title",)),
    (Request, "request_words", ("title", "why", "for_whom", "deal")),
    (Lead, "lead_words", ("name", "company", "email", "external_id")),
    (Entry, "entry_words", ("text",)),
    (AgendaItem, "agenda_item_words", ("title", "detail")),
]


def plan_of(rows):
    """How the database would find them in a table that is too large to be read whole."""
    with connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off")
        cursor.execute("set local enable_indexscan = off")
    return rows.order_by().explain()


@pytest.mark.parametrize(("model", "index", "fields"), INDEXES)
def test_words_are_found_by_an_index(db, model, index, fields):
    plan = plan_of(model.objects.filter(holding("kupfer preise", *fields)))
    assert f"Bitmap Index Scan on {index}" in plan


@pytest.mark.parametrize(
    ("kind", "index"),
    [
        ("task", "task_words"),
        ("goal", "goal_words"),
        ("milestone", "milestone_words"),
        ("request", "request_words"),
        ("lead", "lead_words"),
    ],
)
def test_the_search_asks_for_words_as_the_index_has_them(cast, kind, index):
    assert f"Bitmap Index Scan on {index}" in plan_of(things.kind(kind).find(cast.ada, "kupfer"))


def test_a_list_of_tasks_asks_for_words_and_for_owners_by_their_indexes(cast):
    plan = plan_of(TaskPageFilters({"q": "kupfer", "state": ""}, queryset=Task.objects.all()).qs)
    assert "Bitmap Index Scan on task_words" in plan
    # Two begin with the owner; of a table without rows either will do.
    assert re.search("Bitmap Index Scan on (task_of_owner|goals_task_owner_id)", plan)


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Größe und Preis", "grosse PREIS"),
        ("Café in Zürich", "CAFE zurich"),
        ("Cafe\u0301 in Zürich", "café"),
        ("Позвонить в Киев", "киев ПОЗВ"),
        ("Ring upp Ωmega", "ωMEGA"),
        ("価格表を送る", "格表"),
        ("100% of A_B", "100% a_b"),
    ],
)
def test_words_are_found_however_they_are_written(cast, title, words):
    make.task(owner=cast.sam, title="Call Acme")
    task = make.task(owner=cast.sam, title=title)
    assert list(things.kind("task").find(cast.mara, words)) == [task]


def test_each_word_may_stand_in_another_field(cast):
    task = make.task(owner=cast.sam, title="Call Acme", detail="About the pumps")
    make.task(owner=cast.mara, title="Call Beta", detail="About the pumps")
    said = [
        (words, list(TaskPageFilters({"q": words}, queryset=Task.objects.all()).qs))
        for words in ("pumps acme", "sanders pumps")
    ]
    assert said == [("pumps acme", [task]), ("sanders pumps", [task])]


def test_of_a_frequent_word_the_newest_are_looked_through(cast):
    ids = sorted(uuid7() for _ in range(RANKED_AT_MOST + 2))
    given = {"goal": make.goal(owner=cast.sam), "owner": cast.sam, "due_on": NOW.date()}
    Milestone.objects.bulk_create(Milestone(pk=pk, title=f"Step {number:04}", **given) for number, pk in enumerate(ids))
    found = things.kind("milestone").find(cast.mara, "step")
    assert [step.title for step in found[:2]] == ["Step 0002", "Step 0003"]
    assert found.count() == RANKED_AT_MOST
