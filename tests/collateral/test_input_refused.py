"""Asking for input and giving it is refused where it makes no sense, by commands and by the database."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import Error, transaction

from apps.collateral import commands
from apps.collateral.commands.ground import HasLeft, WrongState
from apps.collateral.commands.inputs import (
    AnswersNeeded,
    AskedAlready,
    InputOver,
    NobodyToAsk,
    NotOneWhoSells,
    QuestionsNeeded,
    TooManyAsked,
)
from apps.collateral.commands.requests import PastDate
from apps.collateral.models import Input, InputAsk
from apps.people.models import Member, Role, Side
from tests.cast import NOW, Cast, make_member
from tests.collateral.asking import of
from tests.factories.collateral import answered, asked, make_draft, make_published, published

LATER = NOW + timedelta(minutes=5)
FRIDAY = date(2026, 3, 13)
YES = {"quick": "yes"}


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
