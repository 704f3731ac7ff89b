"""Until when it counts: trials, expiry, an end that every seat agrees to, and drafts that are dropped."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from apps.agreements import commands, queries
from apps.agreements.models import Agreement, Version
from apps.core import due
from apps.core.due import Window
from apps.leads import queries as judging
from apps.leads.commands.definitions import TRIAL_DAYS
from apps.notices import commands as notices
from apps.notices.models import Notice
from tests.cast import NOW
from tests.factories import agreements as make
from tests.factories import leads as factory
from tests.outcome import outcome
from tests.walker import Walker

pytestmark = pytest.mark.django_db
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
LAST = date(2026, 3, 20)
# The midnight at which that Friday ends in Berlin.
OVER = datetime(2026, 3, 20, 23, 0, tzinfo=UTC)


def told(kind):
    return sorted(notice.recipient.first_name for notice in Notice.objects.filter(kind=kind))


def state(agreement):
    return [(one.number, one.state, one.end_reason) for one in agreement.versions.order_by("number")]


def trial(cast, **given):
    agreement = make.proposed(cast, **{"is_trial": True, "expires_on": LAST, "now": NOW} | given)
    return make.signed_by(agreement, cast.sam, cast.mara, now=NOW)


# --- trial and expiry -------------------------------------------------------------------------------------


def test_a_trial_counts_until_its_midnight_whether_or_not_anything_runs_then(cast):
    agreement = trial(cast)
    version = make.version(agreement)
    assert (version.ends_at, queries.in_force(agreement, OVER - SECOND)) == (OVER, version)
    assert queries.in_force(agreement, OVER) is None


def test_the_sweep_tells_of_it_once(cast):
    agreement = trial(cast)
    assert commands.enter_force(now=OVER - SECOND) == 0
    assert (commands.enter_force(now=OVER), commands.enter_force(now=OVER)) == (1, 0)
    assert (state(agreement), told("agreement-expired")) == ([(1, "ended", "expired")], ["Eva", "Mara", "Sam"])


@pytest.mark.parametrize(
    ("given", "what"),
    [
        ({"is_trial": True}, "no-day-left"),
        ({"is_trial": True, "expires_on": date(2026, 3, 9)}, "no-day-left"),
        ({"expires_on": date(2026, 3, 10)}, "done"),
        ({"expires_on": date(2026, 3, 12), "effective_on": date(2026, 3, 13)}, "no-day-left"),
    ],
)
def test_a_trial_has_an_end_and_the_end_lies_behind_the_beginning(cast, given, what):
    assert outcome(lambda: make.draft(cast, now=NOW, **given)) == what


def test_what_would_be_over_is_not_signed_any_more(cast):
    agreement = make.proposed(cast, expires_on=LAST, now=NOW)
    sign = {"actor": cast.sam, "agreement": agreement, "digest": make.digest(agreement)}
    assert outcome(lambda: commands.sign(**sign, now=OVER)) == "over-before"
    assert outcome(lambda: commands.sign(**sign, now=OVER - SECOND)) == "done"


def test_until_when_it_counts_is_signed_with_it(cast):
    for_good, for_now = (
        make.proposed(cast, title="A", now=NOW),
        make.proposed(cast, title="A", expires_on=LAST, now=NOW),
    )
    assert make.digest(for_good) != make.digest(for_now)
    change = Version.objects.filter(pk=make.version(for_now).pk)
    for changes in ({"expires_on": None}, {"is_trial": True}, {"ends_it": True}, {"leeway_days": 9}):
        with pytest.raises(IntegrityError, match="what was proposed is kept as it is"), transaction.atomic():
            change.update(**changes)


def test_an_amendment_signed_before_the_end_comes_in_its_place(cast):
    agreement = trial(cast)
    make.amended(cast, agreement, text="For good.", now=NOW)
    commands.propose(actor=cast.mara, agreement=agreement, now=NOW)
    make.signed_by(agreement, cast.sam, cast.mara, now=NOW + DAY)
    assert state(agreement) == [(1, "ended", "superseded"), (2, "signed", "")]
    assert make.version(agreement, 1).ends_at == NOW + DAY
    assert queries.in_force(agreement, OVER + DAY) == make.version(agreement, 2)


def test_an_end_by_its_date_is_moved_by_nothing_but_what_is_signed(cast):
    version = make.version(trial(cast))
    for change in ("ends_at = ends_at + interval '1 day'", "ends_at = null, end_reason = ''"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"update agreements_version set {change} where id = %s", [version.pk])  # noqa: S608


def test_what_expired_is_renewed_with_all_its_seats(cast):
    agreement = trial(cast)
    commands.enter_force(now=OVER)
    commands.amend(actor=cast.mara, agreement=agreement, now=OVER)
    second = make.version(agreement, 2)
    assert (second.text, second.is_trial, second.expires_on) == ("We answer within a day.", False, None)
    commands.edit_draft(actor=cast.mara, agreement=agreement, what_changed="It worked.", now=OVER)
    commands.propose(actor=cast.mara, agreement=agreement, now=OVER)
    make.signed_by(agreement, cast.sam, cast.mara, now=OVER)
    assert state(agreement) == [(1, "ended", "expired"), (2, "signed", "")]


def test_who_may_renew_it_is_told_ten_working_days_ahead_while_nobody_does(cast):
    agreement = trial(cast, expires_on=date(2026, 4, 30))
    over = datetime(2026, 4, 30, 22, 0, tzinfo=UTC)

    def told_of():
        found = due.due_kind("agreement-ends").within(Window(over - SECOND, over))
        return sorted(one.recipient.first_name for one in found)

    assert told_of() == ["Eva", "Mara", "Sam"]
    # Nine on 17 April in Berlin: ten working days until the thirtieth ends.
    opens = datetime(2026, 4, 17, 7, 0, tzinfo=UTC)
    for now, kinds in ((opens - SECOND, []), (opens, ["agreement-ends"])):
        assert [one.kind for one in due.waiting(cast.sam, now) if one.thing == agreement] == kinds
    commands.amend(actor=cast.mara, agreement=agreement, now=opens)
    assert told_of() == []


def test_a_companys_first_lead_definition_is_a_trial_of_ninety_days(cast):
    factory.catalogue(by=cast.mara)
    row = factory.definition(cast, trial_days=TRIAL_DAYS, now=NOW)
    version = row.agreement.versions.get()
    assert (version.is_trial, version.expires_on) == (True, date(2026, 6, 8))
    factory.signed(cast, row, now=NOW)
    over = datetime(2026, 6, 8, 22, 0, tzinfo=UTC)
    assert judging.in_force(over - SECOND).version == version
    assert judging.in_force(over) is None


# --- an end that everybody agrees to ----------------------------------------------------------------------


def ending(cast, **given):
    agreement = make.agreed(cast, now=NOW)
    commands.terminate(actor=cast.mara, agreement=agreement, reason="The plan says it.", now=NOW, **given)
    return agreement


def test_it_counts_until_every_seat_has_agreed_to_its_end(cast):
    agreement = ending(cast)
    first = make.version(agreement, 1)
    commands.propose(actor=cast.mara, agreement=agreement, now=NOW)
    make.signed_by(agreement, cast.mara, now=NOW)
    assert queries.in_force(agreement, NOW) == first
    make.signed_by(agreement, cast.sam, now=NOW + DAY)
    assert state(agreement) == [(1, "ended", "terminated"), (2, "ended", "terminated")]
    assert (queries.in_force(agreement, NOW + DAY), queries.in_force(agreement, NOW)) == (None, first)
    assert (told("agreement-terminated"), told("agreement-in-force")) == (["Eva", "Mara", "Sam"],) * 2


def test_its_end_is_objected_to_like_anything_else(cast):
    agreement = ending(cast)
    commands.propose(actor=cast.mara, agreement=agreement, now=NOW)
    words = {"digest": make.digest(agreement), "why": "We need it.", "would_do": "Another text."}
    commands.object_to(actor=cast.sam, agreement=agreement, now=NOW, **words)
    make.signed_by(agreement, cast.mara, now=NOW)
    assert queries.in_force(agreement, NOW) == make.version(agreement, 1)
    commands.withdraw(actor=cast.mara, agreement=agreement, reason="It stays.", now=NOW)
    assert state(agreement) == [(1, "signed", ""), (2, "withdrawn", "")]


def test_it_ends_on_its_day(cast):
    agreement = ending(cast, effective_on=LAST)
    commands.propose(actor=cast.mara, agreement=agreement, now=NOW)
    make.signed_by(agreement, cast.sam, cast.mara, now=NOW)
    begins = OVER - DAY
    assert queries.in_force(agreement, begins - SECOND) == make.version(agreement, 1)
    assert queries.in_force(agreement, begins) is None
    assert (commands.enter_force(now=begins), commands.enter_force(now=begins)) == (1, 0)
    assert state(agreement) == [(1, "ended", "terminated"), (2, "ended", "terminated")]


@pytest.mark.parametrize(("who", "what"), [("sam", "done"), ("mara", "done"), ("milo", "done"), ("sofie", "403")])
def test_who_may_amend_may_draft_its_end(cast, who, what):
    agreement = make.agreed(cast, now=NOW)
    end = {"actor": cast.by_name(who), "agreement": agreement, "now": NOW}
    assert outcome(lambda: commands.terminate(**end, reason="No need.")) == what
    assert outcome(lambda: commands.terminate(**end | {"actor": cast.mara}, reason=" ")) in (
        "words-needed" if what == "403" else "open-already",
    )


def test_an_end_has_no_end(cast):
    edit = {"actor": cast.mara, "agreement": ending(cast), "now": NOW}
    assert outcome(lambda: commands.edit_draft(**edit, expires_on=LAST)) == "nothing-to-expire"
    assert outcome(lambda: commands.edit_draft(**edit, text="It ends, and that is well.")) == "done"


# --- dropping a draft -------------------------------------------------------------------------------------


def test_a_draft_that_nobody_else_knows_is_dropped_whole(cast):
    agreement = make.draft(cast)
    assert commands.discard_draft(actor=cast.mara, agreement=agreement, now=NOW) is None
    assert (Agreement.objects.count(), Version.objects.count(), Notice.objects.count()) == (0, 0, 0)


def test_a_dropped_amendment_leaves_what_counts(cast):
    agreement = make.agreed(cast)
    commands.amend(actor=cast.mara, agreement=agreement, now=NOW)
    commands.discard_draft(actor=cast.mara, agreement=agreement, now=NOW)
    assert (state(agreement), outcome(lambda: commands.amend(actor=cast.sam, agreement=agreement, now=NOW))) == (
        [(1, "signed", "")],
        "done",
    )


@pytest.mark.parametrize("how", ["read", "edited", "suggested", "proposed"])
def test_what_somebody_else_knows_is_not_dropped(cast, how):
    agreement = make.draft(cast, consulted=[cast.sofie])
    if how == "read":
        notices.mark_read(actor=cast.sam, notice=Notice.objects.get(recipient=cast.sam), now=NOW)
    elif how == "edited":
        commands.edit_draft(actor=cast.sam, agreement=agreement, text="Two days.", now=NOW)
    elif how == "suggested":
        commands.suggest_change(actor=cast.sofie, agreement=agreement, text="Two days.", why="Fairs.", now=NOW)
    else:
        commands.propose(actor=cast.mara, agreement=agreement, now=NOW)
        commands.take_back(actor=cast.mara, agreement=agreement, now=NOW)
    drop = {"agreement": agreement, "now": NOW}
    assert outcome(lambda: commands.discard_draft(actor=cast.mara, **drop)) == "seen-already"
    assert outcome(lambda: commands.discard_draft(actor=cast.ada, **drop)) == "403"


def test_what_was_proposed_once_is_deleted_by_nobody(cast):
    agreement = make.proposed(cast)
    commands.take_back(actor=cast.mara, agreement=agreement, now=NOW)
    with pytest.raises(IntegrityError, match="versions are kept"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("delete from agreements_version")


# --- on the pages -----------------------------------------------------------------------------------------


def test_tried_and_gone_and_renewed_on_the_pages(cast):
    now = timezone.now()
    agreement = make.proposed(cast, is_trial=True, expires_on=timezone.localdate(now) - DAY, now=now - 3 * DAY)
    make.signed_by(agreement, cast.sam, cast.mara, now=now - 3 * DAY)
    mara = Walker(cast.mara).open(f"/agreements/{agreement.pk}/").reads("It counts no longer.").press("Renew it")
    day = timezone.localdate(now) + 30 * DAY
    mara.press("Save", what_changed="Once more.", is_trial="on", expires_on=day.isoformat()).press("Propose it")
    mara.press("I agree")
    Walker(cast.sam).open(f"/agreements/{agreement.pk}/").press("I agree").reads("Trial", "It is tried until")


def test_ended_and_dropped_on_the_pages(cast):
    agreement = make.agreed(cast)
    page = f"/agreements/{agreement.pk}/"
    mara = Walker(cast.mara).open(page).follow("End it").press("Draft its end", reason="The plan says it.")
    mara.reads("This draft ends it.", "This version ends the agreement.").press("Drop the draft")
    mara.reads("The draft is dropped.", "It counts until it is amended.")
    mara.follow("End it").press("Draft its end", reason="The plan says it.").press("Propose it").press("I agree")
    Walker(cast.sam).open(page).press("I agree").reads("It counts no longer.")


def test_a_first_draft_is_dropped_on_its_page(cast):
    mara = Walker(cast.mara).open(f"/agreements/{make.draft(cast, title='Fairs').pk}/").press("Drop the draft")
    mara.reads("The draft is dropped.", "Nothing is agreed yet.")
