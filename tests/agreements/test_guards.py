"""What the database itself refuses, whoever asks: save(), update(), bare SQL."""

from datetime import timedelta

import pgtrigger
import pytest
from django.db import IntegrityError, connection, transaction

from apps.agreements import commands
from apps.agreements.models import Acknowledgement, Agreement, Objection, Proposal, Seat, Signature, Version
from apps.core.ids import uuid7
from apps.people.models import Member
from tests.cast import NOW
from tests.factories import agreements as make

pytestmark = pytest.mark.django_db
STATES = ["draft", "proposed", "signed", "withdrawn", "ended"]
JUMPS = {
    ("draft", "proposed"),
    ("proposed", "draft"),
    ("proposed", "withdrawn"),
    ("proposed", "signed"),
    ("signed", "ended"),
}


def refused(change):
    """The words with which the database refuses; empty where it doesn't. Either way nothing stays of it."""
    try:
        with transaction.atomic():
            change()
            connection.check_constraints()
            transaction.set_rollback(True)
    except IntegrityError as fault:
        return str(fault).splitlines()[0]
    return ""


def sql(statement, *values):
    def run():
        with connection.cursor() as cursor:
            cursor.execute(statement, values)

    return run


def by_every_way(row, field, value):
    """The same change by save(), by update() and by bare SQL."""

    def save():
        fresh = type(row).objects.get(pk=row.pk)
        setattr(fresh, field, value)
        fresh.save()

    table = row._meta.db_table
    return [
        save,
        lambda: type(row).objects.filter(pk=row.pk).update(**{field: value}),
        sql(f"update {table} set {field} = %s where id = %s", value, row.pk),  # noqa: S608
    ]


def said_to(changes):
    return {refused(change) for change in changes}


def in_state(cast, state):
    """A version in `state`, by commands."""
    if state == "draft":
        return make.version(make.draft(cast))
    if state == "proposed":
        return make.version(make.proposed(cast))
    if state == "withdrawn":
        agreement = make.proposed(cast)
        commands.withdraw(actor=cast.mara, agreement=agreement, reason="No.", now=NOW)
        return make.version(agreement)
    agreement = make.agreed(cast)
    if state == "ended":
        make.amended(cast, agreement, text="Two days.")
        commands.propose(actor=cast.mara, agreement=agreement, now=NOW)
        make.signed_by(agreement, cast.sam, cast.mara, now=NOW)
    return make.version(agreement, 1)


def fits(version, state):
    """The columns that each state needs."""
    counted = state in ("signed", "ended")
    return {
        "state": state,
        "signed_at": version.signed_at or NOW if counted else None,
        "effective_from": version.effective_from or NOW if counted else None,
        "entered_at": version.entered_at if counted else None,
        "read_by": version.read_by if counted else None,
        "ends_at": (version.ends_at or NOW + timedelta(days=9)) if state == "ended" else None,
        "end_reason": "superseded" if state == "ended" else "",
    }


@pytest.mark.parametrize("new", STATES)
@pytest.mark.parametrize("old", STATES)
def test_a_version_makes_only_legal_jumps(cast, old, new):
    version = in_state(cast, old)
    said = refused(lambda: Version.objects.filter(pk=version.pk).update(**fits(version, new)))
    if (old, new) not in JUMPS and old != new:
        assert said == "a version does not go there from its state"
    elif new == "signed" and old == "proposed":
        assert said == "not every seat has agreed to what is proposed"
    elif new == "proposed" and old == "draft":
        assert said == "what is proposed is not what the proposal says"
    else:
        assert said == ""


@pytest.mark.parametrize("state", ["proposed", "signed", "withdrawn", "ended"])
@pytest.mark.parametrize(
    ("field", "value"),
    [("text", "Whenever we like."), ("what_changed", "Nothing"), ("number", 7), ("effective_on", NOW.date())],
)
def test_what_was_proposed_is_frozen(cast, state, field, value):
    version = in_state(cast, state)
    assert said_to(by_every_way(version, field, value)) == {"what was proposed is kept as it is"}


def test_a_draft_keeps_its_number_too(cast):
    kept = {"a version keeps its agreement and its number"}
    assert said_to(by_every_way(in_state(cast, "draft"), "number", 7)) == kept


