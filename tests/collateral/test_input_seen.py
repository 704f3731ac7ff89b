"""Who sees what of a draft they are asked about and of what was said; what waits on which desk."""

from datetime import date, timedelta

import pytest
from django.db import Error, transaction

from apps.collateral import commands, policy, queries
from apps.collateral.models import Asset, AssetVersion, Input, InputAsk, Passage
from apps.core import due, work
from apps.core.due import Window
from apps.people import commands as people
from apps.people.models import Member
from apps.people.queries import company, working_time
from tests.cast import NOW, Cast
from tests.collateral.asking import of, told
from tests.factories.collateral import answered, asked, know_pages, make_draft, published

LATER = NOW + timedelta(minutes=5)
FRIDAY = date(2026, 3, 13)
END_OF_FRIDAY = NOW.replace(day=13, hour=23)
ALWAYS = Window(NOW - timedelta(days=365), NOW + timedelta(days=365))


def opens(member: Member, asset: Asset) -> list[bool]:
    """Whether they see the draft, its version and its page."""
    return [
        Asset.objects.visible_to(member).filter(pk=asset.pk).exists(),
        AssetVersion.objects.visible_to(member).filter(asset=asset).exists(),
        Passage.objects.visible_to(member).filter(version__asset=asset).exists(),
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
