from functools import partial

import pytest
from django.db import IntegrityError, transaction

from apps.people import commands
from apps.people.models import Side, Team
from apps.trail import queries as history
from apps.trail.models import Activity
from tests.cast import NOW
from tests.outcome import outcome


@pytest.mark.parametrize(
    ("who", "expected"), {"sam": "403", "mara": "403", "mina": "403", "eva": "403", "ada": "done", "dan": "403"}.items()
)
def test_only_admins_make_and_edit_teams(cast, who, expected):
    actor = cast.by_name(who)
    asked = [
        lambda: commands.create_team(actor=actor, name="Inside sales", side=Side.SALES, now=NOW),
        lambda: commands.edit_team(actor=actor, team=cast.content, name="Stories", now=NOW),
    ]
    assert [outcome(act) for act in asked] == [expected] * 2


def test_a_team_with_lead_and_liaison(cast):
    made = commands.create_team(
        actor=cast.ada, name="Inside sales", side=Side.SALES, lead=cast.mina, liaisons=[cast.milo], now=NOW
    )
    assert (made.lead, list(made.liaisons.all())) == (cast.mina, [cast.milo])


@pytest.mark.parametrize(
    ("side", "liaison", "expected"),
    [
        (Side.SALES, "mara", "done"),
        (Side.SALES, "sam", "liaison-of-the-same-side"),
        (Side.MARKETING, "sam", "done"),
        (Side.MARKETING, "eva", "liaison-of-the-same-side"),
        (Side.OTHER, "sam", "liaison-of-the-same-side"),
        (Side.SALES, "dan", "has-left"),
    ],
)
def test_liaisons_come_from_the_other_side(cast, side, liaison, expected):
    someone = cast.by_name(liaison)
    asked = partial(commands.create_team, actor=cast.ada, name="New", side=side, liaisons=[someone], now=NOW)
    assert outcome(asked) == expected


def test_names_are_once(cast):
    create = partial(commands.create_team, actor=cast.ada, name="CONTENT", side=Side.SALES, now=NOW)
    rename = partial(commands.edit_team, actor=cast.ada, team=cast.field_sales, name="content", now=NOW)
    assert [outcome(create), outcome(rename)] == ["name-taken", "name-taken"]
    with pytest.raises(IntegrityError, match="team_name_once"), transaction.atomic():
        Team.objects.create(name="conTENT", side=Side.SALES)


def test_a_leaver_leads_no_team(cast):
    edit = partial(commands.edit_team, actor=cast.ada, team=cast.field_sales, lead=cast.dan, now=NOW)
    assert outcome(edit) == "has-left"
    with pytest.raises(IntegrityError, match="team_held_by_active_members"), transaction.atomic():
        Team.objects.filter(pk=cast.field_sales.pk).update(lead=cast.dan)


def test_new_liaisons_count_as_an_edit(cast):
    team = Team.objects.get(pk=cast.field_sales.pk)
    before = team.revision
    edited = commands.edit_team(actor=cast.ada, team=team, liaisons=[cast.mara], revision=before, now=NOW)
    facts = Activity.objects.get(act="team.edited").detail.facts
    assert (edited.revision, facts) == (before + 1, {"changes": {"liaisons": [[], [{"member": str(cast.mara.pk)}]]}})
    stale = partial(commands.edit_team, actor=cast.ada, team=team, name="X", revision=before, now=NOW)
    assert outcome(stale) == "stale"


def test_a_history_says_changes_in_words(cast):
    commands.edit_team(actor=cast.ada, team=cast.field_sales, lead=cast.sam, liaisons=[cast.mara, cast.milo], now=NOW)
    (entry,) = history.history_of(cast.field_sales)
    assert entry.changed == [("Lead", "Mina Minot", "Sam Sanders"), ("Liaisons", "", "Mara Marsh, Milo Miller")]
