"""The seats answer what was proposed; with the last signature it counts, and is amended and read."""

from datetime import UTC, date, datetime, timedelta

import pytest

from apps.agreements import commands, queries
from apps.agreements.models import Objection, Signature, Version
from tests.agreements.reading import state, told
from tests.cast import NOW
from tests.factories import agreements as make
from tests.outcome import outcome

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def said(agreement):
    return [(one.seat.member.first_name, one.said) for one in queries.standings(make.version(agreement))]


# --- answering --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["sofie", "milo", "mina", "eva", "ada", "dan"])
def test_nobody_signs_or_objects_without_a_seat(cast, who):
    agreement, actor = make.proposed(cast), cast.by_name(who)
    answer = {"actor": actor, "agreement": agreement, "digest": make.digest(agreement), "now": NOW}
    assert outcome(lambda: commands.sign(**answer)) == "403"
    assert outcome(lambda: commands.object_to(**answer, why="No.", would_do="Yes.")) == "403"
    assert outcome(lambda: commands.withdraw_objection(actor=actor, agreement=agreement, now=NOW)) == "403"


def test_who_proposed_signs_like_everybody(cast):
    agreement = make.signed_by(make.proposed(cast), cast.sam)
    assert (state(agreement), said(agreement)) == ([(1, "proposed", "")], [("Sam", "agree"), ("Mara", "")])
    make.signed_by(agreement, cast.mara)
    assert state(agreement) == [(1, "signed", "")]


def test_an_objection_says_why_and_what_would_do(cast):
    agreement = make.proposed(cast)
    answer = {"actor": cast.sam, "agreement": agreement, "digest": make.digest(agreement), "now": NOW}
    assert outcome(lambda: commands.object_to(**answer, why=" ", would_do="Two days.")) == "words-needed"
    assert outcome(lambda: commands.object_to(**answer, why="Too short.", would_do="")) == "words-needed"
    commands.object_to(**answer, why="Too short.", would_do="Two days.")
    assert (said(agreement), told("agreement-objected")) == ([("Sam", "object"), ("Mara", "")], ["Eva", "Mara"])


def test_an_objection_blocks_until_it_is_withdrawn_and_answered(cast):
    agreement = make.signed_by(make.proposed(cast), cast.mara)
    answer = {"actor": cast.sam, "agreement": agreement, "digest": make.digest(agreement), "now": NOW}
    commands.object_to(**answer, why="Too short.", would_do="Two days.")
    assert state(agreement) == [(1, "proposed", "")]
    commands.withdraw_objection(actor=cast.sam, agreement=agreement, now=NOW)
    assert (state(agreement), said(agreement)) == ([(1, "proposed", "")], [("Sam", ""), ("Mara", "agree")])
    assert outcome(lambda: commands.withdraw_objection(actor=cast.sam, agreement=agreement, now=NOW)) == "no-objection"
    commands.sign(**answer)
    assert state(agreement) == [(1, "signed", "")]


def test_a_withdrawn_objection_does_not_revive_the_signature_before_it(cast):
    agreement = make.signed_by(make.proposed(cast), cast.sam)
    answer = {"actor": cast.sam, "agreement": agreement, "digest": make.digest(agreement), "now": NOW}
    commands.object_to(**answer, why="Too short.", would_do="Two days.")
    commands.withdraw_objection(actor=cast.sam, agreement=agreement, now=NOW)
    make.signed_by(agreement, cast.mara)
    assert (state(agreement), said(agreement)) == ([(1, "proposed", "")], [("Sam", ""), ("Mara", "agree")])


def test_a_seat_changes_its_answer_by_answering_again(cast):
    agreement = make.proposed(cast)
    answer = {"actor": cast.sam, "agreement": agreement, "digest": make.digest(agreement), "now": NOW}
    commands.object_to(**answer, why="Too short.", would_do="Two days.")
    commands.sign(**answer, concern="Fairs are hard.", words="You hear from us.")
    assert said(agreement) == [("Sam", "concern"), ("Mara", "")]
    assert [(one.number, one.words, one.concern) for one in Signature.objects.all()] == [
        (2, "You hear from us.", "Fairs are hard.")
    ]
    make.signed_by(agreement, cast.mara)
    assert outcome(lambda: commands.sign(**answer)) == "signed-already"
    assert outcome(lambda: commands.object_to(**answer, why="No.", would_do="Yes.")) == "not-proposed"


