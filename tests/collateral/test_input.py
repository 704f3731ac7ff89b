"""Input on drafts: who is asked, what they may open, what becomes of their answers, and what the database keeps."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import Error, transaction

from apps.collateral import commands, policy, queries
from apps.collateral.commands.ground import HasLeft, TextNeeded, WrongState
from apps.collateral.commands.inputs import (
    AnotherVersion,
    AnswersNeeded,
    AskedAlready,
    InputOver,
    NobodyToAsk,
    NotOneWhoSells,
    QuestionsNeeded,
    TooManyAsked,
)
from apps.collateral.commands.requests import PastDate
from apps.collateral.models import Asset, AssetVersion, Input, InputAsk, Passage
from apps.collateral.models.inputs import Answered
from apps.core import due, work
from apps.core.due import Window
from apps.notices.models import Notice
from apps.people import commands as people
from apps.people.models import ChoiceList, Member, Role, Side
from apps.people.queries import company, working_time
from apps.trail.queries import history_of
from tests.cast import NOW, Cast, make_member
from tests.factories.collateral import (
    accepted,
    answered,
    ask,
    asked,
    know_pages,
    make_draft,
    make_published,
    published,
    upload,
)
from tests.factories.people import choice

LATER = NOW + timedelta(minutes=5)
FRIDAY = date(2026, 3, 13)
END_OF_FRIDAY = NOW.replace(day=13, hour=23)
ALWAYS = Window(NOW - timedelta(days=365), NOW + timedelta(days=365))
YES = {"quick": "yes"}


def told(*kinds: str) -> list[tuple[str, Member, str]]:
    """Every notice of these kinds: which, for whom, and about what."""
    rows = Notice.objects.filter(kind__in=kinds).order_by("at", "recipient__name")
    return [(row.kind, row.recipient, row.facts.get("reason", "")) for row in rows]


def of(member: Member, asked_for: InputAsk) -> Input:
    return asked_for.inputs.get(member=member)


def opens(member: Member, asset: Asset) -> list[bool]:
    """Whether they see the draft, its version and its page."""
    return [
        Asset.objects.visible_to(member).filter(pk=asset.pk).exists(),
        AssetVersion.objects.visible_to(member).filter(asset=asset).exists(),
        Passage.objects.visible_to(member).filter(version__asset=asset).exists(),
    ]


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


def test_asking_is_refused_where_it_makes_no_sense(cast: Cast):
    draft, out = make_draft(cast.mara), make_published(cast.mara, title="Out")
    asked(cast.mara, draft, cast.sofie)

    def refuses(refusal, asset=draft, actor=cast.mara, members=(cast.sam,), questions=("Why?",), answer_by=FRIDAY):
        with pytest.raises(refusal):
            commands.ask_for_input(
                actor=actor, asset=asset, members=members, questions=questions, answer_by=answer_by, now=NOW
            )

    refuses(PermissionDenied, actor=cast.sam)
    refuses(WrongState, asset=out)
    refuses(QuestionsNeeded, questions=[" "])
    refuses(QuestionsNeeded, questions=["One?", "Two?", "Three?", "Four?"])
    refuses(PastDate, answer_by=date(2026, 3, 9))
    refuses(NotOneWhoSells, members=[cast.milo])
    refuses(HasLeft, members=[cast.dan])
    refuses(AskedAlready, members=[cast.sofie])
    refuses(
        TooManyAsked, members=[make_member(f"Seller {number}", Side.SALES, Role.SALESPERSON) for number in range(11)]
    )
    owned = commands.edit_asset(actor=cast.mara, asset=make_draft(cast.mara), owner=cast.sam, now=NOW)
    refuses(NotOneWhoSells, asset=owned)
    Member.objects.filter(pk__in=Member.objects.filter(side="sales").exclude(pk=cast.dan.pk)).update(
        side="other", roles=[]
    )
    refuses(NobodyToAsk, members=())
    assert Input.objects.count() == 1


def test_answering_is_refused_where_something_is_missing_or_it_is_over(cast: Cast):
    draft = make_draft(cast.mara)
    asked_for = asked(cast.mara, draft, cast.sam, cast.sofie, questions=["One?", "Two?"])
    sam, sofie = of(cast.sam, asked_for), of(cast.sofie, asked_for)
    for answers in ([YES], [YES, YES, YES], [YES, {"words": " "}], []):
        with pytest.raises(AnswersNeeded):
            commands.give_input(actor=cast.sam, input=sam, answers=answers, now=NOW)
    for stranger in (cast.sofie, cast.mara, cast.ada):
        with pytest.raises(PermissionDenied):
            commands.give_input(actor=stranger, input=sam, answers=[YES, YES], now=NOW)
        with pytest.raises(PermissionDenied):
            commands.decline_input(actor=stranger, input=sam, reason="No", now=NOW)
    commands.give_input(actor=cast.sam, input=sam, answers=[YES, YES], now=NOW)
    for again in (
        lambda: commands.give_input(actor=cast.sam, input=sam, answers=[YES, YES], now=NOW),
        lambda: commands.decline_input(actor=cast.sam, input=sam, reason="No", now=NOW),
        lambda: commands.thank_for_input(actor=cast.mara, input=sofie, now=NOW),
    ):
        with pytest.raises(InputOver):
            again()
    with pytest.raises(PermissionDenied):
        commands.thank_for_input(actor=cast.sofie, input=sam, now=NOW)
    commands.thank_for_input(actor=cast.mara, input=sam, now=NOW)
    with pytest.raises(InputOver):
        commands.thank_for_input(actor=cast.milo, input=sam, now=NOW)
    published(draft)
    with pytest.raises(InputOver, match="isn't a draft any more"):
        commands.give_input(actor=cast.sofie, input=sofie, answers=[YES, YES], now=NOW)


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


# --- who sees what


def test_whoever_is_asked_opens_that_draft_and_its_file_and_nothing_else(cast: Cast):
    draft, other = make_draft(cast.mara, title="Draft"), make_draft(cast.mara, title="Other")
    for asset in (draft, other):
        know_pages(asset, "Meters for everybody")
    nothing, everything = [False] * 3, [True] * 3
    assert opens(cast.sam, draft) == nothing
    asked_for = asked(cast.mara, draft, cast.sam, cast.sofie)
    assert [opens(one, draft) for one in (cast.sam, cast.sofie, cast.mina)] == [everything, everything, nothing]
    assert opens(cast.sam, other) == nothing
    assert policy.may_download(cast.sam, draft.current)
    assert not policy.may_edit_asset(cast.sam, draft)
    assert list(Asset.objects.worked_on_by(cast.sam)) == []
    # Their own words and nobody else's; the questions come with them.
    assert [one.member for one in Input.objects.visible_to(cast.sam)] == [cast.sam]
    assert list(InputAsk.objects.visible_to(cast.sam)) == []
    assert Input.objects.visible_to(cast.milo).count() == 2

    answered(of(cast.sam, asked_for))
    commands.decline_input(actor=cast.sofie, input=of(cast.sofie, asked_for), reason="Not me", now=NOW)
    assert [opens(one, draft) for one in (cast.sam, cast.sofie)] == [everything, nothing]
    draft.refresh_from_db()
    published(draft, now=LATER)
    assert [opens(one, draft) for one in (cast.sofie, cast.mina)] == [everything, everything]
    # Worked on again, it is a draft that nobody was asked about.
    draft.refresh_from_db()
    commands.unpublish_asset(actor=cast.mara, asset=draft, now=LATER)
    assert [opens(one, draft) for one in (cast.sam, cast.sofie)] == [nothing, nothing]
    asked(cast.mara, draft, cast.sam, now=LATER + timedelta(minutes=1))
    assert opens(cast.sam, draft) == everything
    commands.withdraw_ask(actor=cast.mara, ask=InputAsk.objects.latest("asked_at"), now=LATER + timedelta(minutes=2))
    assert opens(cast.sam, draft) == nothing


def test_it_says_with_whose_input_it_went_out_or_that_nobody_was_heard(cast: Cast):
    heard, unheard, _draft = (make_draft(cast.mara, title=title) for title in ("Heard", "Unheard", "Draft"))
    asked_for = asked(cast.mara, heard, cast.sofie, cast.sam)
    for one in asked_for.inputs.all():
        answered(one)
    again = asked(cast.mara, heard, cast.sam)
    answered(again.inputs.get())
    for asset in (heard, unheard):
        asset.refresh_from_db()
        published(asset, now=LATER)
    said = {asset.title: queries.input_in_words(asset) for asset in queries.library(viewer=cast.mara)}
    assert said == {
        "Heard": "with input from Sam Sanders and Sofie Sommer",
        "Unheard": "published without input from sales",
        "Draft": "",
    }


# --- what waits


def _fell(window: Window = ALWAYS) -> list[tuple]:
    return [(one.recipient, one.due_at, one.waiting_for) for one in due.due_kind("input-to-give").within(window)]


def _desk(member: Member) -> list[tuple]:
    desk = work.Desk(member=member, now=NOW, company=company(), time=working_time())
    return [(one.what, one.title, one.due_on) for one in work.on_desk(desk) if one.kind == "input-to-give"]


def test_it_waits_on_the_desk_of_whoever_is_asked_until_it_is_answered(cast: Cast):
    draft = make_draft(cast.mara, title="Battle card")
    asked_for = asked(cast.mara, draft, cast.sam, cast.sofie)
    assert _fell() == [(cast.sam, END_OF_FRIDAY, cast.mara), (cast.sofie, END_OF_FRIDAY, cast.mara)]
    assert _fell(Window(END_OF_FRIDAY, END_OF_FRIDAY + timedelta(days=1))) == []
    assert _desk(cast.sam) == [("Your input on a draft", "Battle card", FRIDAY)]
    answered(of(cast.sam, asked_for))
    assert (_desk(cast.sam), [who for who, _at, _by in _fell()]) == ([], [cast.sofie])
    draft.refresh_from_db()
    published(draft)
    assert (_desk(cast.sofie), _fell()) == ([], [])


def test_of_a_leaver_who_was_asked_whoever_sells_takes_over_and_else_it_ends(cast: Cast):
    one, other = make_draft(cast.mara, title="One"), make_draft(cast.mara, title="Other")
    asked(cast.mara, one, cast.sam)
    asked(cast.mara, other, cast.sam, cast.sofie)
    people.leave(actor=cast.ada, member=cast.sam, successor=cast.sofie, now=LATER)
    rows = Input.objects.order_by("ask__asset__title", "member__name").values_list("member__name", "state")
    assert list(rows) == [("Sofie Sommer", "open"), ("Sam Sanders", "ended"), ("Sofie Sommer", "open")]
    assert ("input-asked", cast.sofie, "") == told("input-asked")[-1]
    # The database holds whoever was asked as well.
    with pytest.raises(Error), transaction.atomic():
        Member.objects.filter(pk=cast.sofie.pk).update(is_active=False)


# --- what the database keeps


def test_the_database_keeps_what_was_asked_and_said(cast: Cast):
    draft, other = make_draft(cast.mara), make_draft(cast.mara, title="Other")
    asked_for = asked(cast.mara, draft, cast.sam, cast.sofie, cast.mina)
    sam, sofie, mina = (of(one, asked_for) for one in (cast.sam, cast.sofie, cast.mina))
    answered(sam)
    commands.decline_input(actor=cast.sofie, input=sofie, reason="Not me", now=NOW)
    asks, rows = InputAsk.objects.filter(pk=asked_for.pk), Input.objects
    given = {"state": "given", "given_at": NOW, "version": draft.current, "quick": ["yes"], "words": [""]}
    broken = {
        "no question": lambda: InputAsk.objects.create(
            asset=draft, version=draft.current, questions=[], answer_by=FRIDAY, asked_by=cast.mara, asked_at=NOW
        ),
        "an empty question": lambda: InputAsk.objects.create(
            asset=draft, version=draft.current, questions=[""], answer_by=FRIDAY, asked_by=cast.mara, asked_at=NOW
        ),
        "another's version": lambda: InputAsk.objects.create(
            asset=draft, version=other.current, questions=["Why?"], answer_by=FRIDAY, asked_by=cast.mara, asked_at=NOW
        ),
        "other questions": lambda: asks.update(questions=["Else?"]),
        "another day": lambda: asks.update(answer_by=FRIDAY + timedelta(days=1)),
        "gone": lambda: asks.delete(),
        "asked twice": lambda: rows.create(ask=asked_for, member=cast.mina),
        "who left": lambda: rows.create(ask=asked_for, member=cast.dan),
        "another state": lambda: rows.filter(pk=mina.pk).update(state="late"),
        "given without a time": lambda: rows.filter(pk=mina.pk).update(state="given"),
        "too many answers": lambda: rows.filter(pk=mina.pk).update(**given | {"quick": ["yes", "no"]}),
        "too few words": lambda: rows.filter(pk=mina.pk).update(**given | {"words": []}),
        "of another version": lambda: rows.filter(pk=mina.pk).update(**given | {"version": other.current}),
        "an unknown tap": lambda: rows.filter(pk=mina.pk).update(**given | {"quick": ["maybe"]}),
        "no reason": lambda: rows.filter(pk=mina.pk).update(state="declined"),
        "thanks for nothing": lambda: rows.filter(pk=mina.pk).update(thanked_at=NOW),
        "other words": lambda: rows.filter(pk=sam.pk).update(words=["Never"]),
        "taken back": lambda: rows.filter(pk=sam.pk).update(
            state="open", given_at=None, version=None, quick=[], words=[]
        ),
        "another's words": lambda: rows.filter(pk=sam.pk).update(member=cast.mina),
        "forgotten": lambda: rows.filter(pk=sam.pk).delete(),
    }
    let_through = []
    for name, breaks in broken.items():
        try:
            with transaction.atomic():
                breaks()
        except Error:
            continue
        let_through.append(name)
    assert let_through == []
    commands.withdraw_ask(actor=cast.mara, ask=asked_for, now=NOW)
    for breaks in (
        lambda: asks.update(withdrawn_at=LATER),
        lambda: rows.filter(pk=sofie.pk).update(**given | {"reason": ""}),
        lambda: rows.filter(pk=mina.pk).update(state="open"),
    ):
        with pytest.raises(Error), transaction.atomic():
            breaks()
