"""The accountability report: what counts, when it is late, and what excuses it. Each row is worked out beside it."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from apps.agreements import commands as agreements
from apps.goals import commands, queries
from apps.goals.models import AgreedActivity, Period
from apps.people import commands as people
from tests.factories import goals as make
from tests.machine import Caller, make_token
from tests.walker import Walker

pytestmark = pytest.mark.django_db

BERLIN = ZoneInfo("Europe/Berlin")
SIGNED = datetime(2026, 1, 1, 9, tzinfo=BERLIN)
# The year is over, and the report is looked at.
LATER = datetime(2027, 1, 20, 12, tzinfo=BERLIN)


def at(month, day, hour=12, minute=0, year=2026):
    return datetime(year, month, day, hour, minute, tzinfo=BERLIN)


def signed_plan(cast, signed=SIGNED, **given):
    """A promise of Mara's, two case studies each month of 2026 unless said otherwise."""
    goal = make.measured(owner=cast.mara, now=signed, given={"title": "Ten stories"})
    plan = make.plan(by=cast.moritz, goals=[goal], seats=[cast.sam, cast.mara], sponsor=cast.eva, now=signed)
    make.promise(by=cast.moritz, plan=plan, goal=goal, owner=cast.mara, now=signed, **given)
    make.sign_all(plan, signed)
    return AgreedActivity.objects.select_related("plan__period", "goal", "owner").get()


def became(cast, activity, ends_on, now=LATER):
    """What became of the span that ends on that day."""
    rows = queries.activities(viewer=cast.eva, now=now).filter(pk=activity.pk)
    return [one.how.value for one in queries.kept(rows, now) if one.span.ends_on == ends_on]


def mark(cast, activity, until, count, said, kept_on=None):
    commands.keep_promise(actor=cast.mara, activity=activity, until=until, count=count, kept_on=kept_on, now=said)


MAY = date(2026, 5, 31)
# Two of two are promised. What is said: (how many, said when, kept by which day).
MARKS = [
    # Both by the 20th, and the month ends on the 31st.
    ("both in time", [(2, at(5, 21), date(2026, 5, 20))], "on_time"),
    # Kept on the last day, said on the next morning.
    ("on the last day, said after it", [(2, at(6, 1, 8), date(2026, 5, 31))], "on_time"),
    # One day after the last one.
    ("a day late", [(2, at(6, 1, 18), date(2026, 6, 1))], "late"),
    # 1 < 2.
    ("one of two", [(1, at(5, 30), date(2026, 5, 30))], "late"),
    # 3 ≥ 2.
    ("three of two", [(3, at(5, 30), date(2026, 5, 30))], "on_time"),
    # The later word counts: 2, but by the 3rd of June.
    ("said anew", [(1, at(5, 30), date(2026, 5, 30)), (2, at(6, 4), date(2026, 6, 3))], "late"),
    # The later word counts: it was 1 after all.
    ("taken back", [(2, at(5, 30), date(2026, 5, 30)), (1, at(6, 2), date(2026, 5, 30))], "late"),
    ("nobody said a word", [], "late"),
]  # fmt: skip


@pytest.mark.parametrize(("marks", "how"), [row[1:] for row in MARKS], ids=[row[0] for row in MARKS])
def test_what_was_said(cast, marks, how):
    activity = signed_plan(cast)
    for count, said, kept_on in marks:
        mark(cast, activity, MAY, count, said, kept_on)
    assert became(cast, activity, MAY) == [how]


