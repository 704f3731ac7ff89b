"""What is in the way and three meetings old goes to the sponsor."""

from datetime import timedelta

import pytest

from apps.core import due, things
from apps.core.due import Window
from apps.goals import commands as goals
from apps.meetings import commands
from tests.cast import NOW
from tests.factories import goals as make_goals
from tests.factories import meetings as make

pytestmark = pytest.mark.django_db
WEEK, SECOND = timedelta(days=7), timedelta(seconds=1)
# The series' dates are Thursdays; its meetings are closed when they begin, to keep the sum short.
THIRD = NOW + 3 * WEEK


@pytest.fixture
def series(cast):
    return make.series(by=cast.mina, members=[cast.milo])


def held(series, *, number, now, by):
    """The `number`th date of the series, begun and closed at `now`."""
    meeting = series.meetings.order_by("starts_at")[number]
    commands.start_meeting(actor=by, meeting=meeting, now=now)
    return commands.close_meeting(actor=by, meeting=meeting, now=now)


def three_held(series, *, by, first=0):
    for ahead in range(3):
        held(series, number=first + ahead, now=NOW + (ahead + 1) * WEEK, by=by)


def fell(until=THIRD):
    found = due.due_kind("obstacle-to-sponsor").within(Window(until - SECOND, until))
    return [(one.thing, one.recipient, one.due_at, one.since, one.waiting_for) for one in found]


def waits(member, now=THIRD):
    return [one.thing for one in due.due_kind("obstacle-to-sponsor").waiting(member, now)]


def test_after_the_third_meeting_the_executive_hears_of_it(cast, series):
    obstacle = make_goals.obstacle(by=cast.sam, blocks=make_goals.task(owner=cast.sam), remover=cast.milo, now=NOW)
    three_held(series, by=cast.mina)
    assert (fell(THIRD - SECOND), fell(), fell(THIRD + SECOND)) == (
        [],
        [(obstacle, cast.eva, THIRD, THIRD, cast.sam)],
        [],
    )
    assert (waits(cast.eva, THIRD - SECOND), waits(cast.eva), waits(cast.mina)) == ([], [obstacle], [])
    assert things.still_due(obstacle, "obstacle-to-sponsor", cast.eva)
    goals.remove_obstacle(actor=cast.milo, obstacle=obstacle, now=THIRD)
    obstacle.refresh_from_db()
    assert (fell(), waits(cast.eva), things.still_due(obstacle, "obstacle-to-sponsor", cast.eva)) == ([], [], False)


def test_what_was_raised_in_a_meeting_counts_the_meetings_of_its_series(cast, series):
    raised_in = commands.start_meeting(actor=cast.mina, meeting=series.meetings.order_by("starts_at")[0], now=NOW)
    blocks = make_goals.task(owner=cast.mina)
    entry = commands.write_obstacle(
        actor=cast.mina, meeting=raised_in, what="No samples", blocks=blocks, remover=cast.sofie, now=NOW
    )
    commands.close_meeting(actor=cast.mina, meeting=raised_in, now=NOW + SECOND)
    # Others, which ask the remover, don't count.
    three_held(make.series(by=cast.mina, members=[cast.sofie]), by=cast.mina)
    assert fell() == []
    three_held(series, by=cast.mina, first=1)
    assert fell() == [(entry.obstacle, cast.eva, THIRD, THIRD, cast.mina)]


@pytest.mark.parametrize("case", ["one-sided", "not asked", "before it", "two only"])
def test_other_meetings_do_not_count(cast, case):
    side = "sales" if case == "one-sided" else "joint"
    series = make.series(by=cast.mina, side=side, members=[] if case == "not asked" else [cast.milo])
    raised_at = THIRD if case == "before it" else NOW
    make_goals.obstacle(by=cast.sam, blocks=make_goals.task(owner=cast.sam), remover=cast.milo, now=raised_at)
    for ahead in range(2 if case == "two only" else 3):
        held(series, number=ahead, now=NOW + (ahead + 1) * WEEK, by=cast.mina)
    assert fell(THIRD) == []


def test_of_what_is_agreed_the_plans_sponsor_hears(cast, series):
    """Mina has become an executive; Eva was one before her, and hears of all that no plan holds."""
    cast.mina.roles, cast.mina.joined_at = ["manager", "executive"], NOW
    cast.mina.save()
    goal = make_goals.measured(owner=cast.mara)
    make_goals.agreed(by=cast.moritz, goals=[goal], seats=[cast.sam, cast.mara], sponsor=cast.mina)
    serving = make_goals.task(owner=cast.sam, serves=goal)
    step = make_goals.task(owner=cast.sam, serves=make_goals.milestone(goal=goal))
    blocked = [goal, serving, step, make_goals.task(owner=cast.sam)]
    for blocks in blocked:
        make_goals.obstacle(by=cast.sam, blocks=blocks, remover=cast.milo, now=NOW)
    three_held(series, by=cast.mina)
    found = {one[0].blocks_id: one[1] for one in fell()}
    sponsors = [cast.mina, cast.mina, cast.mina, cast.eva]
    assert found == {blocks.pk: sponsor for blocks, sponsor in zip(blocked, sponsors, strict=True)}
    assert (len(waits(cast.mina)), len(waits(cast.eva))) == (3, 1)
