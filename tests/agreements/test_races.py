"""Two people at the same moment, on two real connections, in both orders."""

from datetime import timedelta

import pytest

from apps.agreements import commands, queries
from apps.agreements.models import Signature
from apps.notices.models import Notice
from apps.people import commands as people
from apps.trail.models import Activity
from tests.cast import NOW, make_cast
from tests.factories import agreements as make
from tests.races import at_once, told_in_order

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast():
    return make_cast()


def signing(cast, agreement, who):
    digest = make.digest(agreement)
    return lambda: commands.sign(actor=cast.by_name(who), agreement=agreement, digest=digest, now=NOW)


def states(agreement):
    return list(agreement.versions.order_by("number").values_list("number", "state"))


def times_announced():
    return Activity.objects.filter(act="agreement.in_force").count()


@pytest.mark.parametrize("order", [("sam", "mara"), ("mara", "sam")])
def test_the_last_two_seats_sign_at_the_same_moment(cast, order):
    agreement = make.proposed(cast)
    assert told_in_order(*[signing(cast, agreement, who) for who in order]) == ["done", "done"]
    assert (states(agreement), times_announced()) == ([(1, "signed")], 1)
    assert queries.in_force(agreement, NOW) == make.version(agreement)
    assert Notice.objects.filter(kind="agreement-in-force", recipient=cast.sam).count() == 1


def test_the_last_two_seats_sign_an_amendment_at_the_same_moment(cast):
    agreement = make.amended(cast, make.agreed(cast), text="Two days.")
    commands.propose(actor=cast.mara, agreement=agreement, now=NOW)
    results = at_once(*[signing(cast, agreement, who) for who in ("sam", "mara")])
    assert [result for result in results if isinstance(result, Exception)] == []
    # Announced once for each version, and the first ends where the second begins.
    assert (states(agreement), times_announced()) == ([(1, "ended"), (2, "signed")], 2)
    assert make.version(agreement, 1).ends_at == make.version(agreement, 2).effective_from == NOW


@pytest.mark.parametrize("sign_first", [True, False])
def test_signing_while_it_is_taken_back(cast, sign_first):
    agreement = make.signed_by(make.proposed(cast), cast.mara)
    sign = signing(cast, agreement, "sam")

    def take_back():
        commands.take_back(actor=cast.mara, agreement=agreement, now=NOW)

    if sign_first:
        assert told_in_order(sign, take_back) == ["done", "NotProposed"]
        assert (states(agreement), times_announced()) == ([(1, "signed")], 1)
    else:
        assert told_in_order(take_back, sign) == ["done", "NotProposed"]
        assert (states(agreement), times_announced()) == ([(1, "draft")], 0)
        assert not Signature.objects.filter(member=cast.sam).exists()


@pytest.mark.parametrize("sign_first", [True, False])
def test_signing_while_somebody_objects(cast, sign_first):
    """Whoever is last by the lock finds what the other did: with the objection standing nothing counts."""
    agreement = make.proposed(cast)
    sign, digest = signing(cast, agreement, "mara"), make.digest(agreement)

    def object_to():
        commands.object_to(
            actor=cast.sam, agreement=agreement, digest=digest, why="Too short.", would_do="Two days.", now=NOW
        )

    acts = (sign, object_to) if sign_first else (object_to, sign)
    assert told_in_order(*acts) == ["done", "done"]
    assert states(agreement) == [(1, "proposed")]


def test_two_amend_at_the_same_moment(cast):
    agreement = make.agreed(cast)
    acts = [lambda who=who: commands.amend(actor=who, agreement=agreement, now=NOW) for who in (cast.sam, cast.mara)]
    assert told_in_order(*acts) == ["done", "OpenAlready"]
    assert states(agreement) == [(1, "signed"), (2, "draft")]


def test_two_sweeps_announce_once(cast):
    agreement = make.proposed(cast, effective_on=NOW.date().replace(day=12))
    make.signed_by(agreement, cast.sam, cast.mara, now=NOW)
    later = NOW.replace(day=13)
    assert sum(at_once(*[lambda: commands.enter_force(now=later)] * 2)) == 1
    assert times_announced() == 1


def test_a_suggestion_is_taken_once(cast):
    agreement = make.draft(cast, consulted=[cast.sofie])
    wish = {"text": "Two days.", "why": "Fairs."}
    suggestion = commands.suggest_change(actor=cast.sofie, agreement=agreement, now=NOW, **wish)
    answer = {"agreement": agreement, "suggestion": suggestion, "now": NOW}
    acts = [
        lambda: commands.take_suggestion(actor=cast.sam, **answer),
        lambda: commands.decline_suggestion(actor=cast.mara, reason="No.", **answer),
    ]
    assert told_in_order(*acts) == ["done", "AnsweredAlready"]
    assert make.version(agreement).text == "Two days."


@pytest.mark.parametrize("reseat_first", [True, False])
def test_a_seat_answers_while_it_is_given_to_somebody_else(cast, reseat_first):
    agreement = make.proposed(cast, now=NOW - timedelta(days=21))
    seat = make.version(agreement).seats.get(side="sales")

    def reseat():
        commands.reseat(actor=cast.eva, agreement=agreement, seat=seat, to=cast.sofie, reason="On leave.", now=NOW)

    sign = signing(cast, agreement, "sam")
    if reseat_first:
        assert told_in_order(reseat, sign) == ["done", "PermissionDenied"]
    else:
        assert told_in_order(sign, reseat) == ["done", "HasAnswered"]
    assert Signature.objects.count() == (0 if reseat_first else 1)


def test_a_proxy_signs_while_the_word_is_taken_back(cast):
    agreement = make.proposed(cast)
    people.set_absence(actor=cast.sam, member=cast.sam, until_on=NOW.date() + timedelta(days=3), now=NOW)
    commands.name_proxy(actor=cast.sam, agreement=agreement, to=cast.sofie, now=NOW)
    facts = {"actor": cast.sofie, "instead_of": cast.sam, "digest": make.digest(agreement)}
    acts = [
        lambda: commands.end_proxy(actor=cast.sam, agreement=agreement, now=NOW),
        lambda: commands.sign(agreement=agreement, now=NOW, **facts),
    ]
    assert told_in_order(*acts) == ["done", "PermissionDenied"]
    assert Signature.objects.count() == 0


def test_whoever_works_on_a_draft_that_is_dropped_at_this_moment_is_told_so(cast):
    agreement = make.draft(cast)

    def drop():
        commands.discard_draft(actor=cast.mara, agreement=agreement, now=NOW)

    def edit():
        commands.edit_draft(actor=cast.sam, agreement=agreement, text="Two days.", now=NOW)

    assert told_in_order(drop, edit) == ["done", "Gone"]
