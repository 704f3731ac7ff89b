"""What follows on input: taken back, asked anew, out with it; and what is found by it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from apps.collateral import commands
from apps.collateral.commands.ground import HasLeft
from apps.collateral.commands.inputs import AskedAlready, InputOver
from apps.collateral.models import Asset, Input, InputAsk
from apps.core import things, undo
from apps.notices.models import Notice
from apps.people import commands as people
from apps.people.models import Member
from tests.cast import NOW, Cast
from tests.factories.collateral import answered, asked, in_state, make_draft, published, upload
from tests.walker import Walker

LATER = NOW + timedelta(minutes=5)
YES = {"quick": "yes"}


def told(kind: str) -> list[Member]:
    return [one.recipient for one in Notice.objects.filter(kind=kind).order_by("at", "recipient__name")]


def states(asked_for: InputAsk) -> list[tuple[str, str]]:
    rows = asked_for.inputs.order_by("member__name")
    return [(row.member.name.partition(" ")[0], row.state) for row in rows.select_related("member")]


def fresh(asset: Asset) -> Asset:
    return Asset.objects.get(pk=asset.pk)


def withdrawn(actor: Member, asked_for: InputAsk) -> undo.Undo:
    return commands.withdraw_ask(actor=actor, ask=InputAsk.objects.get(pk=asked_for.pk), now=NOW)[1]


def take_back(actor: Member, offer: undo.Undo) -> None:
    undo.run(token=offer.token, actor=actor, now=LATER)


# --- withdrawn and declined by mistake


def test_a_withdrawal_is_taken_back_for_all_who_had_not_answered(cast: Cast):
    asked_for = asked(cast.mara, make_draft(cast.mara), cast.sam, cast.sofie, cast.mina)
    answered(asked_for.inputs.get(member=cast.sam))
    commands.decline_input(actor=cast.mina, input=asked_for.inputs.get(member=cast.mina), reason="Not me", now=NOW)
    offer = withdrawn(cast.mara, asked_for)
    assert states(asked_for) == [("Mina", "declined"), ("Sam", "given"), ("Sofie", "ended")]
    sofie = asked_for.inputs.get(member=cast.sofie)
    assert things.still_due(sofie, "input-withdrawn", cast.sofie)
    Member.objects.filter(pk=cast.mara.pk).update(roles=["executive"])
    Asset.objects.update(owner=cast.milo)
    with pytest.raises(PermissionDenied):
        take_back(Member.objects.get(pk=cast.mara.pk), offer)
    Member.objects.filter(pk=cast.mara.pk).update(roles=["marketer"])
    take_back(cast.mara, offer)
    assert states(asked_for) == [("Mina", "declined"), ("Sam", "given"), ("Sofie", "open")]
    assert told("input-asked") == [cast.mina, cast.sam, cast.sofie, cast.sofie]
    sofie.refresh_from_db()
    assert not things.still_due(sofie, "input-withdrawn", cast.sofie)
    with pytest.raises(InputOver):
        take_back(cast.mara, offer)
    answered(asked_for.inputs.get(member=cast.sofie))


def test_a_withdrawal_stays_where_one_of_them_cannot_be_asked_any_more(cast: Cast):
    draft = make_draft(cast.mara)
    asked_for = asked(cast.mara, draft, cast.sam, cast.sofie)
    offer = withdrawn(cast.mara, asked_for)
    again = asked(cast.milo, draft, cast.sam)
    with pytest.raises(AskedAlready):
        take_back(cast.mara, offer)
    withdrawn(cast.milo, again)
    people.leave(actor=cast.ada, member=cast.sofie, successor=cast.mina, now=LATER)
    with pytest.raises(HasLeft):
        take_back(cast.mara, offer)
    published(fresh(draft), now=LATER)
    with pytest.raises(InputOver):
        take_back(cast.mara, offer)
    assert states(asked_for) == [("Sam", "ended"), ("Sofie", "ended")]
    assert InputAsk.objects.get(pk=asked_for.pk).withdrawn_at == NOW


def test_who_declined_by_mistake_is_asked_again_and_whoever_asked_hears_of_it(cast: Cast):
    draft = make_draft(cast.mara)
    asked_for = asked(cast.mara, draft, cast.sam)
    sam = Walker(cast.sam).open(f"/collateral/input/{asked_for.inputs.get().pk}/")
    sam.press("Not me", reason="I sell to tenants.").reads("Mara Marsh may ask somebody else.")
    declined = asked_for.inputs.get()
    assert things.still_due(declined, "input-declined", cast.mara)
    sam.press("Undo")
    given = asked_for.inputs.get()
    assert (given.state, given.reason, told("input-open-again")) == ("open", "", [cast.mara])
    assert not things.still_due(given, "input-declined", cast.mara)

    _row, old = commands.decline_input(actor=cast.sam, input=given, reason="Not me", now=NOW)
    with pytest.raises(undo.TooLate):
        take_back(cast.sofie, old)
    take_back(cast.sam, old)
    _row, offer = commands.decline_input(actor=cast.sam, input=given, reason="I have left that market.", now=NOW)
    with pytest.raises(InputOver):
        take_back(cast.sam, old)
    anew = asked(cast.milo, draft, cast.sam)
    with pytest.raises(AskedAlready):
        take_back(cast.sam, offer)
    answered(anew.inputs.get())
    commands.give_input(actor=cast.sam, input=given, answers=[YES], now=NOW)
    with pytest.raises(InputOver):
        take_back(cast.sam, offer)


# --- once at a time


def test_nobody_is_asked_twice_at_a_time_whoever_writes_the_rows(cast: Cast):
    draft = make_draft(cast.mara)
    asked(cast.mara, draft, cast.sam)
    other = asked(cast.milo, draft, cast.sofie)
    with pytest.raises(IntegrityError, match="input_asked_once_at_a_time"), transaction.atomic():
        Input.objects.create(ask=other, member=cast.sam)
    # Of the next version one may be asked, and the database knows which is meant, whatever is written.
    commands.add_version(actor=cast.mara, asset=fresh(draft), file=upload(content=b"New"), change_note="New", now=NOW)
    newest = asked(cast.milo, draft, cast.mina)
    row = Input.objects.create(ask=newest, member=cast.sam, asked_version=other.version)
    row.refresh_from_db()
    assert row.asked_version == newest.version != other.version


def test_a_question_from_before_it_went_out_ends_where_they_are_asked_anew(cast: Cast):
    draft = make_draft(cast.mara)
    before = asked(cast.mara, draft, cast.sam, cast.sofie)
    published(fresh(draft), now=NOW)
    commands.unpublish_asset(actor=cast.mara, asset=fresh(draft), now=LATER)
    anew = asked(cast.mara, fresh(draft), cast.sam, now=LATER)
    assert (states(before), states(anew)) == ([("Sam", "ended"), ("Sofie", "open")], [("Sam", "open")])


def test_a_successor_who_is_asked_already_is_not_asked_twice(cast: Cast):
    draft = make_draft(cast.mara)
    first, second = asked(cast.mara, draft, cast.sam), asked(cast.mara, draft, cast.sofie)
    people.leave(actor=cast.ada, member=cast.sam, successor=cast.sofie, now=LATER)
    assert (states(first), states(second)) == ([("Sam", "ended")], [("Sofie", "open")])


# --- out


@pytest.mark.parametrize("state", ["draft", "in_review"])
def test_who_gave_input_hears_that_it_is_out(cast: Cast, state):
    """Published or let out by a review; once, and not who declined or had no time."""
    draft = in_state("draft", cast.mara, reviewer=cast.milo)
    asked_for = asked(cast.mara, draft, cast.sam, cast.sofie, cast.mina)
    answered(asked_for.inputs.get(member=cast.sam))
    commands.decline_input(actor=cast.mina, input=asked_for.inputs.get(member=cast.mina), reason="Not me", now=NOW)
    answered(asked(cast.mara, fresh(draft), cast.sam).inputs.get())
    assert told("input-out") == []
    if state == "draft":
        published(fresh(draft), now=LATER)
    else:
        commands.ask_review(actor=cast.mara, asset=fresh(draft), reviewer=cast.milo, now=NOW)
        commands.approve_asset(actor=cast.milo, asset=fresh(draft), now=LATER)
    assert told("input-out") == [cast.sam]
    Walker(cast.sam).open("/inbox/").reads(f"“{fresh(draft).title}” is out, with your input")
    given = Input.objects.filter(member=cast.sam).first()
    commands.unpublish_asset(actor=cast.mara, asset=fresh(draft), now=LATER)
    assert not things.still_due(Input.objects.get(pk=given.pk), "input-out", cast.sam)
    published(fresh(draft), now=LATER + timedelta(minutes=5))
    assert told("input-out") == [cast.sam]


# --- found by it


def test_the_library_is_narrowed_by_whether_sales_were_heard(cast: Cast):
    heard, asked_only, _bare = (make_draft(cast.mara, title=title, content=title.encode()) for title in "ABC")
    answered(asked(cast.mara, heard, cast.sam).inputs.get())
    asked(cast.mara, asked_only, cast.sam)
    found = {
        said: [row.split()[0] for row in Walker(cast.mara).open(f"/collateral/?sort=title&input={said}").rows()]
        for said in ("with", "without")
    }
    assert found == {"with": ["A"], "without": ["B", "C"]}
