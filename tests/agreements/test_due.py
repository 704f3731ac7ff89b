"""What falls due and what waits for whom; Tuesday 10 March 2026, ten in Berlin, is NOW."""

from datetime import UTC, datetime, timedelta

import pytest

from apps.agreements import commands
from apps.core import due, things
from apps.core.due import Window
from apps.people import commands as people
from tests.cast import NOW
from tests.factories import agreements as make

pytestmark = pytest.mark.django_db
# Three working days after NOW, and five.
ANSWER_BY = datetime(2026, 3, 13, 9, 0, tzinfo=UTC)
READ_BY = datetime(2026, 3, 17, 9, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def within(kind, after, until):
    found = due.due_kind(kind).within(Window(after, until))
    return sorted((one.recipient.first_name, one.thing.title, one.due_at) for one in found)


def waits_for(member):
    return [
        (one.kind, one.thing.title) for one in due.waiting(member, NOW) if one.thing.__class__.__name__ == "Agreement"
    ]


def test_an_answer_is_due_three_working_days_after_the_proposal(cast):
    agreement = make.proposed(cast, title="Fairs", now=NOW)
    asked = [("Mara", "Fairs", ANSWER_BY), ("Sam", "Fairs", ANSWER_BY)]
    assert within("signature-asked", ANSWER_BY - SECOND, ANSWER_BY) == asked
    assert within("signature-asked", ANSWER_BY, ANSWER_BY + SECOND) == []
    make.signed_by(agreement, cast.sam, now=NOW)
    assert within("signature-asked", ANSWER_BY - SECOND, ANSWER_BY) == asked[:1]
    commands.take_back(actor=cast.mara, agreement=agreement, now=NOW)
    assert within("signature-asked", ANSWER_BY - SECOND, ANSWER_BY) == []


def test_who_has_left_is_not_reminded(cast):
    make.proposed(cast, title="Fairs", now=NOW)
    people.leave(actor=cast.ada, member=cast.sam, now=NOW)
    assert within("signature-asked", ANSWER_BY - SECOND, ANSWER_BY) == [("Mara", "Fairs", ANSWER_BY)]


def test_reading_is_due_five_working_days_after_it_counts_for_who_has_not(cast):
    agreement = make.agreed(cast, title="Fairs", audience=["sales"], now=NOW)
    asked = [("Mina", "Fairs", READ_BY), ("Sofie", "Fairs", READ_BY)]
    assert within("acknowledgement-asked", READ_BY - SECOND, READ_BY) == asked
    commands.acknowledge(actor=cast.sofie, agreement=agreement, now=NOW)
    assert within("acknowledgement-asked", READ_BY - SECOND, READ_BY) == asked[:1]


def test_what_waits_for_whom(cast):
    proposed, counting = make.proposed(cast, title="Fairs", now=NOW), make.agreed(cast, title="Files", now=NOW)
    assert waits_for(cast.sam) == [("signature-asked", "Fairs")]
    assert waits_for(cast.sofie) == [("acknowledgement-asked", "Files")]
    make.signed_by(proposed, cast.sam, now=NOW)
    commands.acknowledge(actor=cast.sofie, agreement=counting, now=NOW)
    assert (waits_for(cast.sam), waits_for(cast.sofie)) == ([], [])


def test_a_reminder_is_only_sent_while_it_is_true(cast):
    agreement = make.proposed(cast, now=NOW)
    assert things.still_due(agreement, "signature-asked", cast.sam)
    make.signed_by(agreement, cast.sam, now=NOW)
    assert not things.still_due(agreement, "signature-asked", cast.sam)
    assert things.still_due(agreement, "signature-asked", cast.mara)
