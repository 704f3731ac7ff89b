"""What was agreed for the case that a goal slips: brought up by people, the owner heard, decided by whom it names."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from apps.agreements import commands as agreements
from apps.core import due
from apps.goals import commands, queries
from apps.goals.commands.ground import ReasonNeeded
from apps.goals.commands.invoking import ClauseCameLater, Decided, HeardAlready, NotHeard, OpenAlready, Paused
from apps.goals.commands.plans import NothingAgreed
from apps.goals.models import Invocation
from apps.meetings.queries.suggesting import suggested
from tests.cast import NOW
from tests.factories import goals as make
from tests.factories import meetings as make_meeting
from tests.goals.telling import told
from tests.outcome import outcome
from tests.walker import Walker

pytestmark = pytest.mark.django_db

STEP = "We look at it together."
EARLIER = NOW - timedelta(days=1)


def clause(goal, decided_by="team"):
    return commands.set_conditions(
        actor=goal.owner, goal=goal, conditions=[], consequence=STEP, decided_by=decided_by, now=EARLIER
    )


def agreed(cast, goal):
    make.agreed(by=cast.mina, goals=[goal], seats=[cast.sam, cast.mara], sponsor=cast.eva)
    return goal


@pytest.fixture
def goal(cast):
    """Sam's, with a clause that both teams decide on, in a plan that Sam and Mara signed."""
    return agreed(cast, clause(make.measured(owner=cast.sam, given={"title": "Ten customers"})))


def invoke(cast, goal, actor=None):
    return commands.invoke_consequence(actor=actor or cast.mara, goal=goal, why="Three of ten.", now=NOW)


def hear(cast, row):
    return commands.give_account(actor=cast.sam, invocation=row, account="Two moved to autumn.", now=NOW)


def test_it_is_brought_up_the_owner_is_heard_then_it_is_decided(cast, goal):
    row = invoke(cast, goal)
    assert (row.state, row.step, row.decided_by, row.version) == ("proposed", STEP, "team", goal.agreed_version)
    assert told("account-asked") == [("account-asked", "Sam", "Mara")]
    close = {"actor": cast.mara, "invocation": row, "outcome": "Sofie helps.", "now": NOW}
    with pytest.raises(NotHeard, match="Sam Sanders is heard first"):
        commands.apply_consequence(**close)
    with pytest.raises(NotHeard):
        commands.waive_consequence(**close)
    hear(cast, row)
    assert told("account-given") == [("account-given", "Mara", "Sam")]
    with pytest.raises(HeardAlready):
        hear(cast, row)
    with pytest.raises(ReasonNeeded):
        commands.waive_consequence(**close | {"outcome": " "})
    commands.apply_consequence(**close)
    row.refresh_from_db()
    assert (row.state, row.outcome, row.closed_by) == ("applied", "Sofie helps.", cast.mara)
    assert told("consequence-decided") == [("consequence-decided", "Sam", "Mara")]
    with pytest.raises(Decided):
        commands.waive_consequence(**close)
    # What is decided is over: it may be brought up again.
    assert invoke(cast, goal).state == "proposed"


@pytest.mark.parametrize("decided_by", ["team", "executives"])
def test_it_is_decided_by_whom_the_text_names_and_never_by_the_owner(cast, decided_by):
    goal = agreed(cast, clause(make.measured(owner=cast.sam), decided_by))
    row = hear(cast, invoke(cast, goal))

    def waive(actor):
        return outcome(
            lambda: commands.waive_consequence(actor=actor, invocation=row, outcome="He did what he could.", now=NOW)
        )

    others = [cast.sofie, cast.mina, cast.milo, cast.ada, cast.sam]
    others.append(cast.eva if decided_by == "team" else cast.mara)
    assert {waive(actor) for actor in others} == {"403"}
    assert waive(cast.mara if decided_by == "team" else cast.eva) == "done"


def test_who_may_bring_it_up_and_who_is_heard(cast, goal):
    for actor in (cast.sofie, cast.milo):
        with pytest.raises(PermissionDenied):
            invoke(cast, goal, actor)
    row = invoke(cast, goal, cast.mina)
    with pytest.raises(OpenAlready):
        invoke(cast, goal)
    for actor in (cast.mina, cast.ada, cast.eva):
        with pytest.raises(PermissionDenied):
            commands.give_account(actor=actor, invocation=row, account="He was lazy.", now=NOW)
    seen = [actor for actor in (cast.sam, cast.mina, cast.mara, cast.eva, cast.sofie, cast.milo, cast.ada)
            if queries.invocations(viewer=actor, now=NOW).exists()]  # fmt: skip
    assert seen == [cast.sam, cast.mina, cast.mara, cast.eva]


# --- only what stood there when the commitment was made ----------------------------------------------------


def amended(cast, goal, **changes):
    plan = commands.amend_goal(actor=cast.mina, goal=goal, now=NOW, **changes)
    agreements.edit_draft(actor=cast.mina, agreement=plan.agreement, what_changed="We learned.", now=NOW)
    make.sign_all(plan, NOW)
    goal.refresh_from_db()
    return goal


def test_a_clause_that_came_later_is_not_for_the_target_of_before(cast):
    goal = agreed(cast, make.measured(owner=cast.sam))
    with pytest.raises(ClauseCameLater):
        invoke(cast, goal)
    amended(cast, goal, consequence=STEP, decided_by="team")
    with pytest.raises(ClauseCameLater, match="When this target was agreed, nothing was said"):
        invoke(cast, goal)
    # With the next target it was there.
    amended(cast, goal, target=Decimal(80))
    assert invoke(cast, goal).version.number == 3


