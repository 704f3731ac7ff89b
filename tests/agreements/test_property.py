"""Whatever ten people do, and whenever: what counts is exactly what every seat of it signed, and never two at once.

They act through the commands at random, a second process interleaving. After every step SQL written apart from the
code says what is wrong; and the run counts what it reached, so that it can't pass by doing nothing.
"""

import os
from collections import Counter
from datetime import timedelta

import pytest

from apps.agreements import commands
from tests.agreements import truth
from tests.agreements.crowd import Crowd
from tests.agreements.deeds import Beside, do, hasten
from tests.cast import NOW, make_cast

pytestmark = pytest.mark.django_db(transaction=True)
# How many runs: one in the suite, thousands of steps more by `make test-deep`.
RUNS = int(os.environ.get("ACCORD_RUNS", "1"))
LEAST = int(os.environ.get("ACCORD_LEAST", "50"))
# Three or four thousand are enough as a rule.
MOST_STEPS = 12_000
ACTS = [
    "start_agreement",
    "edit_draft",
    "propose",
    "sign",
    "object_to",
    "withdraw_objection",
    "take_back",
    "withdraw",
    "amend",
    "acknowledge",
    "name_successor",
    "suggest_change",
    "take_suggestion",
    "decline_suggestion",
    "withdraw_suggestion",
    "terminate",
    "discard_draft",
    "review",
    "name_proxy",
    "end_proxy",
    "sign_for",
    "reseat",
    "move_due",
    "talk_about",
    "leave",
]
# What nobody does: the sweep, which refuses nothing, and what leaving and moving do.
NOBODYS = {"enter_force", "hand_over_agreement", "tell_moved"}
# What is no command of agreements by itself: leaving, moving a due date, signing as somebody's proxy.
BY_OTHER_NAMES = {"leave", "move_due", "sign_for"}
STATES = {"draft", "proposed", "signed", "withdrawn", "ended"}
JUMPS = {
    ("draft", "proposed"),
    ("proposed", "draft"),
    ("proposed", "withdrawn"),
    ("proposed", "signed"),
    ("signed", "ended"),
    # Two jumps in one act: what ends an agreement at once never counts itself.
    ("proposed", "ended"),
}
# What must be done before an act is possible; all begins with a draft.
BEFORE = {
    "acknowledge": "sign",
    "amend": "sign",
    "decline_suggestion": "suggest_change",
    "discard_draft": "start_agreement",
    "edit_draft": "start_agreement",
    "end_proxy": "name_proxy",
    "name_proxy": "propose",
    "reseat": "propose",
    "sign_for": "name_proxy",
    "talk_about": "move_due",
    "name_successor": "leave",
    "object_to": "propose",
    "propose": "edit_draft",
    "review": "sign",
    "sign": "propose",
    "suggest_change": "sign",
    "take_back": "propose",
    "take_suggestion": "suggest_change",
    "terminate": "sign",
    "withdraw": "propose",
    "withdraw_objection": "object_to",
    "withdraw_suggestion": "suggest_change",
}


def test_every_command_is_tried():
    assert {*ACTS} - BY_OTHER_NAMES == {*commands.__all__} - NOBODYS


class Run:
    """One run, and what it reached.

    Attributes:
        tally: how often each act was done and refused, and by two at once.
    """

    def __init__(self, seed: int, beside: Beside) -> None:
        hasten()
        self.crowd, self.beside, self.now = Crowd(make_cast(), seed), beside, NOW
        self.random = self.crowd.random
        self.tally, self.codes = Counter(), Counter()
        # The plan with its leeway was signed before anybody looked.
        self.jumps, self.seen, self.before, self.held = set(), set(), truth.states(), truth.holders()

    @staticmethod
    def least(act):
        """Leaving is no act on agreements, it only stirs them."""
        return LEAST if act != "leave" else LEAST // 5

    def lacking(self):
        return [(act, how) for act in ACTS for how in ("done", "refused") if self.tally[act, how] < self.least(act)]

    def is_whole(self):
        return not self.lacking() and self.seen == STATES and self.jumps == JUMPS and self.tally["both"] >= LEAST

    def step(self):
        self.now += timedelta(minutes=self.random.randint(1, 90))
        if self.random.random() < 0.01:
            # Nobody does anything for two weeks, so that seats stay silent for long.
            self.now += timedelta(days=15)
        touched = None
        if self.random.random() < 0.1:
            commands.enter_force(now=self.now)
        elif self.random.random() < 0.04:
            self._two_at_once()
            return self.look(alone=False)
        else:
            act, facts = self._chosen()
            self._note(act, facts)
            touched = facts.get("agreement")
        return self.look(alone=True, only=touched)

    def look(self, *, alone, only=None):
        """What is wrong now: of the agreement that was acted on, or of all where it may have been any."""
        states = truth.states(only)
        moved = {(self.before.get(pk, "draft"), state) for pk, state in states.items()}
        # Of two who act at once only the outcome is seen, not what was between.
        self.jumps |= {(old, new) for old, new in moved if old != new} if alone else set()
        self.before, self.seen = self.before | states, self.seen | {*states.values()}
        self.held |= truth.holders(only)
        wrong = truth.faults(self.now, only)
        return wrong + [
            ("somebody signed for a seat that was never theirs", *one) for one in truth.signers(only) - self.held
        ]

    def _chosen(self):
        lacking = self.lacking()
        if lacking and self.random.random() < 0.85:
            # What lacks most comes most, so that no rare act is waited for at the end.
            short = [self.least(act) - self.tally[act, how] for act, how in lacking]
            act, how = self.random.choices(lacking, weights=short)[0]
        elif not lacking and self.random.random() < 0.7:
            # Only a jump is missing: most lie where what is drafted is signed, ends among it.
            act, how = self.random.choice(["terminate", "propose", "sign", "sign", "sign"]), "done"
        else:
            act, how = self.random.choice(WHATEVER)
        facts = self.crowd.likely(act, self.now) if how == "done" else self.crowd.wild(act, self.now)
        while facts is None:
            act = BEFORE[act]
            facts = self.crowd.likely(act, self.now)
        return act, facts

    def _note(self, act, facts, said=None):
        said = said or do(act, facts, self.now)
        self.tally[act, "done" if said == "done" else "refused"] += 1
        self.codes[act, said] += 1
        if (act, said) == ("leave", "done"):
            self.crowd.replace(facts["member"])

    def _two_at_once(self):
        """Two people at the same agreement, in either order."""
        mine, theirs = self._chosen(), self._chosen()
        if "agreement" in mine[1] and not {"seat", "suggestion", "move"} & {*theirs[1]} and "agreement" in theirs[1]:
            theirs[1]["agreement"] = mine[1]["agreement"]
        order = self.random.choice([self.beside.first, self.beside.second])
        said = order((*mine, self.now), (*theirs, self.now))
        self._note(*mine, said[0])
        self._note(*theirs, said[1])
        self.tally["both"] += 1


WHATEVER = [(act, how) for act in ACTS if act != "leave" for how in ("done", "done", "refused")]


@pytest.fixture
def beside():
    other = Beside()
    yield other
    other.close()


@pytest.mark.parametrize("seed", range(1, RUNS + 1))
def test_what_counts_is_what_every_seat_signed(beside, seed):
    run = Run(seed, beside)
    for step in range(MOST_STEPS):
        wrong = run.step()
        assert wrong == [], f"seed {seed}, step {step}"
        if run.is_whole():
            break
    assert (run.lacking(), run.seen, run.jumps) == ([], STATES, JUMPS)
    assert run.tally["both"] >= LEAST