def test_what_was_read_is_what_is_signed(cast):
    agreement = make.proposed(cast)
    read = make.digest(agreement)
    commands.take_back(actor=cast.mara, agreement=agreement, now=NOW)
    commands.edit_draft(actor=cast.mara, agreement=agreement, text="Within an hour.", now=NOW)
    commands.propose(actor=cast.mara, agreement=agreement, now=NOW)
    answer = {"actor": cast.sam, "agreement": agreement, "digest": read, "now": NOW}
    assert outcome(lambda: commands.sign(**answer)) == "other-words"
    assert outcome(lambda: commands.object_to(**answer, why="No.", would_do="Yes.")) == "other-words"
    assert (Signature.objects.count(), Objection.objects.count()) == (0, 0)


def test_taking_it_back_voids_signatures_for_good(cast):
    agreement = make.signed_by(make.proposed(cast), cast.sam)
    commands.take_back(actor=cast.mara, agreement=agreement, now=NOW)
    assert said(agreement) == [("Sam", ""), ("Mara", "")]
    commands.propose(actor=cast.mara, agreement=agreement, now=NOW)
    make.signed_by(agreement, cast.mara)
    assert (state(agreement), said(agreement)) == ([(1, "proposed", "")], [("Sam", ""), ("Mara", "agree")])
    assert [one.member.first_name for one in Signature.objects.order_by("at", "number", "pk")] == ["Sam", "Mara"]


def test_withdrawn_is_final(cast):
    agreement = make.proposed(cast)
    assert outcome(lambda: commands.withdraw(actor=cast.mara, agreement=agreement, reason="", now=NOW)) == (
        "words-needed"
    )
    commands.withdraw(actor=cast.mara, agreement=agreement, reason="Not now.", now=NOW)
    assert (state(agreement), told("agreement-withdrawn")) == ([(1, "withdrawn", "")], ["Eva", "Sam"])
    assert outcome(lambda: commands.take_back(actor=cast.mara, agreement=agreement, now=NOW)) == "not-proposed"


@pytest.mark.parametrize(
    ("who", "what"), [("sam", "done"), ("mara", "done"), ("eva", "done"), ("ada", "done"), ("milo", "403")]
)
def test_who_may_take_a_proposal_back(cast, who, what):
    agreement = make.proposed(cast)
    assert outcome(lambda: commands.take_back(actor=cast.by_name(who), agreement=agreement, now=NOW)) == what


# --- in force, amended, read ------------------------------------------------------------------------------


def test_the_last_signature_makes_it_count_and_tells_its_audience(cast):
    agreement = make.proposed(cast, audience=["sales", "marketing"])
    make.signed_by(agreement, cast.sam, cast.mara, now=NOW)
    version = make.version(agreement)
    assert (version.signed_at, version.effective_from, version.entered_at, version.ends_at) == (NOW, NOW, NOW, None)
    assert queries.in_force(agreement, NOW) == version
    assert queries.in_force(agreement, NOW - DAY) is None
    assert told("agreement-in-force") == ["Eva", "Mara", "Sam"]
    assert told("acknowledgement-asked") == ["Milo", "Mina", "Moritz", "Sofie"]


def test_a_version_counts_from_its_day_in_the_companys_zone(cast):
    agreement = make.proposed(cast, effective_on=date(2026, 3, 12))
    make.signed_by(agreement, cast.sam, cast.mara, now=NOW)
    midnight = datetime(2026, 3, 11, 23, 0, tzinfo=UTC)
    assert make.version(agreement).effective_from == midnight
    assert (queries.in_force(agreement, NOW), told("agreement-in-force")) == (None, [])
    assert commands.enter_force(now=midnight - timedelta(seconds=1)) == 0
    assert (commands.enter_force(now=midnight), commands.enter_force(now=midnight)) == (1, 0)
    assert queries.in_force(agreement, midnight) == make.version(agreement)
    assert told("agreement-in-force") == ["Eva", "Mara", "Sam"]


def test_an_amendment_keeps_what_counts_until_the_last_signature(cast):
    agreement = make.amended(cast, make.agreed(cast), text="Within two days.")
    first, second = make.version(agreement, 1), make.version(agreement, 2)
    assert [seat.member.first_name for seat in second.seats.order_by("member__name")] == ["Mara", "Sam"]
    commands.propose(actor=cast.mara, agreement=agreement, now=NOW)
    make.signed_by(agreement, cast.mara, now=NOW)
    assert queries.in_force(agreement, NOW) == first
    make.signed_by(agreement, cast.sam, now=NOW + DAY)
    first.refresh_from_db()
    assert state(agreement) == [(1, "ended", "superseded"), (2, "signed", "")]
    assert (first.ends_at, queries.in_force(agreement, NOW + DAY)) == (NOW + DAY, second)
    assert queries.in_force(agreement, NOW) == first