def test_the_clause_counts_as_it_stood_with_the_target(cast, goal):
    amended(cast, goal, consequence="Harsher.", decided_by="executives")
    row = invoke(cast, goal)
    assert (row.step, row.decided_by, row.version.number) == (STEP, "team", 1)


def test_without_a_plan_in_force_there_is_nothing_to_bring_up(cast):
    with pytest.raises(NothingAgreed):
        invoke(cast, clause(make.measured(owner=cast.sam)))


def test_the_database_wants_the_signed_words_and_keeps_what_was_said(cast, goal):
    row = hear(cast, invoke(cast, goal))
    for change in ({"why": "Lazy."}, {"step": "Out."}, {"account": "It was me."}, {"decided_by": "executives"}):
        with pytest.raises(IntegrityError, match="what was said stays"), transaction.atomic():
            Invocation.objects.filter(pk=row.pk).update(**change)
    with pytest.raises(IntegrityError, match="invocation_ends_for_a_reason"), transaction.atomic():
        Invocation.objects.filter(pk=row.pk).update(state="applied")
    other = agreed(cast, make.measured(owner=cast.mara))
    made = {"goal": other, "version": other.agreed_version, "step": STEP, "decided_by": "team", "why": "So."}
    with pytest.raises(IntegrityError, match="says nothing of that"), transaction.atomic():
        Invocation.objects.create(proposed_by=cast.mara, proposed_at=NOW, **made)
    applied = {"goal": goal, "version": goal.agreed_version, "state": "applied", "outcome": "Out."}
    with pytest.raises(IntegrityError, match="does not begin as applied"), transaction.atomic():
        Invocation.objects.create(proposed_by=cast.mara, proposed_at=NOW, **made | applied)


# --- what is in the way comes first ------------------------------------------------------------------------

# The goal is due on the last day of 2026, which ends at 23:00 UTC.
OBSTACLES = [
    ("in time", {"now": NOW}, True),
    ("after the date", {"now": NOW.replace(year=2027)}, False),
    ("his own doing", {"now": NOW, "own_doing": True}, False),
    ("his to remove", {"now": NOW, "remover": "sam"}, False),
]


@pytest.mark.parametrize(("given", "pauses"), [row[1:] for row in OBSTACLES], ids=[row[0] for row in OBSTACLES])
def test_what_excuses_the_delay_pauses_it(cast, goal, given, pauses):
    row = hear(cast, invoke(cast, goal))
    remover = cast.by_name(given.get("remover", "eva"))
    obstacle = make.obstacle(by=cast.sofie, blocks=goal, **given | {"remover": remover, "what": "No prices"})
    close = {"actor": cast.mara, "invocation": row, "outcome": "Sofie helps.", "now": NOW}
    if pauses:
        with pytest.raises(Paused, match=r"“No prices” is in the way.*until Eva Evers has removed it"):
            commands.apply_consequence(**close)
        commands.remove_obstacle(actor=cast.eva, obstacle=obstacle, now=NOW)
    assert commands.apply_consequence(**close).state == "applied"


def test_paused_it_is_not_brought_up_but_may_be_let_be(cast, goal):
    row = hear(cast, invoke(cast, goal))
    make.obstacle(by=cast.sofie, blocks=goal, remover=cast.eva, now=NOW)
    waived = commands.waive_consequence(actor=cast.mara, invocation=row, outcome="Prices are late.", now=NOW)
    assert waived.state == "waived"
    with pytest.raises(Paused):
        invoke(cast, goal)


# --- asked for, talked about -------------------------------------------------------------------------------


def test_the_owner_is_asked_until_they_are_heard(cast, goal):
    row = invoke(cast, goal)
    (found,) = due.due_kind("account-asked").waiting(cast.sam, NOW)
    # Three working days after Tuesday, the 10th: Friday, the 13th, at the same time.
    assert (found.thing, found.due_at, found.waiting_for) == (row, NOW + timedelta(days=3), cast.mara)
    hear(cast, row)
    assert list(due.due_kind("account-asked").waiting(cast.sam, NOW)) == []


def test_the_next_joint_meeting_suggests_it(cast, goal):
    row = hear(cast, invoke(cast, goal))
    meeting = make_meeting.meeting(by=cast.mina)
    found = [one for one in suggested(meeting, viewer=cast.mina, now=NOW) if one.about == ("invocation", row.pk)]
    assert [(one.title, one.evidence) for one in found] == [
        ("It slipped: Ten customers", "Three of ten. Two moved to autumn.")
    ]
    assert all(one.about[0] != "invocation" for one in suggested(meeting, viewer=cast.milo, now=NOW))


def test_over_http(cast, goal):
    mara, sam = Walker(cast.mara), Walker(cast.sam)
    mara.open(f"/goals/{goal.pk}/").follow("It slipped").press("Bring it up", why="Three of ten.")
    mara.reads("Sam Sanders is asked how it came about.", STEP, "Three of ten.", "is heard first")
    sam.open("/").reads("It slipped: you are heard first").follow("Say how it came about")
    sam.press("Say so", account=" ", expect=422).press("Say so", account="Two moved to autumn.")
    sam.reads("The owner’s account", "Two moved to autumn.")
    mara.open(mara.url).follow("Let it be").press("Decide it so", outcome="He did what he could.")
    mara.reads("Waived", "He did what he could.")


def test_a_date_decides_what_is_in_time(cast):
    goal = make.measured(owner=cast.sam, due_on=date(2026, 3, 8))
    agreed(cast, clause(goal))
    make.obstacle(by=cast.sofie, blocks=goal, remover=cast.eva, now=NOW)
    # Raised on the 10th, due on the 8th: it is judged in the meeting, and pauses nothing.
    assert invoke(cast, goal).state == "proposed"