# May ends at midnight in Berlin, which in summer is 22:00 UTC on the 31st. Who raises is Sofie; who removes is Sam.
ENDS = datetime(2026, 5, 31, 22, 0, tzinfo=UTC)
OBSTACLES = [
    # Raised on the 10th, still there.
    ("raised in May", {"now": at(5, 10)}, None, "excused"),
    # 21:59 UTC is 23:59 on the 31st of May in Berlin.
    ("raised a minute before May was over", {"now": ENDS.replace(hour=21, minute=59)}, None, "excused"),
    # 22:00 UTC is the first moment of June there.
    ("raised as May was over", {"now": ENDS}, None, "late"),
    ("raised in June", {"now": at(6, 2)}, None, "late"),
    # In the way from March on, out of the way in April: in May nothing was.
    ("gone before May began", {"now": at(3, 10)}, at(4, 20), "late"),
    # May began on the 1st; it was gone on the 2nd.
    ("gone once May had begun", {"now": at(3, 10)}, at(5, 2), "excused"),
    ("her own doing", {"now": at(5, 10), "own_doing": True}, None, "late"),
    # What she alone can remove is hers to remove.
    ("hers to remove", {"now": at(5, 10), "remover": "mara"}, None, "late"),
]  # fmt: skip


@pytest.mark.parametrize(("given", "gone", "how"), [row[1:] for row in OBSTACLES], ids=[row[0] for row in OBSTACLES])
def test_what_excuses_a_delay(cast, given, gone, how):
    activity = signed_plan(cast)
    given = given | {"remover": cast.by_name(given.get("remover", "sam"))}
    obstacle = make.obstacle(by=cast.sofie, blocks=activity.goal, **given)
    if gone:
        commands.remove_obstacle(actor=given["remover"], obstacle=obstacle, now=gone)
    assert became(cast, activity, MAY) == [how]


def spans(cast, activity, now=LATER):
    rows = queries.activities(viewer=cast.eva, now=now).filter(pk=activity.pk)
    return [(one.span.starts_on.isoformat(), one.span.ends_on.isoformat()) for one in queries.kept(rows, now)]


SPANS = [
    # Signed on the 1st of January, in the first half of January, of the week and of the quarter.
    ("month", SIGNED, at(2, 10), [("2026-01-01", "2026-01-31"), ("2026-02-01", "2026-02-28")]),
    # January's middle is the 16th at noon: on the 17th it doesn't count any more, on the 16th in the morning it does.
    ("month", at(1, 17), at(2, 10), [("2026-02-01", "2026-02-28")]),
    ("month", at(1, 16, 9), at(2, 10), [("2026-01-01", "2026-01-31"), ("2026-02-01", "2026-02-28")]),
    # The quarter's middle is the 15th of February at noon.
    ("quarter", at(2, 10), at(4, 2), [("2026-01-01", "2026-03-31"), ("2026-04-01", "2026-06-30")]),
    # The first week that ends in 2026 begins on Monday, the 29th of December; its middle is Thursday noon.
    ("week", SIGNED, at(1, 10), [("2025-12-29", "2026-01-04"), ("2026-01-05", "2026-01-11")]),
    # Year's end: the last week that ends in 2026 ends on the 27th of December.
    ("week", at(12, 14, 9), LATER, [("2026-12-14", "2026-12-20"), ("2026-12-21", "2026-12-27")]),
    # The clock goes back on the 25th of October: that week has 169 hours, and its middle is Thursday at 12:30.
    ("week", at(10, 22, 12, 29), at(10, 26), [("2026-10-19", "2026-10-25"), ("2026-10-26", "2026-11-01")]),
    ("week", at(10, 22, 12, 31), at(10, 26), [("2026-10-26", "2026-11-01")]),
    # And forward on the 29th of March: 167 hours, so its middle is at 11:30.
    ("week", at(3, 26, 11, 31), at(3, 30), [("2026-03-30", "2026-04-05")]),
]  # fmt: skip


@pytest.mark.parametrize(("every", "signed", "now", "expected"), SPANS)
def test_for_when_it_was_promised(cast, every, signed, now, expected):
    activity = signed_plan(cast, signed, every=every)
    assert spans(cast, activity, now) == expected


