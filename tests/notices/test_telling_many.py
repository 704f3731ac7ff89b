"""Many are told at once, each of a thing of their own, as if each were told alone."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.core import telling
from apps.goals import commands
from apps.notices.commands import post_each
from apps.notices.models import Notice
from tests.cast import NOW
from tests.factories import goals as make
from tests.factories import people

pytestmark = pytest.mark.django_db
MANY = ("sam", "sofie", "mara", "milo")


def told(cast, names):
    return [(cast.by_name(name), make.task(owner=cast.by_name(name)), {"more": f" ({name})"}) for name in names]


def test_each_hears_of_their_own_and_neither_the_actor_nor_who_left(cast):
    given = told(cast, [*MANY, "mina"])
    given.append((cast.dan, given[0][1], {"more": ""}))
    telling.tell_each(told=given, kind="task-reassigned", actor=cast.mina, now=NOW)
    found = Notice.objects.select_related("recipient").order_by("recipient__name")
    assert [(notice.recipient, notice.about_id, notice.facts) for notice in found] == [
        (member, task.pk, facts) for member, task, facts in sorted(given[:4], key=lambda one: one[0].name)
    ]


@pytest.mark.parametrize(("beside", "hears"), [(None, True), ("other", True), ("own", False)])
def test_who_stands_in_hears_of_what_they_arent_told_anyway(cast, beside, hears):
    people.absence(member=cast.sam, from_on=NOW.date(), until_on=NOW.date(), deputy=cast.sofie)
    about = {"own": make.task(owner=cast.sam), "other": make.task(owner=cast.sofie)}
    given = [(cast.sam, about["own"], {})] + ([(cast.sofie, about[beside], {})] if beside else [])
    post_each(told=given, kind="task-assigned", actor=cast.mina, now=NOW, urgent=True)
    expected = [(member.pk, None, task.pk) for member, task, _facts in given]
    expected += [(cast.sofie.pk, cast.sam.pk, about["own"].pk)] if hears else []
    found = Notice.objects.values_list("recipient", "instead_of", "about_id")
    assert sorted(found, key=str) == sorted(expected, key=str)


def test_many_cost_as_many_statements_as_one(cast):
    def asked(names):
        given = told(cast, names)
        with CaptureQueriesContext(connection) as seen:
            telling.tell_each(told=given, kind="task-reassigned", actor=cast.mina, now=NOW)
        return len(seen)

    assert asked(MANY) == asked(["sam"])


def test_assigning_tasks_of_many_costs_as_much_as_tasks_of_one(cast):
    def asked(owners):
        tasks = [make.task(owner=cast.by_name(name)) for name in owners]
        with CaptureQueriesContext(connection) as seen:
            commands.assign_tasks(actor=cast.ada, tasks=tasks, to=cast.moritz, now=NOW)
        return len(seen)

    assert asked(MANY) == asked(["sam"] * 4)
