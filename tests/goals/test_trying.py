"""Small steps: one at a time, at most six weeks, with what was learned; a changed one leads to the next."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from apps.core import due, undo
from apps.core.due import Due, Window
from apps.goals import commands
from apps.goals.commands.ground import HasLeft, ReasonNeeded
from apps.goals.commands.milestones import ChangedSince
from apps.goals.commands.trying import NotChanged, OneAtATime, OverAlready, TooFar
from apps.goals.models import SmallStep
from apps.home import queries as home
from apps.people import commands as people
from apps.people.models import Member
from tests.cast import NOW, today
from tests.factories import goals as make
from tests.goals.telling import forget, told
from tests.goals.test_offering import outcome
from tests.machine import Caller, make_token
from tests.walker import Walker

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 31)
# In Berlin the 31st of March ends in summer time, at ten in the evening UTC.
ENDS = datetime(2026, 3, 31, 22, 0, tzinfo=UTC)
ROLES = ["sam", "sofie", "mara", "milo", "mina", "moritz", "eva", "ada"]


def begun(cast, **given):
    return make.small_step(by=cast.sam, now=NOW, **{"practice": "Call at nine", "until_on": DAY} | given)


@pytest.mark.parametrize("who", ROLES)
def test_who_begins_changes_and_ends_one(cast, who):
    actor = cast.by_name(who)
    given = {"practice": "Call", "sign": "They answer.", "until_on": DAY, "actor": actor}
    of_it = who in ("sam", "sofie", "mina", "ada")
    assert outcome(commands.begin_small_step, team=cast.field_sales, **given) == (200 if of_it else 403)
    assert outcome(commands.begin_small_step, **given) == 200
    SmallStep.objects.all().delete()
    step, has_a_say = begun(cast), 200 if who in ("sam", "mina", "ada") else 403
    assert outcome(commands.edit_small_step, actor=actor, step=step, sign="Most answer.") == has_a_say
    assert outcome(commands.end_small_step, actor=actor, step=step, outcome="kept", learned="Yes.") == has_a_say


@pytest.mark.parametrize(
    ("until_on", "said"),
    [
        (date(2026, 3, 10), "TooFar"),
        (date(2026, 3, 11), "begun"),
        # Six weeks after the tenth of March.
        (date(2026, 4, 21), "begun"),
        (date(2026, 4, 22), "TooFar"),
    ],
)
def test_it_is_looked_back_at_within_six_weeks(cast, until_on, said):
    def tried():
        try:
            begun(cast, until_on=until_on)
        except TooFar as refusal:
            return type(refusal).__name__
        return "begun"

    assert tried() == said
    step = SmallStep.objects.first() or begun(cast)
    expected = pytest.raises(TooFar) if said == "TooFar" else pytest.raises(ZeroDivisionError)
    with expected:
        commands.edit_small_step(actor=cast.sam, step=step, until_on=until_on, now=NOW)
        1 / 0  # noqa: B018


def test_one_at_a_time_in_each_team_and_in_both(cast):
    begun(cast)
    begun(cast, team=cast.field_sales)
    for team in (None, cast.field_sales):
        with pytest.raises(OneAtATime):
            begun(cast, team=team)
    make.small_step(by=cast.mara, team=cast.content, now=NOW, until_on=DAY)
    assert SmallStep.objects.running().count() == 3


@pytest.mark.parametrize("words", [{"practice": " "}, {"sign": " "}])
def test_what_is_tried_and_how_one_knows_are_said(cast, words):
    with pytest.raises(ReasonNeeded):
        begun(cast, **words)
    with pytest.raises(ReasonNeeded):
        commands.edit_small_step(actor=cast.sam, step=begun(cast), now=NOW, **words)


def test_what_was_learned_is_said_and_told(cast):
    step = commands.begin_small_step(
        actor=cast.mina, owner=cast.sam, practice="Call at nine", sign="They answer.", until_on=DAY, now=NOW
    )
    assert told() == [("small-step-given", "Sam", "Mina")]
    forget()
    with pytest.raises(ReasonNeeded):
        commands.end_small_step(actor=cast.sam, step=step, outcome="kept", learned=" ", now=NOW)
    commands.end_small_step(actor=cast.sam, step=step, outcome="kept", learned="Most answer.", now=NOW)
    step.refresh_from_db()
    said = (step.state, step.learned, step.ended_by, step.ended_at)
    assert (said, told()) == (("kept", "Most answer.", cast.sam, NOW), [("small-step-ended", "Mina", "Sam")])
    for again in (commands.edit_small_step, commands.end_small_step):
        more = {"outcome": "kept", "learned": "Yes."} if again == commands.end_small_step else {}
        with pytest.raises(OverAlready):
            again(actor=cast.sam, step=step, now=NOW, **more)


def test_a_changed_one_leads_to_one_next(cast):
    step = begun(cast, team=cast.field_sales)
    with pytest.raises(NotChanged):
        begun(cast, follows=step)
    changed = make.ended(step, "changed")
    following = begun(cast, follows=changed, practice="Call at ten")
    assert following.follows == step
    with pytest.raises(NotChanged):
        begun(cast, follows=changed, team=cast.field_sales)


def test_its_end_is_undone_unless_something_came_of_it(cast):
    step, offer = commands.end_small_step(actor=cast.sam, step=begun(cast), outcome="dropped", learned="No.", now=NOW)
    undo.run(token=offer.token, actor=cast.sam, now=NOW)
    step.refresh_from_db()
    assert (step.state, step.learned, step.ended_at) == ("trying", "", None)
    step, offer = commands.end_small_step(actor=cast.sam, step=step, outcome="changed", learned="No.", now=NOW)
    begun(cast, follows=step, team=cast.field_sales)
    with pytest.raises(ChangedSince):
        undo.run(token=offer.token, actor=cast.sam, now=NOW)


def test_its_end_is_not_undone_over_something_else_that_is_tried(cast):
    _step, offer = commands.end_small_step(actor=cast.sam, step=begun(cast), outcome="kept", learned="Yes.", now=NOW)
    begun(cast)
    with pytest.raises(OneAtATime):
        undo.run(token=offer.token, actor=cast.sam, now=NOW)


def test_a_leavers_step_goes_on_with_who_follows(cast):
    step, over = begun(cast), make.ended(begun(cast, team=cast.field_sales), "kept")
    with pytest.raises(IntegrityError), transaction.atomic():
        Member.objects.filter(pk=cast.sam.pk).update(is_active=False)
    people.leave(actor=cast.ada, member=cast.sam, now=NOW)
    step.refresh_from_db()
    over.refresh_from_db()
    assert (step.owner, over.owner) == (cast.mina, cast.sam)
    with pytest.raises(IntegrityError), transaction.atomic():
        SmallStep.objects.filter(pk=step.pk).update(owner=cast.dan)
    with pytest.raises(HasLeft):
        commands.edit_small_step(actor=cast.ada, step=step, owner=cast.dan, now=NOW)


@pytest.mark.parametrize(
    "update",
    [
        {"practice": ""},
        {"sign": ""},
        {"until_on": date(2026, 3, 10)},
        {"until_on": date(2026, 4, 22)},
        {"state": "kept"},
        {"learned": "Yes."},
        {"state": "kept", "ended_at": NOW, "learned": "Yes."},
    ],
)
def test_the_database_keeps_what_a_step_is(cast, update):
    step = begun(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        SmallStep.objects.filter(pk=step.pk).update(**update)


def test_the_database_lets_one_be_tried_at_a_time(cast):
    over = make.ended(begun(cast), "kept")
    begun(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        SmallStep.objects.filter(pk=over.pk).update(state="trying", learned="", ended_at=None, ended_by=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        SmallStep.objects.filter(pk=over.pk).update(state="dropped")


def test_it_comes_up_on_its_day(cast):
    step = begun(cast)
    kind, hour = due.due_kind("small-step-due"), timedelta(hours=1)
    expected = [Due("small-step-due", step, cast.sam, due_at=ENDS, since=ENDS)]
    assert list(kind.within(Window(ENDS - hour, ENDS))) == expected
    assert list(kind.within(Window(ENDS, ENDS + hour))) == []
    # In Berlin the day has begun two hours before midnight UTC.
    morning = ENDS - timedelta(days=1)
    assert [list(kind.waiting(cast.sam, morning + moment)) for moment in (-hour, hour)] == [[], expected]
    make.ended(step, "dropped")
    assert (list(kind.within(Window(NOW, ENDS))), list(kind.waiting(cast.sam, ENDS))) == ([], [])


def test_it_lies_on_the_desk_a_week_before(cast):
    step = make.small_step(by=cast.sam, now=timezone.now(), practice="Call at nine", until_on=today() + timedelta(8))

    def on_the_desk(days):
        groups = home.my_work(viewer=cast.sam, now=timezone.now() + timedelta(days=days))
        return [work.thing for group in groups for work in group.works]

    assert [on_the_desk(0), on_the_desk(1)] == [[], [step]]


def test_by_page_a_changed_one_fills_in_the_next(cast):
    walk = Walker(cast.sam).open("/goals/").follow("Small steps").reads("Nothing is being tried yet.")
    walk.follow("Try something").press(
        "Begin", practice="Call at nine", sign="They answer.", until_on="2099-01-01", expect=422
    )
    walk.reads("within six weeks").press("Begin", until_on=str(today() + timedelta(days=21)))
    walk.reads("It has begun.", "Call at nine", "Field sales", "They answer.")
    walk.open("/small-steps/new/").press("Begin", practice="Mail at ten", sign="They answer.", expect=409)
    walk.reads("“Call at nine” is still being tried there. One at a time")
    step = SmallStep.objects.get()
    walk.open(f"/small-steps/{step.pk}/").follow("Say what you learned")
    walk.press("Say so", outcome="changed", learned="Nine is too early.").reads("Nine is too early.")
    found = walk.page.xpath("//input[@name='practice']/@value | //textarea[@name='sign']/text()")
    assert [words.strip() for words in found] == ["Call at nine", "They answer."]
    walk.press("Begin", practice="Call at eleven").reads("Goes on from", "Call at nine", "Field sales")
    walk.follow("Call at nine").reads("It is tried once more, differently.", "Went on as", "Call at eleven")
    file = walk.client.get("/small-steps/?format=csv&state=changed").getvalue().decode("utf-8-sig").splitlines()
    assert file[1:] == [
        f'"Call at nine","They answer.","Field sales","Sam Sanders","Changed","{today()}","{step.until_on}",'
        '"Nine is too early.",""'
    ]


def test_by_api_it_is_begun_and_ended(cast):
    caller = Caller(make_token(cast.sam))
    given = {"practice": "Call at nine", "sign": "They answer.", "until_on": str(today() + timedelta(days=21))}
    made = caller("POST", "small-steps/", given | {"team": str(cast.field_sales.pk)}).json()
    assert (made["practice"], made["team"]["title"], made["state"]) == ("Call at nine", "Field sales", "trying")
    again = caller("POST", "small-steps/", given | {"team": str(cast.field_sales.pk)})
    assert again.status_code == 409
    ended = caller("POST", f"small-steps/{made['id']}/end/", {"outcome": "kept", "learned": "They do."}).json()
    assert (ended["state"], ended["learned"]) == ("kept", "They do.")