def test_what_was_agreed_at_the_middle_of_a_month_counts_for_it(cast):
    activity = signed_plan(cast)
    commands.amend_activity(actor=cast.mara, activity=activity, how_many=3, now=at(5, 20))
    agreement = activity.plan.agreement
    agreements.edit_draft(actor=cast.mara, agreement=agreement, what_changed="More is possible.", now=at(5, 20))
    make.sign_all(activity.plan, at(5, 20))
    # Two of May's two; two of June's three.
    mark(cast, activity, MAY, 2, at(5, 30))
    mark(cast, activity, date(2026, 6, 30), 2, at(6, 30))
    assert became(cast, activity, MAY) == ["on_time"]
    assert became(cast, activity, date(2026, 6, 30)) == ["late"]


def test_what_was_left_out_before_its_end_counts_no_more(cast):
    activity = signed_plan(cast)
    agreement = activity.plan.agreement
    agreements.amend(actor=cast.mara, agreement=agreement, now=at(5, 20))
    make.promise(by=cast.mara, plan=activity.plan, goal=activity.goal, owner=cast.sam, title="Calls", now=at(5, 20))
    commands.leave_activity_out(actor=cast.mara, plan=activity.plan, activity=activity, now=at(5, 20))
    agreements.edit_draft(actor=cast.mara, agreement=agreement, what_changed="Calls instead.", now=at(5, 20))
    make.sign_all(activity.plan, at(5, 20))
    assert [last for _first, last in spans(cast, activity)] == [
        "2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30",
    ]  # fmt: skip


# --- a milestone -------------------------------------------------------------------------------------------

LAST_DAY = date(2026, 10, 25)
# The clock goes back in that night: the day ends at 23:00 UTC.
STEPS = [
    ("done on the last day", datetime(2026, 10, 25, 22, 59, tzinfo=UTC), None, "on_time"),
    ("done as the day was over", datetime(2026, 10, 25, 23, 0, 1, tzinfo=UTC), None, "late"),
    ("late, with an obstacle of its goal", at(11, 5), "goal", "excused"),
    ("late, with an obstacle of a task for it", at(11, 5), "task", "excused"),
    ("not done", None, None, "late"),
]


@pytest.mark.parametrize(("done", "blocks", "how"), [row[1:] for row in STEPS], ids=[row[0] for row in STEPS])
def test_a_milestone(cast, done, blocks, how):
    goal = make.measured(owner=cast.mara, now=SIGNED)
    step = make.milestone(goal=goal, due_on=LAST_DAY, now=SIGNED)
    task = make.task(owner=cast.milo, serves=step, now=SIGNED)
    plan = make.plan(by=cast.moritz, goals=[goal], seats=[cast.sam, cast.mara], sponsor=cast.eva, now=SIGNED)
    activity = commands.name_milestone(actor=cast.moritz, plan=plan, milestone=step, side="marketing", now=SIGNED)
    make.sign_all(plan, SIGNED)
    if blocks:
        make.obstacle(by=cast.sofie, blocks=goal if blocks == "goal" else task, remover=cast.sam, now=at(10, 1))
    if done:
        commands.complete_milestone(actor=cast.mara, milestone=step, now=done)
    assert became(cast, activity, LAST_DAY) == [how]


# --- the report --------------------------------------------------------------------------------------------


@pytest.fixture
def report_of(cast):
    """Of 2026: Mara keeps case studies each quarter, Sam calls each quarter; both look back in January."""
    activity = signed_plan(cast, every="quarter", how_many=1)
    plan, goal = activity.plan, activity.goal
    agreements.amend(actor=cast.mara, agreement=plan.agreement, now=SIGNED)
    calls = make.promise(
        by=cast.mara, plan=plan, goal=goal, owner=cast.sam, title="Calls", side="sales", every="quarter",
        how_many=None, now=SIGNED,
    )  # fmt: skip
    agreements.edit_draft(actor=cast.mara, agreement=plan.agreement, what_changed="Sales, too.", now=SIGNED)
    make.sign_all(plan, SIGNED)
    # Mara: in time, late, nothing, nothing. Sam: kept, not kept, kept, nothing, of which an obstacle excuses the last.
    mark(cast, activity, date(2026, 3, 31), 1, at(3, 20))
    mark(cast, activity, date(2026, 6, 30), 1, at(7, 3), date(2026, 7, 3))
    for until, count in ((date(2026, 3, 31), 1), (date(2026, 6, 30), 0), (date(2026, 9, 30), 1)):
        commands.keep_promise(actor=cast.sam, activity=calls, until=until, count=count, kept_on=until, now=LATER)
    make.obstacle(by=cast.sofie, blocks=goal, remover=cast.eva, now=at(11, 1))

    def of(viewer, period=None):
        return queries.accountability(period or Period.objects.get(quarter=None), viewer=viewer, now=LATER)

    return of


