"""Who may do what with a request, and from which state; the database lets through nothing else."""

from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from django.db import Error, transaction

from apps.collateral import commands
from apps.collateral.models import Request
from apps.core.errors import Refused
from tests.cast import NOW, Cast
from tests.collateral.wishing import DUE, IN_STATE, LATER, accept, confirm, decline, deliver, merge, reopen, start
from tests.factories.collateral import accepted, ask, delivered

EVERYBODY = ["sam", "sofie", "mara", "milo", "mina", "moritz", "eva", "ada", "dan"]


def outcome(act) -> str:
    try:
        with transaction.atomic():
            act()
    except PermissionDenied:
        return "403"
    except Refused as refusal:
        return refusal.code
    return "done"


KINDS = {"marketing": "process", "sales": "expert"}
ANSWERS = {
    "marketing": {"mara", "milo", "moritz", "ada"},
    "sales": {"sam", "sofie", "mina", "ada"},
}


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize("side", ANSWERS)
def test_who_answers_for_a_side(cast: Cast, side, who):
    actor, expected = cast.by_name(who), "done" if who in ANSWERS[side] else "403"
    asker = cast.eva
    told = [
        outcome(lambda: accept(actor, ask(asker, kind=KINDS[side]))),
        outcome(lambda: decline(actor, ask(asker, kind=KINDS[side]))),
        outcome(lambda: deliver(actor, ask(asker, kind=KINDS[side]))),
    ]
    assert told == [expected] * 3


@pytest.mark.parametrize("who", EVERYBODY)
def test_who_promised_it_starts_and_admins_may(cast: Cast, who):
    request = accepted(ask(cast.sam), cast.mara)
    assert outcome(lambda: start(cast.by_name(who), request)) == ("done" if who in {"mara", "ada"} else "403")


@pytest.mark.parametrize("who", EVERYBODY)
def test_who_asks_edits_confirms_and_reopens(cast: Cast, who):
    actor = cast.by_name(who)
    asked, came, back = (ask(cast.sam, title) for title in ("First", "Second", "Third"))
    came, back = delivered(came, cast.mara), delivered(back, cast.mara)
    told = {
        "ask": outcome(lambda: ask(actor, "Mine")),
        "edit": outcome(lambda: commands.edit_request(actor=actor, request=asked, title="Better", now=LATER)),
        "confirm": outcome(lambda: confirm(actor, came)),
        "reopen": outcome(lambda: reopen(actor, back)),
    }
    own = "done" if who in {"sam", "ada"} else "403"
    assert told == {"ask": "403" if who == "dan" else "done", "edit": own, "confirm": own, "reopen": own}


def test_for_an_asker_who_left_a_manager_of_their_side_says_the_word(cast: Cast):
    request = delivered(ask(cast.sofie), cast.mara)
    cast.sofie.is_active = False
    cast.sofie.save()
    told = [outcome(partial(confirm, member, request)) for member in (cast.sam, cast.moritz, cast.mina)]
    assert told == ["403", "403", "done"]


# --- every state and every act

OWED = ["new", "accepted", "in_progress", "reopened"]
ACTS = {
    "accept": (lambda c, r: accept(c.mara, r), {"new": "accepted"}),
    "decline": (lambda c, r: decline(c.mara, r), dict.fromkeys(OWED, "declined")),
    "deliver": (lambda c, r: deliver(c.mara, r), dict.fromkeys(OWED, "delivered")),
    # An admin, who may before anybody owns it: what is refused then is the state.
    "start": (lambda c, r: start(c.ada, r), dict.fromkeys(["accepted", "reopened"], "in_progress")),
    "merge": (lambda c, r: merge(c.mara, r, ask(c.sofie, "The same")), dict.fromkeys(OWED, "merged")),
    "confirm": (lambda c, r: confirm(c.sam, r), {"delivered": "confirmed"}),
    "reopen": (lambda c, r: reopen(c.sam, r), {"delivered": "reopened"}),
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("state", IN_STATE)
def test_every_act_in_every_state(cast: Cast, state, act):
    request = IN_STATE[state](cast)
    do, leads_to = ACTS[act]
    told = outcome(lambda: do(cast, request))
    request.refresh_from_db()
    expected = ("done", leads_to[state]) if state in leads_to else ("wrong-state", state)
    assert (told, request.state) == expected


LEGAL = {
    ("new", "accepted"), ("new", "delivered"), ("new", "declined"), ("accepted", "delivered"),
    ("accepted", "declined"), ("accepted", "in_progress"), ("in_progress", "delivered"), ("in_progress", "declined"),
    ("delivered", "confirmed"), ("delivered", "reopened"), ("reopened", "delivered"), ("reopened", "in_progress"),
    ("reopened", "declined"), ("new", "merged"), ("accepted", "merged"), ("in_progress", "merged"),
    ("reopened", "merged"),
}  # fmt: skip


def test_the_database_lets_through_legal_jumps_alone(cast: Cast):
    """With every field filled, so that only the jump itself can be refused; what is merged leads nowhere else."""
    into = ask(cast.sofie, "Into")
    full = {
        "owner": cast.mara, "due_on": DUE, "declined_because": "Why", "answer": "It", "delivered_at": NOW,
        "missing": "What", "reopened_at": NOW, "confirmed_at": NOW, "started_at": NOW,
    }  # fmt: skip
    passed = set()
    for before in IN_STATE:
        for after in set(IN_STATE) - {before}:
            request = IN_STATE[before](cast)
            Request.objects.filter(pk=request.pk).update(**full)
            try:
                with transaction.atomic():
                    goes_on = into if after == "merged" else None
                    Request.objects.filter(pk=request.pk).update(state=after, merged_into=goes_on)
            except Error:
                continue
            passed.add((before, after))
    assert passed == LEGAL


def test_the_database_refuses_a_state_without_what_it_means(cast: Cast):
    request = ask(cast.sam)
    for state in ("accepted", "in_progress", "delivered", "declined"):
        with pytest.raises(Error), transaction.atomic():
            Request.objects.filter(pk=request.pk).update(state=state)
    with pytest.raises(Error), transaction.atomic():
        Request.objects.filter(pk=request.pk).update(owner=cast.dan)
