from functools import partial

import pytest
from django.db import IntegrityError, transaction

from apps.core import undo
from apps.people import commands
from apps.people.models import Choice, ChoiceList
from tests.cast import NOW
from tests.factories import people as make
from tests.outcome import outcome


def labels() -> list[str]:
    return list(Choice.objects.current().of(ChoiceList.PERSONA).values_list("label", flat=True))


@pytest.fixture
def personas(cast):
    for label in ("Buyer", "Engineer", "Owner"):
        commands.add_choice(actor=cast.ada, list=ChoiceList.PERSONA, label=label, now=NOW)
    return {choice.label: choice for choice in Choice.objects.all()}


@pytest.mark.parametrize(
    ("who", "expected"), {"sam": "403", "mara": "403", "mina": "403", "eva": "403", "ada": "done"}.items()
)
def test_only_admins_change_the_lists(cast, who, expected):
    actor, choice, retired = cast.by_name(who), make.choice(), make.choice(retired_at=NOW)
    asked = [
        lambda: commands.add_choice(actor=actor, list=ChoiceList.REGION, label="North", now=NOW),
        lambda: commands.rename_choice(actor=actor, choice=choice, label="Other", now=NOW),
        lambda: commands.move_choice(actor=actor, choice=choice, position=1, now=NOW),
        lambda: commands.retire_choice(actor=actor, choice=choice, now=NOW),
        lambda: commands.restore_choice(actor=actor, choice=retired, now=NOW),
    ]
    assert [outcome(act) for act in asked] == [expected] * 5


def test_new_entries_come_last(personas):
    assert labels() == ["Buyer", "Engineer", "Owner"]


def test_moving_makes_room(cast, personas):
    commands.move_choice(actor=cast.ada, choice=personas["Owner"], position=1, now=NOW)
    assert labels() == ["Owner", "Buyer", "Engineer"]
    commands.move_choice(actor=cast.ada, choice=personas["Owner"], position=99, now=NOW)
    assert labels() == ["Buyer", "Engineer", "Owner"]


def test_a_label_stands_once_in_a_list_whatever_its_case(cast, personas):
    add = partial(commands.add_choice, actor=cast.ada, label="BUYER", now=NOW)
    rename = partial(commands.rename_choice, actor=cast.ada, choice=personas["Owner"], label="buyer", now=NOW)
    assert [
        outcome(partial(add, list=ChoiceList.PERSONA)),
        outcome(partial(add, list=ChoiceList.REGION)),
        outcome(rename),
    ] == [
        "name-taken",
        "done",
        "name-taken",
    ]
    with pytest.raises(IntegrityError, match="choice_label_once_per_list"), transaction.atomic():
        Choice.objects.filter(pk=personas["Owner"].pk).update(label="bUYER")


def test_a_stale_rename_is_refused(cast, personas):
    choice = personas["Buyer"]
    commands.rename_choice(actor=cast.ada, choice=choice, label="Purchaser", revision=1, now=NOW)
    again = partial(commands.rename_choice, actor=cast.ada, choice=choice, label="Procurer", revision=1, now=NOW)
    assert outcome(again) == "stale"


def test_a_retired_choice_comes_back_by_undo_in_its_place(cast, personas):
    _retired, offer = commands.retire_choice(actor=cast.ada, choice=personas["Engineer"], now=NOW)
    assert labels() == ["Buyer", "Owner"]
    undo.run(token=offer.token, actor=cast.ada, now=NOW)
    assert labels() == ["Buyer", "Engineer", "Owner"]


def test_undo_is_refused_once_somebody_touched_it(cast, personas):
    choice = personas["Engineer"]
    _retired, offer = commands.retire_choice(actor=cast.ada, choice=choice, now=NOW)
    commands.rename_choice(actor=cast.ada, choice=choice, label="Technician", now=NOW)
    assert outcome(partial(undo.run, token=offer.token, actor=cast.ada, now=NOW)) == "stale"


def test_retiring_and_restoring_twice_is_refused(cast, personas):
    choice = personas["Owner"]
    acts = [commands.restore_choice, commands.retire_choice, commands.retire_choice, commands.restore_choice]
    assert [outcome(lambda act=act: act(actor=cast.ada, choice=choice, now=NOW)) for act in acts] == [
        "not-retired",
        "done",
        "already-retired",
        "done",
    ]