def lines(found):
    return [(line.name, line.on_time, line.excused, line.late, line.ahead) for line in found]


def test_by_side_and_team_for_all_and_by_person_for_whom_it_concerns(cast, report_of):
    mara, sam = ("Mara Marsh", 1, 1, 2, 0), ("Sam Sanders", 2, 1, 1, 0)
    for viewer, persons in (
        (cast.eva, [mara, sam]),
        (cast.mara, [mara]),
        (cast.sam, [sam]),
        (cast.moritz, [mara]),
        (cast.mina, [sam]),
        (cast.milo, []),
        (cast.ada, []),
    ):
        report = report_of(viewer)
        assert lines(report.sides) == [("Marketing", 1, 1, 2, 0), ("Sales", 2, 1, 1, 0)]
        assert lines(report.teams) == [("Content", 1, 1, 2, 0), ("Field sales", 2, 1, 1, 0)]
        assert lines(report.persons) == persons
        assert {row.owner.name for row in report.rows} == {name for name, *_counts in persons}


def test_a_quarter_has_what_is_due_in_it(cast, report_of):
    report = report_of(cast.eva, Period.objects.get(quarter=2))
    assert lines(report.sides) == [("Marketing", 0, 0, 1, 0), ("Sales", 0, 0, 1, 0)]


def test_it_counts_for_whoever_answered_for_it_on_its_last_day(cast):
    activity = signed_plan(cast, every="quarter", how_many=1)
    commands.pass_promise_on(actor=cast.moritz, activity=activity, to=cast.milo, now=at(7, 1))
    people.edit_member(actor=cast.ada, member=cast.milo, team=None, now=at(7, 2))
    report = queries.accountability(Period.objects.get(quarter=None), viewer=cast.eva, now=at(7, 10))
    assert lines(report.persons) == [("Mara Marsh", 0, 0, 2, 0), ("Milo Miller", 0, 0, 0, 1)]
    assert lines(report.teams) == [("Content", 0, 0, 2, 0), ("Without a team", 0, 0, 0, 1)]


def test_tasks_never_count(cast, report_of):
    make.task(owner=cast.sam, serves=make.goal(owner=cast.sam), due_on=date(2026, 2, 1))
    assert lines(report_of(cast.sam).persons) == [("Sam Sanders", 2, 1, 1, 0)]


def test_page_csv_and_api_say_the_same(cast, report_of):
    period = Period.objects.get(quarter=None)
    walk = Walker(cast.mara).open("/accountability/")
    walk.reads("How is this computed?", "nobody is ranked")
    assert "Sam Sanders" not in walk.text
    rows = walk.open(f"/accountability/{period.pk}/?format=csv").response.getvalue().decode("utf-8-sig").splitlines()
    # What was kept since was kept at a time that the page's own clock knows nothing of: only the heads are the same.
    assert rows[0] == '"Of","Name","On time","Late, with an obstacle","Late","Not due yet"'
    answer = Caller(make_token(cast.mara))("get", f"periods/{period.pk}/accountability/").json()["results"]
    assert [line["name"] for line in answer] == ["Marketing", "Sales", "Content", "Field sales", "Mara Marsh"]
    assert [line["group"] for line in answer] == ["side", "side", "team", "team", "member"]
