"""Input on drafts: who is asked, what they may open, what becomes of their answers, and what the database keeps."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from apps.collateral import commands, queries
from apps.collateral.commands.ground import TextNeeded
from apps.collateral.commands.inputs import AnotherVersion, AskedAlready, InputOver
from apps.collateral.models import Input
from apps.collateral.models.inputs import Answered
from apps.people import commands as people
from apps.people.models import ChoiceList, Role, Side
from apps.trail.queries import history_of
from tests.cast import NOW, Cast, make_member
from tests.collateral.asking import of, told
from tests.factories.collateral import accepted, answered, ask, asked, make_draft, make_published, upload
from tests.factories.people import choice

LATER = NOW + timedelta(minutes=5)
FRIDAY = date(2026, 3, 13)
YES = {"quick": "yes"}


# --- asked and answered


def test_those_who_are_named_are_asked_and_whoever_asks_reads_what_they_say(cast: Cast):
    draft = make_draft(cast.mara, title="Battle card")
    asked_for = asked(cast.mara, draft, cast.sam, cast.sofie, questions=[" Would you say it? ", "", "What is missing?"])
    assert (asked_for.questions, asked_for.version, asked_for.answer_by, asked_for.asked_by) == (
        ["Would you say it?", "What is missing?"], draft.current, FRIDAY, cast.mara,
    )  # fmt: skip
    assert told("input-asked") == [("input-asked", cast.sam, ""), ("input-asked", cast.sofie, "")]

    given = of(cast.sam, asked_for)
    commands.give_input(actor=cast.sam, input=given, answers=[YES, {"words": " A price range. "}], version=1, now=LATER)
    given.refresh_from_db()
    assert given.answers == [
        Answered("Would you say it?", quick="yes"),
        Answered("What is missing?", words="A price range."),
    ]
    assert (given.state, given.version, given.given_at) == ("given", draft.current, LATER)
    assert told("input-given") == [("input-given", cast.mara, "")]

    commands.thank_for_input(actor=cast.mara, input=given, thanks=" It is in. ", now=LATER)
    given.refresh_from_db()
    assert (given.thanks, given.thanked_at, told("input-thanked")) == (
        "It is in.", LATER, [("input-thanked", cast.sam, "")],
    )  # fmt: skip
    assert [one.words for one in history_of(draft)][:3] == [
        "thanked Sam Sanders for the input",
        "gave input on version 1",
        "asked Sam Sanders and Sofie Sommer for input on version 1",
    ]


def test_what_was_read_is_what_the_answer_is_about(cast: Cast):
    draft = make_draft(cast.mara)
    commands.add_version(actor=cast.mara, asset=draft, file=upload(content=b"Two"), change_note="b", now=NOW)
    draft.refresh_from_db()
    asked_for = asked(cast.mara, draft, cast.sam, cast.sofie)
    commands.add_version(actor=cast.mara, asset=draft, file=upload(content=b"Three"), change_note="c", now=NOW)
    sam, sofie = of(cast.sam, asked_for), of(cast.sofie, asked_for)
    for number in (1, 4):
        with pytest.raises(AnotherVersion):
            commands.give_input(actor=cast.sam, input=sam, answers=[YES], version=number, now=NOW)
    commands.give_input(actor=cast.sam, input=sam, answers=[YES], version=2, now=NOW)
    commands.give_input(actor=cast.sofie, input=sofie, answers=[YES], now=NOW)
    read = Input.objects.order_by("member__name").values_list("member__name", "version__number")
    assert list(read) == [("Sam Sanders", 2), ("Sofie Sommer", 3)]


def test_with_nobody_named_two_are_chosen_who_know_the_persona_and_were_asked_least(cast: Cast):
    buyer, other = (choice(ChoiceList.PERSONA, label=label) for label in ("Buyer", "Tenant"))
    lena, zoe = make_member("Lena", Side.SALES, Role.SALESPERSON), make_member("Zoe", Side.SALES, Role.SALESPERSON)
    for who, persona in ((cast.sofie, buyer), (cast.sofie, buyer), (zoe, buyer), (cast.sam, other)):
        commands.note_heard(actor=who, heard="Too dear.", persona=persona, now=NOW)
    story = make_published(cast.milo, title="Story", persona=[buyer])
    wish = accepted(ask(lena), cast.milo)
    commands.deliver_request(actor=cast.milo, request=wish, asset=story, now=NOW)
    draft = make_draft(cast.mara, persona=[buyer])

    def proposed(asset=draft):
        return [(one.member.name, one.why) for one in queries.proposed_for_input(asset, besides=cast.mara, now=NOW)]

    assert proposed() == [
        ("Sofie Sommer", "2 field notes on this persona"),
        ("Lena Tester", "1 request for this persona"),
        ("Zoe Tester", "1 field note on this persona"),
        ("Mina Minot", ""),
        ("Sam Sanders", ""),
    ]
    asked_for = asked(cast.mara, draft)
    assert list(asked_for.inputs.order_by("member__name").values_list("member__name", flat=True)) == [
        "Lena Tester", "Sofie Sommer",
    ]  # fmt: skip
    # On the next draft those come first who weren't asked lately; whoever is away comes last.
    people.set_absence(actor=cast.mina, member=cast.mina, from_on=NOW.date(), until_on=NOW.date(), now=NOW)
    assert proposed(make_draft(cast.mara, persona=[buyer])) == [
        ("Zoe Tester", "1 field note on this persona"),
        ("Sofie Sommer", "2 field notes on this persona, asked once in the last 30 days"),
        ("Lena Tester", "1 request for this persona, asked once in the last 30 days"),
        ("Sam Sanders", ""),
        ("Mina Minot", "away"),
    ]
    # Nobody is asked twice about one draft.
    assert [name for name, _why in proposed()] == ["Zoe Tester", "Sam Sanders", "Mina Minot"]


def test_what_somebody_opened_or_rated_alone_speaks_for_nobody(cast: Cast):
    buyer = choice(ChoiceList.PERSONA, label="Buyer")
    story = make_published(cast.milo, title="Story", persona=[buyer])
    commands.use_in_deal(actor=cast.sofie, asset=story, deal="OPP-1", now=NOW)
    commands.give_feedback(actor=cast.sofie, version=story.current, rating=5, now=NOW)
    draft = make_draft(cast.mara, persona=[buyer])
    proposed = queries.proposed_for_input(draft, besides=cast.mara, now=NOW)
    assert [(one.member, one.why) for one in proposed] == [(cast.mina, ""), (cast.sam, ""), (cast.sofie, "")]


def test_whoever_asked_and_whoever_answers_for_the_draft_hear_of_it(cast: Cast):
    draft = make_draft(cast.milo)
    asked_for = asked(cast.milo, draft, cast.sam)
    commands.edit_asset(actor=cast.milo, asset=draft, owner=cast.mara, now=NOW)
    answered(of(cast.sam, asked_for))
    assert told("input-given") == [("input-given", cast.mara, ""), ("input-given", cast.milo, "")]


def test_whoever_declines_says_why_somebody_else_is_asked_and_a_late_word_is_welcome(cast: Cast):
    draft = make_draft(cast.mara)
    asked_for = asked(cast.mara, draft, cast.sam)
    given = of(cast.sam, asked_for)
    with pytest.raises(TextNeeded):
        commands.decline_input(actor=cast.sam, input=given, reason=" ", now=NOW)
    commands.decline_input(actor=cast.sam, input=given, reason="I sell to tenants.", now=NOW)
    with pytest.raises(InputOver):
        commands.decline_input(actor=cast.sam, input=given, reason="Still not.", now=NOW)
    assert told("input-declined") == [("input-declined", cast.mara, "I sell to tenants.")]
    with pytest.raises(AskedAlready):
        commands.ask_another(actor=cast.mara, ask=asked_for, member=cast.sam, now=NOW)
    with pytest.raises(PermissionDenied):
        commands.ask_another(actor=cast.sofie, ask=asked_for, member=cast.sofie, now=NOW)
    commands.ask_another(actor=cast.mara, ask=asked_for, member=cast.sofie, now=NOW)
    commands.ask_another(actor=cast.mara, ask=asked_for, now=NOW)
    states = asked_for.inputs.order_by("member__name").values_list("member__name", "state")
    assert list(states) == [("Mina Minot", "open"), ("Sam Sanders", "declined"), ("Sofie Sommer", "open")]
    commands.give_input(actor=cast.sam, input=given, answers=[YES], now=NOW)
    given.refresh_from_db()
    assert (given.state, given.reason) == ("given", "")


def test_withdrawn_nobody_is_waited_for_and_what_was_said_stays(cast: Cast):
    draft = make_draft(cast.mara)
    asked_for = asked(cast.mara, draft, cast.sam, cast.sofie)
    answered(of(cast.sam, asked_for))
    with pytest.raises(PermissionDenied):
        commands.withdraw_ask(actor=cast.sofie, ask=asked_for, now=NOW)
    commands.withdraw_ask(actor=cast.mara, ask=asked_for, now=NOW)
    states = asked_for.inputs.order_by("member__name").values_list("member__name", "state")
    assert list(states) == [("Sam Sanders", "given"), ("Sofie Sommer", "ended")]
    assert told("input-withdrawn") == [("input-withdrawn", cast.sofie, "")]
    for over in (
        lambda: commands.withdraw_ask(actor=cast.mara, ask=asked_for, now=NOW),
        lambda: commands.ask_another(actor=cast.mara, ask=asked_for, member=cast.mina, now=NOW),
        lambda: commands.give_input(actor=cast.sofie, input=of(cast.sofie, asked_for), answers=[YES], now=NOW),
    ):
        with pytest.raises(InputOver, match="the questions were withdrawn"):
            over()
    assert queries.library(viewer=cast.mara).get(pk=draft.pk).input_from == [
        {"id": str(cast.sam.pk), "name": "Sam Sanders"}
    ]