def test_content_as_data_is_frozen_too(cast):
    version = in_state(cast, "signed")
    change = sql("update agreements_version set content = '{}' where id = %s", version.pk)
    assert refused(change) == "what was proposed is kept as it is"


def test_what_was_proposed_keeps_its_title(cast):
    agreement = make.proposed(cast)
    assert said_to(by_every_way(agreement, "title", "Else")) == {"what was proposed keeps its title and its matter"}
    assert said_to(by_every_way(make.draft(cast), "title", "Else")) == {""}


def test_nothing_is_signed_while_a_seat_is_missing(cast):
    version = make.version(make.signed_by(make.proposed(cast), cast.sam))
    change = Version.objects.filter(pk=version.pk)
    assert refused(lambda: change.update(**fits(version, "signed"))) == "not every seat has agreed to what is proposed"


def test_a_signature_of_an_earlier_proposal_does_not_count(cast):
    agreement = make.signed_by(make.proposed(cast), cast.sam)
    commands.take_back(actor=cast.mara, agreement=agreement, now=NOW)
    commands.propose(actor=cast.mara, agreement=agreement, now=NOW)
    make.signed_by(agreement, cast.mara)
    version = make.version(agreement)
    change = Version.objects.filter(pk=version.pk)
    assert refused(lambda: change.update(**fits(version, "signed"))) == "not every seat has agreed to what is proposed"


def answer(agreement, seat, member, **given):
    proposal = make.proposal(agreement)
    facts = {"proposal": proposal, "seat": seat, "member": member, "digest": proposal.digest, "number": 9, "at": NOW}
    return lambda: Signature.objects.create(**facts | given)


def test_nobody_signs_for_a_seat_that_is_not_theirs(cast):
    agreement = make.proposed(cast)
    seat = make.version(agreement).seats.get(side="sales")
    wrong = "an answer is given by a seat to what is proposed now"
    assert refused(answer(agreement, seat, cast.sam)) == ""
    assert refused(answer(agreement, seat, cast.ada)) == wrong
    assert refused(answer(agreement, seat, cast.sam, digest="0" * 64)) == wrong
    other = make.version(make.proposed(cast)).seats.get(side="sales")
    assert refused(answer(agreement, other, cast.sam)) == wrong
    commands.take_back(actor=cast.mara, agreement=agreement, now=NOW)
    assert refused(answer(agreement, seat, cast.sam)) == wrong


def facts_of(cast):
    """One row of each table whose rows are facts."""
    agreement = make.agreed(cast)
    commands.acknowledge(actor=cast.sofie, agreement=agreement, now=NOW)
    blocked = make.proposed(cast)
    commands.object_to(
        actor=cast.sam, agreement=blocked, digest=make.digest(blocked), why="No.", would_do="Yes.", now=NOW
    )
    return [
        (Proposal.objects.get(version__agreement=agreement), "text", "Else"),
        (Signature.objects.filter(seat__version__agreement=agreement).first(), "concern", "Else"),
        (Acknowledgement.objects.get(), "question", "Else"),
        (Objection.objects.get(), "why", "Else"),
    ]


def test_what_was_said_is_neither_changed_nor_deleted(cast):
    for row, field, value in facts_of(cast):
        kept = f"rows of {row._meta.db_table} are kept as they are"
        delete = sql(f"delete from {row._meta.db_table} where id = %s", row.pk)  # noqa: S608
        rows = type(row).objects.filter(pk=row.pk)
        assert said_to([*by_every_way(row, field, value), delete]) == {kept}
        # What others point at, the models protect before the database is asked.
        assert all(refused(gone) for gone in (rows.delete, row.delete))


def test_an_objection_is_withdrawn_once(cast):
    facts_of(cast)
    assert Objection.objects.update(withdrawn_at=NOW) == 1
    change = by_every_way(Objection.objects.get(), "withdrawn_at", None)
    assert said_to(change) == {"rows of agreements_objection are kept as they are"}


@pytest.mark.parametrize("state", [state for state in STATES if state != "draft"])
def test_versions_are_kept(cast, state):
    version = in_state(cast, state)
    assert refused(sql("delete from agreements_version where id = %s", version.pk)) == "versions are kept"


