"""A draft is worked on by those named on it, and frozen when it is proposed."""

import hashlib
import json
from datetime import date, timedelta

import pytest

from apps.agreements import commands, queries
from apps.core.errors import Stale
from apps.notices.models import Notice
from tests.agreements.reading import state, told
from tests.cast import NOW
from tests.factories import agreements as make
from tests.outcome import outcome

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


# --- the draft --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "what"),
    [("sam", "403"), ("mara", "done"), ("mina", "done"), ("eva", "done"), ("ada", "done"), ("dan", "403")],
)
def test_who_may_begin_an_agreement(cast, who, what):
    assert outcome(lambda: make.draft(cast, by=cast.by_name(who))) == what


@pytest.mark.parametrize(
    ("who", "what"),
    [("sam", "done"), ("mara", "done"), ("eva", "done"), ("ada", "done"), ("sofie", "403"), ("milo", "403")],
)
def test_who_is_named_works_on_the_draft_whatever_their_role(cast, who, what):
    agreement = make.draft(cast)
    act = {"actor": cast.by_name(who), "agreement": agreement, "text": "Two days.", "now": NOW}
    assert outcome(lambda: commands.edit_draft(**act)) == what


def test_who_is_consulted_sees_the_draft_and_only_drafting_roles_work_on_it(cast):
    agreement = make.draft(cast, consulted=[cast.sofie, cast.milo])
    for member, what in ((cast.sofie, "403"), (cast.milo, "done")):
        assert queries.agreements(viewer=member, now=NOW).get() == agreement
        act = {"actor": member, "agreement": agreement, "text": "Two days.", "now": NOW}
        assert outcome(lambda act=act: commands.edit_draft(**act)) == what


def test_a_draft_is_seen_by_who_is_in_on_it_and_what_is_proposed_by_all(cast):
    cast.company.marketing_lead = cast.moritz
    cast.company.save()
    agreement = make.draft(cast, consulted=[cast.sofie])
    members = [cast.sam, cast.sofie, cast.mara, cast.milo, cast.mina, cast.moritz, cast.eva, cast.ada, cast.dan]

    def see_it():
        return [one.first_name for one in members if queries.agreements(viewer=one, now=NOW).exists()]

    assert see_it() == ["Sam", "Sofie", "Mara", "Moritz", "Eva", "Ada"]
    commands.propose(actor=cast.mara, agreement=agreement, now=NOW)
    assert see_it() == ["Sam", "Sofie", "Mara", "Milo", "Mina", "Moritz", "Eva", "Ada"]
    commands.take_back(actor=cast.mara, agreement=agreement, now=NOW)
    assert see_it() == ["Sam", "Sofie", "Mara", "Moritz", "Eva", "Ada"]


def test_everybody_in_on_it_hears_of_a_change_but_not_who_made_it(cast):
    agreement = make.draft(cast, consulted=[cast.sofie])
    commands.edit_draft(actor=cast.mara, agreement=agreement, text="Two days.", now=NOW)
    assert told("agreement-edited") == ["Eva", "Sam", "Sofie"]
    assert set(Notice.objects.filter(kind="agreement-edited").values_list("mail_at", flat=True)) == {None}


def test_who_is_consulted_is_asked_for_comment_once_and_blocks_nothing(cast):
    agreement = make.draft(cast, consulted=[cast.sofie])
    assert (told("comment-asked"), told("agreement-started")) == (["Sofie"], ["Eva", "Sam"])
    commands.edit_draft(actor=cast.mara, agreement=agreement, consulted=[cast.sofie, cast.milo], now=NOW)
    assert told("comment-asked") == ["Milo", "Sofie"]
    commands.propose(actor=cast.mara, agreement=agreement, now=NOW)
    make.signed_by(agreement, cast.sam, cast.mara, now=NOW)
    assert state(agreement) == [(1, "signed", "")]


def test_nobody_overwrites_a_newer_draft(cast):
    agreement = make.draft(cast)
    commands.edit_draft(actor=cast.sam, agreement=agreement, text="Two days.", now=NOW)
    with pytest.raises(Stale):
        commands.edit_draft(actor=cast.mara, agreement=agreement, revision=agreement.revision, text="One day.", now=NOW)
    assert make.version(agreement).text == "Two days."


def test_the_sponsor_is_an_executive(cast):
    assert outcome(lambda: make.draft(cast, sponsor=cast.mina)) == "no-executive"


# --- proposing --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "what"),
    [
        ({}, "done"),
        ({"seats": ["sam"]}, "seats-missing"),
        ({"seats": ["mara", "milo"]}, "seats-missing"),
        ({"seats": ["sam", "mara", "eva"]}, "done"),
        ({"text": " "}, "says-nothing"),
        ({"effective_on": date(2026, 3, 10)}, "done"),
    ],
)
def test_what_a_proposal_needs(cast, given, what):
    given = given | ({"seats": [cast.by_name(name) for name in given["seats"]]} if "seats" in given else {})
    agreement = make.draft(cast, **given)
    assert outcome(lambda: commands.propose(actor=cast.mara, agreement=agreement, now=NOW)) == what


def test_it_cannot_count_from_a_day_that_is_over(cast):
    assert outcome(lambda: make.draft(cast, effective_on=date(2026, 3, 9), now=NOW)) == "day-is-past"
    agreement = make.draft(cast, effective_on=date(2026, 3, 10))
    late = NOW + 2 * DAY
    assert outcome(lambda: commands.propose(actor=cast.mara, agreement=agreement, now=late)) == "day-is-past"


def test_a_proposal_freezes_text_and_digest(cast):
    agreement = make.proposed(cast, title="How we work together", text="We answer.")
    whole = {
        "agreement": str(agreement.pk),
        "content": {"text": "We answer."},
        "effective_on": None,
        "title": "How we work together",
        "version": 1,
    }
    written = json.dumps(whole, separators=(",", ":"), sort_keys=True).encode()
    found = make.proposal(agreement)
    assert (found.number, found.text, found.content) == (1, "We answer.", {"text": "We answer."})
    assert found.digest == hashlib.sha256(written).hexdigest()


def test_the_seats_are_asked_at_once_and_the_others_are_told(cast):
    make.proposed(cast, consulted=[cast.sofie])
    assert (told("signature-asked"), told("agreement-proposed")) == (["Sam"], ["Eva", "Sofie"])


def test_what_is_proposed_is_not_worked_on(cast):
    agreement = make.proposed(cast)
    for act in (commands.edit_draft, commands.propose):
        assert outcome(lambda act=act: act(actor=cast.mara, agreement=agreement, now=NOW)) == "no-draft"
