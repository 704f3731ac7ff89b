"""The trail: written once, sealed in batches, and it tells where somebody laid hands on it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from apps.trail import commands, queries
from apps.trail.models import Activity, Detail, Seal

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)


def write(cast, count=1, act="area.changed", **facts):
    return [
        commands.record(actor=cast.ada, act=act, about=cast.sam, now=NOW + timedelta(seconds=n), **facts)
        for n in range(count)
    ]


def in_sql(statement, *params):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, params)


def bypassing_triggers(statement, *params):
    """What somebody with the database's own rights could do: the seals must show it."""
    with connection.cursor() as cursor:
        cursor.execute("set local session_replication_role = replica")
        cursor.execute(statement, params)
        cursor.execute("set local session_replication_role = origin")


def test_history_tells_who_what_and_the_values(cast):
    commands.record(
        actor=cast.ada, act="area.changed", about=cast.sam, now=NOW, to=cast.mara, changes={"name": ["Old", "New"]}
    )
    (entry,) = queries.history_of(cast.sam)
    assert (entry.actor, entry.at, entry.act) == (cast.ada, NOW, "area.changed")
    assert entry.changes == [("name", "Old", "New")]


def test_a_member_in_the_facts_is_kept_by_id_so_that_a_changed_name_shows(cast):
    commands.record(actor=cast.ada, act="area.changed", about=cast.sam, now=NOW, changes={"owner": [None, cast.mara]})
    assert Detail.objects.get().facts == {"changes": {"owner": [None, {"member": str(cast.mara.pk)}]}}


def test_a_history_says_values_by_the_names_that_people_know(cast):
    changes = {
        "roles": [["salesperson"], ["salesperson", "manager"]],
        "work_days": [[0, 4], [0]],
        "side": ["sales", "joint"],
        "due_on": ["2027-03-31", None],
        "opens": ["09:00:00", "08:00:00"],
        "is_on": [True, False],
        "lead_hours": [0, 12],
        "title": ["sales", "On 2027-03-31"],
    }
    commands.record(actor=cast.ada, act="area.changed", about=cast.sam, now=NOW, changes=changes)
    (entry,) = queries.history_of(cast.sam)
    assert sorted(entry.changed) == [
        ("Due", "31 Mar 2027", None),
        ("Remind of it", "yes", "no"),
        ("Roles", "Salesperson", "Salesperson, Manager"),
        ("Side", "Sales", "Joint"),
        ("Title", "sales", "On 2027-03-31"),
        ("Work begins at", "09:00", "08:00"),
        ("Working days", "Monday, Friday", "Monday"),
        ("Working hours before it is due", "0", "12"),
    ]


def test_a_day_in_a_sentence_is_said_as_days_are(cast):
    commands.record(
        actor=cast.ada, act="absence.set", about=cast.sam, now=NOW, from_on="2027-03-30", until_on="2027-03-31"
    )
    assert [entry.words for entry in queries.history_of(cast.sam)] == ["set an absence from 30 Mar 2027 to 31 Mar 2027"]


@pytest.mark.parametrize(
    "change",
    [
        lambda: Activity.objects.update(act="task.done"),
        lambda: Activity.objects.all().delete(),
        lambda: Detail.objects.update(facts={"other": 1}),
        lambda: Detail.objects.all().delete(),
        lambda: in_sql("update trail_activity set at = at + interval '1 day'"),
        lambda: in_sql("delete from trail_detail"),
    ],
)
def test_nobody_changes_what_was_written(cast, change):
    write(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        change()


@pytest.mark.parametrize(
    "change",
    [lambda: Seal.objects.update(count=1), lambda: in_sql("delete from trail_seal")],
    ids=["changed", "deleted"],
)
def test_a_seal_stays_as_it_was_set(cast, change):
    write(cast, 3)
    commands.seal(now=NOW)
    Seal.objects.get()
    with pytest.raises(IntegrityError, match="are kept as they are"), transaction.atomic():
        change()


def test_sealing_takes_all_that_is_unsealed_and_then_nothing(cast):
    write(cast, 3)
    before = Activity.objects.filter(seal=None).count()
    assert commands.seal(now=NOW) == before
    assert commands.seal(now=NOW) == 0
    assert list(Seal.objects.values_list("number", "count", "previous")) == [(1, before, "")]


def test_a_sealed_activity_cannot_be_sealed_again(cast):
    write(cast)
    commands.seal(now=NOW)
    write(cast)
    commands.seal(now=NOW)
    first, second = Seal.objects.order_by("number")
    with pytest.raises(IntegrityError), transaction.atomic():
        Activity.objects.filter(seal=first).update(seal=second)


def test_verify_finds_nothing_where_all_is_as_written(cast):
    write(cast, 3)
    commands.seal(now=NOW)
    write(cast, 2)
    commands.seal(now=NOW)
    assert commands.verify() == []


def test_verify_names_the_seal_of_a_changed_row(cast):
    write(cast, 2)
    commands.seal(now=NOW)
    changed = write(cast, 2)[0]
    commands.seal(now=NOW)
    bypassing_triggers("update trail_activity set act = 'task.done' where id = %s", changed.pk)
    assert commands.verify() == ["seal 2 doesn't match its 2 activities"]


def test_verify_names_a_changed_value(cast):
    row = write(cast, 1, reason="as agreed")[0]
    commands.seal(now=NOW)
    bypassing_triggers("""update trail_detail set facts = '{"reason": "other"}' where activity_id = %s""", row.pk)
    assert commands.verify() == [f"the detail of activity {row.pk} was changed"]


def test_verify_notices_a_missing_seal(cast):
    for _ in range(3):
        write(cast)
        commands.seal(now=NOW)
    bypassing_triggers("update trail_activity set seal_id = null where seal_id = 2")
    bypassing_triggers("delete from trail_seal where number = 2")
    assert commands.verify() == ["seal 2 is missing", "seal 3 doesn't match its 1 activities"]


def test_erasing_empties_the_values_and_the_seals_still_hold(cast):
    row = write(cast, 1, reason="Sam moved to Lyon")[0]
    commands.seal(now=NOW)
    assert commands.erase_details(of=[row], now=NOW) == 1
    assert Detail.objects.get(activity=row).facts == {}
    assert commands.verify() == []


def test_erased_once_a_value_cannot_be_written_back(cast):
    row = write(cast, 1, reason="Sam moved to Lyon")[0]
    commands.erase_details(of=[row], now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Detail.objects.filter(activity=row).update(facts={"reason": "other"}, erased_at=NOW)
