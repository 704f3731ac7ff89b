"""How the tests of this app let goals end and go on."""

from datetime import date

from apps.goals import commands, queries
from apps.goals.models import Period
from tests.cast import NOW
from tests.factories import goals as make

DAY = date(2026, 3, 10)


def close(goal, how="missed", **given):
    return commands.close_goal(
        actor=goal.owner, goal=goal, outcome=how, now=NOW, **{"story": "Two talks were lost."} | given
    )[0]


def reopen(goal, by=None):
    return commands.reopen_goal(actor=by or goal.owner, goal=goal, reason="A talk came back.", now=NOW)


def at_forty(cast, **given):
    goal = make.measured(owner=cast.sam, given={"title": "Ten customers"} | given)
    make.read(goal, 40)
    return goal


def numbers(goal):
    return queries.numbers_of([goal], asked=queries.hearing(NOW))[goal.pk]


def how(goal, viewer):
    seen = queries.goals(viewer=viewer, now=NOW).get(pk=goal.pk)
    return queries.how_computed(queries.placed(seen, viewer=viewer, now=NOW))


def quarters(cast):
    make.year(by=cast.ada)
    return [Period.objects.get(year=2026, quarter=quarter) for quarter in (1, 2)]


def carry(goal, period, **given):
    return carry_with_undo(goal, period, **given)[0]


def carry_with_undo(goal, period, **given):
    return commands.carry_over(
        actor=goal.owner, goal=goal, period=period, now=NOW, **{"story": "Two talks take longer."} | given
    )
