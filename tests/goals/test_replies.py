"""A check-in by mail: what is understood, and what comes back with a word."""

from decimal import Decimal

import pytest

from apps.goals import replies
from apps.goals.replies import NotUnderstood, Said
from apps.notices import commands as notices
from apps.notices.incoming import addresses
from apps.notices.incoming.reading import Arrival
from apps.notices.models import Comment, Delivery, Notice
from tests.cast import NOW
from tests.factories import goals


@pytest.mark.parametrize(
    ("text", "confidence", "value", "line"),
    [
        ("on track", "on_track", None, ""),
        ("On track.", "on_track", None, ""),
        ("ON-TRACK 42", "on_track", "42", ""),
        ("on track: 42", "on_track", "42", ""),
        ("on track 42 %", "on_track", "42", ""),
        ("on track 1,200.5 EUR", "on_track", "1200.5", ""),
        ("on track\n42\nThree more said yes.", "on_track", "42", "Three more said yes."),
        ("at risk 17: Acme hesitates", "at_risk", "17", "Acme hesitates"),
        ("at risk 17 - Acme hesitates", "at_risk", "17", "Acme hesitates"),
        ("At risk, Acme hesitates\nuntil May", "at_risk", None, "Acme hesitates until May"),
        ("off track: because legal is late", "off_track", None, "because legal is late"),
        ("off track: 3 deals slipped", "off_track", None, "3 deals slipped"),
        ("Off track", "off_track", None, ""),
    ],
)
def test_what_is_understood(text, confidence, value, line):
    assert replies.understood(text) == Said(confidence, value and Decimal(value), line)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("All is well", "It has to begin with"),
        ("We are on track", "It has to begin with"),
        ("on tracks", "It has to begin with"),
        ("on track 3 deals signed", "could mean two things"),
        ("on track 1,5", "could mean two things"),
        ("on track 1.200,50", "could mean two things"),
        ("on track -3", "could mean two things"),
        ("on track: 1,5", "could mean two things"),
        ("on track " + "9" * 30, "no more than"),
        ("on track: " + "a" * 301, "of 300 letters at most"),
    ],
)
def test_nothing_is_guessed(text, words):
    with pytest.raises(NotUnderstood, match=words):
        replies.understood(text)


def answered(cast, goal, text, *, kind="check-in-missed"):
    """What became of Sam's answer to a notice about the goal."""
    facts = {"line": "x"} if kind == "goal-off-track" else {}
    told = notices.post(to=[cast.sam], kind=kind, about=goal, actor=cast.ada, now=NOW, **facts)
    (token,) = addresses.give(cast.sam, told, now=NOW)
    number = f"<{Notice.objects.count()}@mail.test>"
    mail = notices.take(arrival=Arrival(number, "sam@test.example", "Re: it", token=token, text=text), now=NOW)
    return mail.state, mail.why


@pytest.mark.django_db
def test_the_owner_checks_in_by_mail(cast):
    goal = goals.measured(owner=cast.sam)
    assert answered(cast, goal, "at risk 17: Acme hesitates") == ("taken", "")
    (said,) = goal.check_ins.all()
    assert (said.author, said.confidence, said.line, said.reading.value) == (
        cast.sam, "at_risk", "Acme hesitates", Decimal(17)
    )  # fmt: skip


@pytest.mark.django_db
def test_rules_and_rights_are_those_of_the_page(cast):
    unmeasured = goals.goal(owner=cast.sam)
    assert answered(cast, unmeasured, "off track") == ("returned", "refused")
    assert answered(cast, unmeasured, "on track 5") == ("returned", "refused")
    assert answered(cast, goals.measured(owner=cast.mara), "on track") == ("returned", "refused")
    assert [words in mail.body_text for mail, words in zip(
        Delivery.objects.filter(answers__isnull=False).order_by("pk"),
        ("One line is enough", "Say first what the goal is measured by.", "You may see it, but not do this with it."),
        strict=True,
    )] == [True] * 3  # fmt: skip


@pytest.mark.django_db
def test_an_answer_to_anything_else_about_the_goal_is_a_comment(cast):
    goal = goals.measured(owner=cast.mara)
    assert answered(cast, goal, "On track for Friday, I think.", kind="goal-off-track") == ("taken", "")
    assert (Comment.objects.get().text, goal.check_ins.count()) == ("On track for Friday, I think.", 0)
