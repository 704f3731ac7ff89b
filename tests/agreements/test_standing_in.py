"""Who answers in somebody's place: a proxy for an absence, a successor, another by the sponsor's word."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from apps.agreements import commands, queries
from apps.agreements.models import Proxy, Reseating, Seat, Signature
from apps.core import due
from apps.core.due import Window
from apps.notices.models import Notice
from apps.people import commands as people
from tests.cast import NOW
from tests.factories import agreements as make
from tests.outcome import outcome
from tests.walker import Walker

pytestmark = pytest.mark.django_db
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
# NOW is a Tuesday; Sam is away the whole week after.
AWAY_FROM, AWAY_UNTIL = date(2026, 3, 16), date(2026, 3, 20)
AWAY = datetime(2026, 3, 17, 9, 0, tzinfo=UTC)
# Ten working days after NOW.
LONG_SILENT = datetime(2026, 3, 24, 9, 0, tzinfo=UTC)


def told(kind):
    return sorted(notice.recipient.first_name for notice in Notice.objects.filter(kind=kind))


def sam_is_away(cast, from_on=AWAY_FROM, until_on=AWAY_UNTIL, now=NOW):
    return people.set_absence(actor=cast.sam, member=cast.sam, from_on=from_on, until_on=until_on, now=now)


def with_proxy(cast):
    """Proposed, and Sofie answers for Sam in the week in which he is away."""
    agreement = make.proposed(cast, now=NOW)
    sam_is_away(cast)
    return commands.name_proxy(actor=cast.sam, agreement=agreement, to=cast.sofie, now=NOW)


def answer(cast, agreement, **given):
    facts = {"actor": cast.sofie, "instead_of": cast.sam, "digest": make.digest(agreement), "now": AWAY}
    return facts | {"agreement": agreement} | given


# --- a proxy ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("by", "to", "what"),
    [
        ("sam", "sofie", "done"),
        ("sam", "mina", "done"),
        ("sam", "milo", "other-side"),
        ("sam", "mara", "other-side"),
        ("sam", "dan", "has-left"),
        ("mara", "milo", "no-absence"),
        ("sofie", "mina", "403"),
        ("eva", "sofie", "403"),
        ("ada", "sofie", "403"),
    ],
)
def test_who_names_whom(cast, by, to, what):
    agreement = make.proposed(cast, now=NOW)
    sam_is_away(cast)
    name = {"actor": cast.by_name(by), "to": cast.by_name(to), "agreement": agreement, "now": NOW}
    assert outcome(lambda: commands.name_proxy(**name)) == what


def test_who_holds_a_seat_answers_for_nobody_else(cast):
    agreement = make.proposed(cast, seats=[cast.sam, cast.sofie, cast.mara], now=NOW)
    sam_is_away(cast)
    name = {"actor": cast.sam, "to": cast.sofie, "agreement": agreement, "now": NOW}
    assert outcome(lambda: commands.name_proxy(**name)) == "seated-already"


@pytest.mark.parametrize(
    ("at", "what"),
    [
        (datetime(2026, 3, 15, 22, 59, tzinfo=UTC), "403"),
        (datetime(2026, 3, 15, 23, 0, tzinfo=UTC), "done"),
        (datetime(2026, 3, 20, 22, 59, tzinfo=UTC), "done"),
        (datetime(2026, 3, 20, 23, 0, tzinfo=UTC), "403"),
    ],
)
def test_the_proxy_answers_on_the_days_of_the_absence_in_the_holders_zone(cast, at, what):
    agreement = with_proxy(cast)
    assert outcome(lambda: commands.sign(**answer(cast, agreement, now=at))) == what


def test_an_absence_that_ended_early_ends_it(cast):
    agreement = make.proposed(cast, now=NOW)
    absence = sam_is_away(cast)
    commands.name_proxy(actor=cast.sam, agreement=agreement, to=cast.sofie, now=NOW)
    people.end_absence(actor=cast.sam, absence=absence, now=AWAY)
    assert outcome(lambda: commands.sign(**answer(cast, agreement))) == "403"


def test_a_word_taken_back_ends_it(cast):
    agreement = with_proxy(cast)
    commands.end_proxy(actor=cast.sam, agreement=agreement, now=NOW)
    assert outcome(lambda: commands.sign(**answer(cast, agreement))) == "403"
    assert outcome(lambda: commands.end_proxy(actor=cast.sam, agreement=agreement, now=NOW)) == "no-proxy"
    assert (told("proxy-named"), told("proxy-ended")) == (["Sofie"], ["Sofie"])


def test_it_is_marked_as_given_for_the_holder_and_counts(cast):
    agreement = with_proxy(cast)
    commands.sign(**answer(cast, agreement))
    make.signed_by(agreement, cast.mara, now=AWAY)
    given = Signature.objects.get(seat__side="sales")
    assert (given.member, given.proxy, queries.in_force(agreement, AWAY)) == (
        cast.sam,
        cast.sofie,
        make.version(agreement),
    )
    assert told("proxy-answered") == ["Sam"]


def test_a_proxy_never_speaks_over_the_holder(cast):
    agreement = with_proxy(cast)
    no = {"why": "Too short.", "would_do": "Two days."}
    commands.object_to(actor=cast.sam, agreement=agreement, digest=make.digest(agreement), now=NOW, **no)
    assert outcome(lambda: commands.sign(**answer(cast, agreement))) == "answered-themselves"
    commands.withdraw_objection(actor=cast.sam, agreement=agreement, now=NOW)
    assert outcome(lambda: commands.sign(**answer(cast, agreement))) == "answered-themselves"


def test_a_proxy_may_object_and_the_holder_changes_the_answer_once_back(cast):
    agreement = with_proxy(cast)
    no = {"why": "Too short.", "would_do": "Two days."}
    assert outcome(lambda: commands.object_to(**answer(cast, agreement, **no))) == "done"
    assert [one.proxy for one in agreement.versions.get().proposals.get().objections.all()] == [cast.sofie]
    make.signed_by(agreement, cast.sam, cast.mara, now=AWAY + 7 * DAY)
    assert make.version(agreement).state == "signed"


def test_it_waits_for_the_proxy_too_while_the_holder_is_away(cast):
    agreement = with_proxy(cast)

    def waits(member, now):
        return [one.kind for one in due.waiting(member, now) if one.thing == agreement]

    assert (waits(cast.sofie, NOW), waits(cast.sofie, AWAY)) == ([], ["signature-asked"])
    commands.sign(**answer(cast, agreement))
    assert (waits(cast.sofie, AWAY), waits(cast.sam, AWAY)) == ([], [])


def test_the_database_refuses_a_proxy_whom_nobody_named(cast):
    agreement = with_proxy(cast)
    seat, proposal = make.version(agreement).seats.get(side="sales"), make.proposal(agreement)
    facts = {"seat": seat, "proposal": proposal, "member": cast.sam, "number": 9, "digest": proposal.digest}

    def refused(**given):
        try:
            with transaction.atomic():
                Signature.objects.create(**facts | given)
                transaction.set_rollback(True)
        except IntegrityError as fault:
            return str(fault).splitlines()[0]
        return ""

    wrong = "nobody named them to answer here on this day"
    assert refused(proxy=cast.sofie, at=AWAY) == ""
    assert refused(proxy=cast.mina, at=AWAY) == wrong
    assert refused(proxy=cast.sofie, at=NOW) == wrong
    for change in ({"to": cast.mina}, {"until_on": date(2027, 1, 1)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Proxy.objects.update(**change)


def test_named_signed_and_told_on_the_pages(cast):
    now = timezone.now()
    agreement = make.proposed(cast, now=now)
    page = f"/agreements/{agreement.pk}/"
    sam = Walker(cast.sam).open(page).follow("While I'm away")
    sam.press("Name them", to="Sofie Sommer", expect=422).reads("Say first when you are away")
    sam_is_away(cast, from_on=timezone.localdate(now), until_on=timezone.localdate(now) + DAY, now=now)
    sam.open(page).follow("While I'm away").press("Name them", to="Sofie Sommer").reads(
        "They are told.", "Sofie Sommer answers for them while they are away"
    )
    sofie = Walker(cast.sofie).open("/").reads("Sam Sanders named you to answer for them").open(page)
    sofie.reads("Sam Sanders is away and named you").press("I agree, for Sam").reads("Sofie Sommer for Sam")
    Walker(cast.sam).open("/").reads("Sofie Sommer answered for you")


# --- silence ----------------------------------------------------------------------------------------------


def reseat(cast, agreement, **given):
    seat = make.version(agreement).seats.get(side="sales")
    facts = {"actor": cast.eva, "agreement": agreement, "seat": seat, "to": cast.sofie, "reason": "On leave."}
    return commands.reseat(**facts | {"now": LONG_SILENT} | given)


@pytest.mark.parametrize(
    ("given", "what"),
    [
        ({}, "done"),
        ({"now": LONG_SILENT - SECOND}, "too-early"),
        ({"reason": " "}, "words-needed"),
        ({"to": "milo"}, "other-side"),
        ({"to": "eva"}, "never-for-it"),
        ({"to": "dan"}, "has-left"),
        ({"actor": "ada"}, "403"),
        ({"actor": "mara"}, "403"),
        ({"actor": "mina"}, "403"),
    ],
)
def test_the_sponsor_gives_a_silent_seat_to_somebody_else_after_ten_working_days(cast, given, what):
    agreement = make.proposed(cast, now=NOW)
    given = {name: cast.by_name(value) if name in ("to", "actor") else value for name, value in given.items()}
    assert outcome(lambda: reseat(cast, agreement, **given)) == what


@pytest.mark.parametrize("said", ["agree", "object"])
def test_who_has_answered_keeps_the_seat(cast, said):
    agreement = make.proposed(cast, now=NOW)
    words = {"actor": cast.sam, "agreement": agreement, "digest": make.digest(agreement), "now": NOW}
    if said == "agree":
        commands.sign(**words)
    else:
        commands.object_to(**words, why="Too short.", would_do="Two days.")
    assert outcome(lambda: reseat(cast, agreement)) == "has-answered"


def test_it_is_on_record_and_the_new_holder_signs(cast):
    agreement = make.proposed(cast, now=NOW)
    reseat(cast, agreement)
    found = Reseating.objects.get()
    assert (found.before, found.to, found.by, found.reason) == (cast.sam, cast.sofie, cast.eva, "On leave.")
    assert (told("seat-given"), told("seat-taken"), told("seat-reseated")) == (["Sofie"], ["Sam"], ["Mara"])
    sign = {"agreement": agreement, "digest": make.digest(agreement), "now": LONG_SILENT}
    assert outcome(lambda: commands.sign(actor=cast.sam, **sign)) == "403"
    assert outcome(lambda: commands.sign(actor=cast.eva, **sign)) == "403"
    make.signed_by(agreement, cast.sofie, cast.mara, now=LONG_SILENT)
    assert make.version(agreement).state == "signed"


def test_the_sponsor_hears_of_silence_once_ten_working_days_are_over(cast):
    agreement = make.proposed(cast, title="Fairs", now=NOW)

    def silent():
        found = due.due_kind("seat-silent").within(Window(LONG_SILENT - SECOND, LONG_SILENT))
        return [(one.recipient.first_name, one.thing.title, one.due_at) for one in found]

    assert silent() == [("Eva", "Fairs", LONG_SILENT)]
    for now, kinds in ((LONG_SILENT - SECOND, []), (LONG_SILENT, ["seat-silent"])):
        assert [one.kind for one in due.waiting(cast.eva, now) if one.thing == agreement] == kinds
    make.signed_by(agreement, cast.mara, now=NOW)
    commands.object_to(
        actor=cast.sam, agreement=agreement, digest=make.digest(agreement), why="No.", would_do="Yes.", now=NOW
    )
    assert silent() == []


def test_the_database_gives_no_seat_away_without_the_record_of_it(cast):
    agreement = make.proposed(cast, now=NOW)
    seat, proposal = make.version(agreement).seats.get(side="sales"), make.proposal(agreement)
    facts = {"proposal": proposal, "seat": seat, "before": cast.sam, "to": cast.sofie, "by": cast.eva, "reason": "."}

    def refused(**given):
        try:
            with transaction.atomic():
                Reseating.objects.create(**facts | {"at": LONG_SILENT} | given)
                Seat.objects.filter(pk=seat.pk).update(member=cast.sofie)
                transaction.set_rollback(True)
        except IntegrityError as fault:
            return str(fault).splitlines()[0]
        return ""

    assert refused() == ""
    lately = "a seat that has answered, or was asked lately, is given to nobody else"
    assert refused(at=NOW + 9 * DAY) == lately
    assert refused(by=cast.ada) == lately
    assert refused(before=cast.mina) == lately
    assert "reseating_never_to_oneself" in refused(to=cast.eva)
    assert refused(to=cast.mina) == "a seat changes hands once its holder has left"


def test_reseated_on_the_page(cast):
    agreement = make.proposed(cast, now=timezone.now() - timedelta(days=21))
    eva = Walker(cast.eva).open("/").reads("has been silent for ten working days").open(f"/agreements/{agreement.pk}/")
    seat = make.version(agreement).seats.get(side="sales")
    eva.open(f"/agreements/{agreement.pk}/seats/{seat.pk}/reseat/")
    eva.press("Give it to them", to="Sofie Sommer", reason="On leave.").reads(
        "Sofie Sommer", "Given by Eva Evers in place of Sam Sanders, who didn't answer: On leave."
    )


# --- vacancy and review -----------------------------------------------------------------------------------


def test_a_vacant_seat_is_named_to_the_sides_lead(cast):
    cast.company.sales_lead = cast.mina
    cast.company.save()
    agreement = make.agreed(cast, title="Fairs", now=NOW)
    people.leave(actor=cast.ada, member=cast.sam, now=NOW)
    due_at = datetime(2026, 3, 13, 9, 0, tzinfo=UTC)
    found = due.due_kind("seat-vacant").within(Window(due_at - SECOND, due_at))
    assert [(one.recipient.first_name, one.thing.title, one.due_at) for one in found] == [("Mina", "Fairs", due_at)]
    assert [one.kind for one in due.waiting(cast.mina, NOW) if one.thing == agreement] == [
        "seat-vacant",
        "acknowledgement-asked",
    ]
    seat = make.version(agreement).seats.get(side="sales")
    commands.name_successor(actor=cast.mina, agreement=agreement, seat=seat, to=cast.sofie, now=NOW)
    assert list(due.due_kind("seat-vacant").within(Window(due_at - SECOND, due_at))) == []


def test_a_side_of_which_nobody_is_left_is_shown_loudly(cast):
    agreement = make.agreed(cast)
    people.leave(actor=cast.ada, member=cast.sam, now=timezone.now())
    Walker(cast.milo).open(f"/agreements/{agreement.pk}/").reads("Nobody of Sales who agreed to this is here any more.")


def test_the_concern_comes_back_on_the_review_date(cast):
    """From nine in Berlin on that day, to both seats and the sponsor, until somebody says how it stands."""
    opens = datetime(2026, 3, 20, 8, 0, tzinfo=UTC)
    agreement = make.proposed(cast, review_on=date(2026, 3, 20), now=NOW)
    make.signed_by(agreement, cast.sam, cast.mara, now=NOW, concern="Fairs are hard.")

    def asked():
        found = due.due_kind("review-due").within(Window(opens - SECOND, opens))
        return sorted(one.recipient.first_name for one in found)

    assert asked() == ["Eva", "Mara", "Sam"]
    assert [one.kind for one in due.waiting(cast.sam, opens) if one.thing == agreement] == ["review-due"]
    say = {"agreement": agreement, "note": "The fairs were no trouble.", "now": opens}
    assert outcome(lambda: commands.review(actor=cast.milo, **say)) == "403"
    assert outcome(lambda: commands.review(actor=cast.sam, **say | {"note": ""})) == "words-needed"
    assert outcome(lambda: commands.review(actor=cast.sam, **say, review_on=date(2026, 3, 1))) == "day-is-past"
    commands.review(actor=cast.sam, **say, review_on=date(2026, 9, 1))
    agreement.refresh_from_db()
    assert (asked(), agreement.review_on) == ([], date(2026, 9, 1))


def test_looked_at_again_on_the_page(cast):
    now = timezone.now()
    agreement = make.proposed(cast, review_on=timezone.localdate(now) - DAY, now=now - DAY)
    make.signed_by(agreement, cast.sam, cast.mara, now=now - DAY, concern="Fairs are hard.")
    sam = Walker(cast.sam).open(f"/agreements/{agreement.pk}/").reads("Fairs are hard.").follow("We looked at it again")
    sam.press("We looked at it: it stays as it is", note="No trouble.").reads("It is written down.", "no date")
