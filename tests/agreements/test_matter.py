"""An agreement about a thing of another app: that app says what is frozen, and hears once when it counts."""

from dataclasses import replace
from datetime import date

import pytest

from apps.agreements import commands, queries
from apps.core import things
from tests.cast import NOW
from tests.factories import agreements as make
from tests.factories import goals
from tests.outcome import outcome

pytestmark = pytest.mark.django_db


@pytest.fixture
def heard(monkeypatch):
    """Goals that agreements may be about, for this test; what they were told of, as (number, moment)."""
    told = []

    def compose(version, now):
        goal = things.kind("goal").model.objects.get(pk=version.agreement.about_id)
        return {"text": f"We reach {goal.title}.", "goal": {"title": goal.title, "steps": [1, 2]}}

    kind = replace(
        things.kind("goal"), compose=compose, on_in_force=lambda version, now: told.append((version.number, now))
    )
    monkeypatch.setitem(things._kinds, "goal", kind)
    return told


def about(cast, goal, **given):
    return make.draft(cast, kind="plan", about=goal, text="", **given)


def test_what_it_says_is_composed_and_frozen(cast, heard):
    goal = goals.goal(owner=cast.mina, title="Ten quotes")
    agreement = commands.propose(actor=cast.mara, agreement=about(cast, goal), now=NOW)
    type(goal).objects.filter(pk=goal.pk).update(title="Twenty quotes")
    found = make.proposal(agreement)
    assert found.content == {"text": "We reach Ten quotes.", "goal": {"title": "Ten quotes", "steps": [1, 2]}}
    assert (make.version(agreement).text, make.version(agreement).content) == (found.text, found.content)


def test_its_app_hears_once_when_it_counts(cast, heard):
    goal = goals.goal(owner=cast.mina)
    agreement = commands.propose(actor=cast.mara, agreement=about(cast, goal), now=NOW)
    make.signed_by(agreement, cast.sam, now=NOW)
    assert heard == []
    make.signed_by(agreement, cast.mara, now=NOW)
    commands.enter_force(now=NOW)
    assert (heard, queries.in_force(goal, NOW)) == ([(1, NOW)], make.version(agreement))


def test_its_app_hears_on_the_day_from_which_it_counts(cast, heard):
    goal = goals.goal(owner=cast.mina)
    draft = about(cast, goal, effective_on=date(2026, 3, 12))
    agreement = commands.propose(actor=cast.mara, agreement=draft, now=NOW)
    make.signed_by(agreement, cast.sam, cast.mara, now=NOW)
    assert heard == []
    later = NOW.replace(day=12)
    commands.enter_force(now=later)
    assert heard == [(1, later)]


def test_its_words_are_not_written_here(cast, heard):
    agreement = about(cast, goals.goal(owner=cast.mina))
    edit = {"actor": cast.mara, "agreement": agreement, "text": "Else.", "now": NOW}
    assert outcome(lambda: commands.edit_draft(**edit)) == "composed-elsewhere"
