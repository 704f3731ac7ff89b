"""Home reads what waits of agreements by one query; it must find what is followed up, and nothing else."""

from datetime import UTC, date, datetime, timedelta

import pytest

from apps.agreements import commands, queries
from apps.core import due, work
from apps.people import commands as people
from apps.people.queries import time_of_company
from tests.cast import NOW
from tests.factories import agreements as make

pytestmark = pytest.mark.django_db
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
# Sam is away on that Tuesday; ten working days after NOW the sponsor hears of silence.
AWAY = datetime(2026, 3, 17, 9, 0, tzinfo=UTC)
LONG_SILENT = datetime(2026, 3, 24, 9, 0, tzinfo=UTC)
NO = {"why": "Too short.", "would_do": "Two days."}


def on_desk(member, now):
    """What Home shows, and what is followed up, each as the kind and the title with the times and who waits."""
    company, time = time_of_company()
    desk = work.on_desk(work.Desk(member, now, company, time))
    followed = due.waiting(member, now)
    return [
        sorted((one.kind, str(one.thing), one.due_at, one.since, str(one.waiting_for or "")) for one in found)
        for found in (desk, followed)
    ]


def kinds_of(member, now):
    shown, followed = on_desk(member, now)
    assert shown == followed
    return [(kind, title) for kind, title, *_rest in shown]


def test_an_answer_is_asked_of_silent_seats_and_of_who_answers_for_them(cast):
    agreement = make.proposed(cast, title="Fairs", now=NOW)
    asked = [("signature-asked", "Fairs")]
    assert (kinds_of(cast.sam, NOW), kinds_of(cast.mara, NOW), kinds_of(cast.sofie, NOW)) == (asked, asked, [])
    people.set_absence(actor=cast.sam, member=cast.sam, from_on=date(2026, 3, 16), until_on=date(2026, 3, 20), now=NOW)
    commands.name_proxy(actor=cast.sam, agreement=agreement, to=cast.sofie, now=NOW)
    # In Berlin the Monday begins an hour before midnight in UTC.
    monday, saturday = datetime(2026, 3, 15, 23, 0, tzinfo=UTC), datetime(2026, 3, 20, 23, 0, tzinfo=UTC)
    found = {now: kinds_of(cast.sofie, now) for now in (monday - SECOND, monday, saturday - SECOND, saturday)}
    assert list(found.values()) == [[], asked, asked, []]
    make.signed_by(agreement, cast.sam, now=NOW)
    assert (kinds_of(cast.sam, AWAY), kinds_of(cast.sofie, AWAY), kinds_of(cast.mara, AWAY)) == ([], [], asked)


def test_whatever_was_said_last_counts(cast):
    agreement = make.proposed(cast, title="Fairs", now=NOW)
    said = {"actor": cast.sam, "agreement": agreement, "now": NOW}
    found = []

    def asks():
        found.append(kinds_of(cast.sam, NOW) != [] and agreement in queries.awaiting(cast.sam))

    commands.object_to(digest=make.digest(agreement), **said, **NO)
    asks()
    commands.withdraw_objection(**said)
    asks()
    make.signed_by(agreement, cast.sam, now=NOW)
    asks()
    commands.object_to(digest=make.digest(agreement), **said, **NO)
    asks()
    commands.withdraw_objection(**said)
    asks()
    assert found == [False, True, False, False, True]


def test_the_sponsor_hears_of_silence_after_ten_working_days(cast):
    agreement = make.proposed(cast, title="Fairs", now=NOW)
    silent = [("seat-silent", "Fairs")]
    assert (kinds_of(cast.eva, LONG_SILENT - SECOND), kinds_of(cast.eva, LONG_SILENT)) == ([], silent)
    commands.object_to(actor=cast.mara, agreement=agreement, digest=make.digest(agreement), now=NOW, **NO)
    assert kinds_of(cast.eva, LONG_SILENT) == silent
    people.leave(actor=cast.ada, member=cast.sam, now=NOW)
    assert kinds_of(cast.eva, LONG_SILENT) == []


def test_what_counts_is_read_looked_at_again_and_renewed(cast):
    """The trial ends with Friday the 20th; whoever may renew it has ten working days, from Monday the 9th on."""
    agreement = make.agreed(
        cast, title="Fairs", audience=["marketing"], now=NOW, is_trial=True, expires_on=date(2026, 3, 20),
        review_on=date(2026, 3, 11),
    )  # fmt: skip
    opens = datetime(2026, 3, 11, 8, 0, tzinfo=UTC)
    over = datetime(2026, 3, 20, 23, 0, tzinfo=UTC)
    ends, review, read = ((kind, "Fairs") for kind in ("agreement-ends", "review-due", "acknowledgement-asked"))
    assert (kinds_of(cast.sam, NOW), kinds_of(cast.milo, NOW), kinds_of(cast.sofie, NOW)) == ([ends], [read], [])
    assert (kinds_of(cast.mara, opens), kinds_of(cast.eva, opens)) == ([ends, review], [ends, review])
    assert (kinds_of(cast.eva, over), kinds_of(cast.milo, over)) == ([], [])
    commands.acknowledge(actor=cast.milo, agreement=agreement, now=NOW)
    commands.amend(actor=cast.mara, agreement=agreement, now=NOW)
    assert (kinds_of(cast.milo, opens), kinds_of(cast.eva, opens)) == ([], [review])


def test_vacant_seats_wait_for_the_sides_lead_or_an_admin_each_agreement_once(cast):
    cast.company.sales_lead = cast.mina
    cast.company.save()
    make.agreed(cast, title="Fairs", audience=["marketing"], now=NOW)
    make.agreed(cast, title="Calls", audience=["marketing"], seats=[cast.sam, cast.mara], now=NOW)
    people.leave(actor=cast.ada, member=cast.sam, now=NOW)
    people.leave(actor=cast.ada, member=cast.mara, now=NOW + SECOND)
    waits = [("seat-vacant", "Calls"), ("seat-vacant", "Fairs")]
    assert (kinds_of(cast.mina, NOW), kinds_of(cast.ada, NOW), kinds_of(cast.sofie, NOW)) == (waits, waits, [])