def test_a_successor_that_counts_later_ends_its_predecessor_then(cast):
    agreement = make.amended(cast, make.agreed(cast), text="Within two days.")
    commands.edit_draft(actor=cast.mara, agreement=agreement, effective_on=date(2026, 3, 12), now=NOW)
    commands.propose(actor=cast.mara, agreement=agreement, now=NOW)
    make.signed_by(agreement, cast.sam, cast.mara, now=NOW)
    assert state(agreement) == [(1, "signed", "superseded"), (2, "signed", "")]
    assert outcome(lambda: commands.amend(actor=cast.mara, agreement=agreement, now=NOW)) == "open-already"
    later = NOW + 2 * DAY
    assert queries.in_force(agreement, later) == make.version(agreement, 2)
    commands.amend(actor=cast.mara, agreement=agreement, now=later)
    assert state(agreement) == [(1, "ended", "superseded"), (2, "signed", ""), (3, "draft", "")]


def test_a_second_draft_beside_the_first_is_refused(cast):
    agreement = make.amended(cast, make.agreed(cast), text="Two days.")
    assert outcome(lambda: commands.amend(actor=cast.sam, agreement=agreement, now=NOW)) == "open-already"


def test_an_amendment_says_why_and_keeps_the_seats(cast):
    agreement = make.agreed(cast)
    commands.amend(actor=cast.sam, agreement=agreement, now=NOW)
    assert outcome(lambda: commands.propose(actor=cast.sam, agreement=agreement, now=NOW)) == "words-needed"
    edit = {"actor": cast.mara, "agreement": agreement, "now": NOW}
    assert outcome(lambda: commands.edit_draft(**edit, seats=[cast.sofie, cast.mara])) == "seat-stays"
    assert outcome(lambda: commands.edit_draft(**edit, seats=[cast.sam, cast.sofie, cast.mara])) == "done"
    assert outcome(lambda: commands.edit_draft(**edit, title="Another")) == "title-stays"


def test_who_amends_without_a_seat_works_on_the_draft_and_hears_of_it(cast):
    agreement = make.agreed(cast)
    commands.amend(actor=cast.milo, agreement=agreement, now=NOW)
    edit = {"actor": cast.milo, "agreement": agreement, "text": "Two days.", "what_changed": "Why.", "now": NOW}
    assert outcome(lambda: commands.edit_draft(**edit)) == "done"
    commands.propose(actor=cast.sam, agreement=agreement, now=NOW)
    assert (told("agreement-amended"), told("agreement-edited")) == (["Eva", "Mara", "Sam"], ["Eva", "Mara", "Sam"])
    assert "Milo" in told("agreement-proposed")


def test_only_what_counts_is_amended(cast):
    agreement = make.proposed(cast)
    commands.withdraw(actor=cast.mara, agreement=agreement, reason="No.", now=NOW)
    assert outcome(lambda: commands.amend(actor=cast.mara, agreement=agreement, now=NOW)) == "nothing-to-amend"


def test_reading_is_counted_and_named_for_who_may_know(cast):
    agreement = make.agreed(cast, audience=["sales", "marketing"])
    commands.acknowledge(actor=cast.sofie, agreement=agreement, now=NOW)
    commands.acknowledge(actor=cast.milo, agreement=agreement, question="On fairs, too?", now=NOW)
    assert outcome(lambda: commands.acknowledge(actor=cast.sofie, agreement=agreement, now=NOW)) == "read-already"
    version = make.version(agreement)

    def seen_by(member):
        found = queries.coverage(version, viewer=member)
        return found.read, found.asked, found.percent, [one.first_name for one in found.unread]

    # Sam and Mara signed, Sofie read, Milo asked: four of six.
    assert seen_by(cast.sam) == (4, 6, 66, ["Mina", "Moritz"])
    assert seen_by(cast.mina) == (4, 6, 66, ["Mina"])
    assert seen_by(cast.sofie) == (4, 6, 66, [])
    assert told("agreement-question") == ["Mara", "Sam"]


def test_a_draft_is_not_read_as_agreed(cast):
    agreement = make.proposed(cast)
    assert outcome(lambda: commands.acknowledge(actor=cast.sofie, agreement=agreement, now=NOW)) == "nothing-counts"


def test_what_waits_for_an_answer(cast):
    agreement = make.proposed(cast)
    assert (queries.awaiting(cast.sam), queries.awaiting(cast.sofie)) == ([agreement], [])
    make.signed_by(agreement, cast.sam)
    assert queries.awaiting(cast.sam) == []
    assert queries.proposed(cast.sofie) == [(agreement, [cast.mara])]
    assert queries.proposed(cast.dan) == []
    assert Version.objects.count() == 1