def test_never_two_in_force_at_once(cast):
    """Whoever reopens the end of what was superseded meets the constraint, or the trigger before it."""
    first = in_state(cast, "ended")
    kept = "since when a version counts is kept as it is"
    assert kept in refused(sql("update agreements_version set ends_at = null where id = %s", first.pk))
    change = "update agreements_version set ends_at = ends_at + interval '1 day' where id = %s"
    with pgtrigger.ignore("agreements.Version:version_dates_stay"):
        assert "version_one_in_force" in refused(sql(change, first.pk))


def test_at_most_one_is_open(cast):
    agreement = make.amended(cast, make.agreed(cast), text="Two days.")
    second = {"agreement": agreement, "number": 3, "created_by": cast.mara, "created_at": NOW}
    assert "version_one_open" in refused(lambda: Version.objects.create(**second))


def test_a_version_begins_as_a_draft(cast):
    agreement = make.agreed(cast)
    second = {"agreement": agreement, "number": 2, "created_by": cast.mara, "created_at": NOW, "state": "proposed"}
    assert refused(lambda: Version.objects.create(**second)) == "a version begins as a draft"


def test_the_date_since_when_it_counts_stays(cast):
    version = in_state(cast, "signed")
    earlier = NOW - timedelta(days=30)
    kept = {"since when a version counts is kept as it is"}
    assert said_to(by_every_way(version, "effective_from", earlier)) == kept
    assert said_to(by_every_way(version, "signed_at", earlier)) == kept


def test_seats_are_set_in_a_draft_alone(cast):
    agreement = make.proposed(cast)
    seat = make.version(agreement).seats.get(side="sales")
    more = {"version": make.version(agreement), "member": cast.sofie, "side": "sales"}
    fixed = "seats are set in a draft"
    assert refused(lambda: Seat.objects.create(**more)) == fixed
    assert said_to([seat.delete, sql("delete from agreements_seat where id = %s", seat.pk)]) >= {fixed}
    assert said_to(by_every_way(seat, "side", "marketing")) == {"a seat keeps its side and its version"}
    held = "a seat changes hands once its holder has left"
    assert refused(lambda: Seat.objects.filter(pk=seat.pk).update(member=cast.sofie)) == held
    assert refused(sql("update agreements_seat set member_id = %s where id = %s", cast.sofie.pk, seat.pk)) == held


def test_only_a_draft_is_proposed(cast):
    agreement = make.agreed(cast)
    facts = {"version": make.version(agreement), "number": 2, "title": "X", "content": {"text": "X"}, "text": "X"}
    rest = {"digest": "0" * 64, "by": cast.mara, "at": NOW, "answer_by": NOW}
    assert refused(lambda: Proposal.objects.create(**facts, **rest)) == "only a draft is proposed"


def test_nothing_is_read_before_it_counts(cast):
    version = make.version(make.proposed(cast))
    facts = {"version": version, "member": cast.sofie, "at": NOW}
    assert refused(lambda: Acknowledgement.objects.create(**facts)) == "what counts now is read"


@pytest.mark.parametrize(
    ("given", "constraint"),
    [
        ({"title": ""}, "agreement_has_a_title"),
        ({"kind": "wish", "about_kind": "goal", "about_id": uuid7()}, "agreement_kind_known"),
        ({"audience": ["moon"]}, "agreement_audience_known"),
        ({"about_kind": "goal"}, "agreement_about_its_matter"),
        ({"kind": "plan"}, "agreement_about_its_matter"),
    ],
)
def test_half_an_agreement_is_refused(cast, given, constraint):
    facts = {"kind": "text", "title": "X", "sponsor": cast.eva, "started_by": cast.mara, "created_at": NOW}
    assert constraint in refused(lambda: Agreement.objects.create(**facts | given))


def test_an_agreement_is_stood_for_by_somebody_who_is_here(cast):
    agreement = make.agreed(cast)
    for change in by_every_way(agreement, "sponsor_id", cast.dan.pk):
        assert "agreement_held_by_active_members" in refused(change)
    assert refused(lambda: Agreement.objects.filter(pk=agreement.pk).update(sponsor=cast.ada)) == ""


def test_nobody_leaves_an_agreement_they_stand_for(cast):
    make.agreed(cast)
    gone = {"is_active": False, "left_at": NOW}
    assert "leaves_nothing_behind" in refused(lambda: Member.objects.filter(pk=cast.eva.pk).update(**gone))
    assert "leaves_nothing_behind" not in refused(lambda: Member.objects.filter(pk=cast.sofie.pk).update(**gone))
