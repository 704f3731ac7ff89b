"""A colleague looks before it goes out; recalled in an emergency; what takes its place."""

from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import Error, transaction

from apps.collateral import commands, queries
from apps.collateral.commands.assets import StillPublished
from apps.collateral.commands.ground import HasLeft, TextNeeded, WrongState
from apps.collateral.commands.moving import NotComplete
from apps.collateral.commands.retiring import RunsInARing
from apps.collateral.commands.reviewing import NeedsReview, NotTheReviewer
from apps.collateral.models import Asset, AssetVersion, Passage, Review
from apps.core import due, undo, work
from apps.core.due import Window
from apps.notices.models import Notice
from apps.people import commands as people
from apps.people.commands.kinds import NotAKindOfCollateral
from apps.people.models import Choice, Member
from apps.people.queries import company, working_time
from apps.trail.queries import history_of
from tests.cast import NOW, Cast
from tests.factories.collateral import (
    ask,
    in_state,
    kind_of_collateral,
    make_draft,
    make_published,
    reviewed_kind,
    upload,
)
from tests.walker import Walker

LATER = NOW + timedelta(minutes=5)
FRIDAY_TEN = NOW + timedelta(days=3)
ALWAYS = Window(NOW - timedelta(days=365), NOW + timedelta(days=365))


def battle_card(actor: Member, **said) -> Asset:
    return make_draft(actor, kind=reviewed_kind(), audience="internal", **said)


def out(actor: Member, reviewer: Member, **said) -> Asset:
    """A battle card that `reviewer` let out."""
    asset = commands.ask_review(actor=actor, asset=battle_card(actor, **said), reviewer=reviewer, now=NOW)
    return commands.approve_asset(actor=reviewer, asset=asset, now=NOW)


def told(kind: str) -> list[tuple[Member, str]]:
    return [(notice.recipient, notice.facts.get("note") or notice.facts.get("reason") or "")
            for notice in Notice.objects.filter(kind=kind).order_by("recipient__name")]  # fmt: skip


# --- reviews


def test_a_kind_that_asks_for_it_goes_out_by_review_only(cast: Cast):
    asset = battle_card(cast.mara)
    with pytest.raises(NeedsReview, match="“Battle card” is reviewed"):
        commands.publish_asset(actor=cast.mara, asset=asset, now=NOW)
    with pytest.raises(Error), transaction.atomic():
        Asset.objects.filter(pk=asset.pk).update(state="published", published_at=NOW)
    commands.ask_review(actor=cast.mara, asset=asset, now=NOW)
    review = Review.objects.get()
    assert (review.reviewer, review.asked_by, review.version, review.verdict) == (
        cast.milo, cast.mara, asset.current, "",
    )  # fmt: skip
    assert told("asset-review-asked") == [(cast.milo, "")]
    with pytest.raises(NotTheReviewer, match="Mara Marsh made this version"):
        commands.approve_asset(actor=cast.mara, asset=asset, now=LATER)
    commands.approve_asset(actor=cast.milo, asset=asset, note=" Fine ", now=LATER)
    asset.refresh_from_db()
    review.refresh_from_db()
    assert (asset.state, asset.published_at) == ("published", LATER)
    assert (review.verdict, review.note, review.own, review.decided_at) == ("approved", "Fine", False, LATER)
    assert told("asset-approved") == [(cast.mara, "")]
    assert [one.words for one in history_of(asset)][:2] == [
        "reviewed version 1: it is good to go out", "asked Milo Miller to review version 1",
    ]  # fmt: skip


def test_what_was_reviewed_goes_out_again_without_asking_anew(cast: Cast):
    asset = out(cast.mara, cast.milo)
    _asset, offer = commands.unpublish_asset(actor=cast.mara, asset=asset, now=LATER)
    undo.run(token=offer.token, actor=cast.mara, now=LATER)
    asset.refresh_from_db()
    assert asset.state == "published"


def test_of_two_marketers_the_other_one_who_publishes_it_has_reviewed_it(cast: Cast):
    asset = battle_card(cast.mara)
    commands.publish_asset(actor=cast.milo, asset=asset, now=NOW)
    review = Review.objects.get()
    assert (review.own, review.asked_by, review.reviewer) == (False, cast.mara, cast.milo)
    words = [one.words for one in history_of(asset)]
    assert words[:2] == ["published it", "reviewed version 1: it is good to go out"]


def test_without_another_marketer_ones_own_word_counts_and_is_on_the_record(cast: Cast):
    Member.objects.filter(pk=cast.milo.pk).update(is_active=False)
    asset = battle_card(cast.mara)
    commands.publish_asset(actor=cast.mara, asset=asset, now=NOW)
    review = Review.objects.get()
    assert (review.own, review.reviewer, review.verdict) == (True, cast.mara, "approved")
    words = [one.words for one in history_of(asset)]
    assert words[:2] == ["published it", "reviewed version 1, their own, as there is no other marketer"]


def test_a_review_needs_somebody_who_may_and_something_whole(cast: Cast):
    asset = battle_card(cast.mara)

    def put_before(reviewer):
        return commands.ask_review(actor=cast.mara, asset=asset, reviewer=reviewer, now=NOW)

    for reviewer, refusal in ((cast.sam, NotTheReviewer), (cast.mara, NotTheReviewer), (cast.dan, HasLeft)):
        with pytest.raises(refusal):
            put_before(reviewer)
    with pytest.raises(NotComplete):
        commands.ask_review(actor=cast.mara, asset=make_draft(cast.mara), now=NOW)
    assert Review.objects.count() == 0


def test_whoever_has_the_fewest_to_review_is_asked_and_nobody_who_is_away(cast: Cast):
    third = Member.objects.get(pk=cast.moritz.pk)
    Member.objects.filter(pk=third.pk).update(roles=["manager", "marketer"])
    assert commands.ask_review(actor=cast.mara, asset=battle_card(cast.mara), now=NOW)
    assert commands.ask_review(actor=cast.mara, asset=battle_card(cast.mara), now=NOW)
    reviewers = set(Review.objects.values_list("reviewer", flat=True))
    assert reviewers == {cast.milo.pk, third.pk}
    today = NOW.date()
    people.set_absence(actor=third, member=third, from_on=today, until_on=today, now=NOW)
    commands.ask_review(actor=cast.mara, asset=battle_card(cast.mara), now=NOW)
    commands.ask_review(actor=cast.mara, asset=battle_card(cast.mara), now=NOW)
    assert Review.objects.filter(reviewer=cast.milo).count() == 3


def test_changes_are_asked_for_in_words_and_wait_for_whoever_put_it_up(cast: Cast):
    asset = in_state("in_review", cast.mara, reviewer=cast.milo)
    with pytest.raises(TextNeeded):
        commands.request_changes(actor=cast.milo, asset=asset, note=" ", now=NOW)
    commands.request_changes(actor=cast.milo, asset=asset, note="Page 3", now=NOW)
    asset.refresh_from_db()
    assert (asset.state, told("asset-changes-requested")) == ("changes_requested", [(cast.mara, "Page 3")])
    assert _fell("asset-changes") == [(cast.mara, FRIDAY_TEN, cast.milo)]
    assert _desk(cast.mara) == ["Changes are asked for"]
    commands.ask_review(actor=cast.mara, asset=asset, now=NOW)
    assert (_fell("asset-changes"), _desk(cast.mara)) == ([], [])
    assert _fell("asset-review") == [(cast.milo, FRIDAY_TEN, cast.mara)]
    assert _desk(cast.milo) == ["Review before it goes out"]


def _fell(kind: str):
    return [(one.recipient, one.due_at, one.waiting_for) for one in due.due_kind(kind).within(ALWAYS)]


def _desk(member: Member) -> list[str]:
    desk = work.Desk(member=member, now=NOW, company=company(), time=working_time())
    return [str(one.what) for one in work.on_desk(desk) if one.kind in ("asset-review", "asset-changes")]


def test_the_file_in_review_stays_as_it_is_until_it_is_taken_back(cast: Cast):
    asset = in_state("in_review", cast.mara, reviewer=cast.milo)
    new = {"asset": asset, "file": upload(content=b"new"), "change_note": "New", "now": NOW}
    with pytest.raises(WrongState, match="Take it back first"):
        commands.add_version(actor=cast.mara, **new)
    commands.take_back(actor=cast.mara, asset=asset, now=NOW)
    assert Review.objects.get().verdict == "taken_back"
    commands.add_version(actor=cast.mara, **new)
    asset.refresh_from_db()
    assert (asset.state, asset.current.number) == ("draft", 2)


# --- a new version of what is out


def test_the_older_version_is_in_use_until_the_new_one_is_reviewed(cast: Cast):
    asset = out(cast.mara, cast.milo)
    second = commands.add_version(actor=cast.mara, asset=asset, file=upload(content=b"new"), change_note="New", now=NOW)
    asset.refresh_from_db()
    assert (asset.state, asset.current.number) == ("published", 1)
    seen = [AssetVersion.objects.visible_to(who).filter(asset=asset) for who in (cast.sam, cast.milo)]
    numbers = [list(rows.order_by("number").values_list("number", flat=True)) for rows in seen]
    assert numbers == [[1], [1, 2]]
    with pytest.raises(Error), transaction.atomic():
        Asset.objects.filter(pk=asset.pk).update(current=second)
    commands.request_changes(actor=cast.milo, asset=asset, note="Too long", now=NOW)
    third = commands.add_version(
        actor=cast.mara, asset=asset, file=upload(content=b"newer"), change_note="Shorter", now=NOW
    )
    commands.approve_asset(actor=cast.milo, asset=asset, now=LATER)
    asset.refresh_from_db()
    assert (asset.state, asset.current, third.number) == ("published", third, 3)


def test_a_newer_version_takes_the_place_of_the_one_that_waits(cast: Cast):
    asset = out(cast.mara, cast.milo)
    for content in (b"two", b"three"):
        commands.add_version(actor=cast.mara, asset=asset, file=upload(content=content), change_note="New", now=NOW)
    assert list(Review.objects.order_by("asked_at", "pk").values_list("version__number", "verdict")) == [
        (1, "approved"), (2, "taken_back"), (3, ""),
    ]  # fmt: skip
    commands.take_back(actor=cast.mara, asset=asset, now=NOW)
    asset.refresh_from_db()
    assert (asset.state, asset.current.number, Review.objects.waiting().count()) == ("published", 1, 0)


def test_what_is_out_slips_into_no_kind_that_is_reviewed(cast: Cast):
    asset = make_published(cast.mara, kind=kind_of_collateral("Guide"))
    with pytest.raises(StillPublished, match="“Battle card” is reviewed"):
        commands.edit_asset(actor=cast.mara, asset=asset, kind=reviewed_kind(), now=NOW)


def test_admins_switch_the_review_of_a_kind_and_of_nothing_else(cast: Cast):
    kind, region = kind_of_collateral("Guide"), Choice.objects.create(list="region", label="South")
    people.set_kind(actor=cast.ada, choice=kind, reviewed=True, now=NOW)
    kind.refresh_from_db()
    assert (kind.reviewed, history_of(kind)[0].words) == (True, "said what is asked of this kind")
    with pytest.raises(NotAKindOfCollateral):
        people.set_kind(actor=cast.ada, choice=region, reviewed=True, now=NOW)
    with pytest.raises(Error), transaction.atomic():
        Choice.objects.filter(pk=region.pk).update(reviewed=True)


def test_who_leaves_hands_on_what_they_were_to_review(cast: Cast):
    asset = in_state("in_review", cast.mara, reviewer=cast.milo)
    with pytest.raises(Error), transaction.atomic():
        Member.objects.filter(pk=cast.milo.pk).update(is_active=False)
    # Their manager doesn't make collateral, and Mara made this: the admin looks.
    people.leave(actor=cast.ada, member=cast.milo, successor=cast.moritz, now=NOW)
    assert Review.objects.get(asset=asset).reviewer == cast.ada


# --- recall


def test_recall_takes_it_out_of_all_hands_and_tells_who_relied_on_it(cast: Cast):
    asset = make_published(cast.mara, "Meters for everybody")
    commands.give_feedback(actor=cast.sam, version=asset.current, rating=4, now=NOW)
    for title in ("For a fair", "For a tender"):
        wish = ask(cast.sofie, title=title)
        commands.deliver_request(actor=cast.mara, request=wish, asset=asset, now=NOW)
    commands.use_in_deal(actor=cast.eva, asset=asset, deal="D-17", now=NOW)
    commands.share_asset(actor=cast.mina, asset=asset, recipient="Jane Doe, Acme", now=NOW)
    commands.recall_asset(actor=cast.milo, asset=asset, reason=" Wrong price ", now=LATER)
    asset.refresh_from_db()
    assert (asset.state, asset.recalled_at, asset.recalled_because) == ("recalled", LATER, "Wrong price")
    assert told("asset-recalled") == [
        (cast.eva, "Wrong price"), (cast.mara, "Wrong price"), (cast.mina, "Wrong price"), (cast.sam, "Wrong price"),
        (cast.sofie, "Wrong price"),
    ]  # fmt: skip
    Walker(cast.sam).open("/inbox/").reads("recalled “notes”: Wrong price. Please don't use it any more")
    read = [Passage.objects.visible_to(who).count() for who in (cast.sam, cast.mara)]
    assert (read, Asset.objects.visible_to(cast.sam).filter(pk=asset.pk).exists()) == ([0, 1], True)
    with pytest.raises(WrongState, match="It is recalled"):
        commands.give_feedback(actor=cast.eva, version=asset.current, rating=4, now=LATER)


def test_only_a_review_after_the_recall_lets_it_out_again(cast: Cast):
    asset = out(cast.mara, cast.milo)
    commands.recall_asset(actor=cast.mara, asset=asset, reason="Wrong", now=LATER)
    rows = Asset.objects.filter(pk=asset.pk)
    for change in (
        {"state": "published", "recalled_at": None, "recalled_because": ""},
        {"recalled_at": None, "recalled_because": ""},
    ):
        with pytest.raises(Error), transaction.atomic():
            rows.update(**change)
    commands.ask_review(actor=cast.mara, asset=asset, now=LATER)
    # The review of before the recall is none of what is asked for now.
    with pytest.raises(Error), transaction.atomic():
        rows.update(state="published", recalled_at=None, recalled_because="")
    # However far its review is, everybody who comes there sees that it is recalled.
    assert Asset.objects.visible_to(cast.sam).get(pk=asset.pk).recalled_because == "Wrong"
    commands.take_back(actor=cast.mara, asset=asset, now=LATER)
    assert rows.get().state == "recalled"
    commands.archive_asset(actor=cast.mara, asset=asset, now=LATER)
    commands.restore_asset(actor=cast.mara, asset=asset, now=LATER)
    commands.ask_review(actor=cast.mara, asset=asset, now=LATER)
    commands.approve_asset(actor=cast.milo, asset=asset, now=LATER)
    asset = rows.get()
    assert (asset.state, asset.recalled_at, asset.recalled_because) == ("published", None, "")


# --- successors


def test_an_archived_page_points_on_to_the_end_of_the_line(cast: Cast):
    line = [make_published(cast.mara, title=f"Prices {year}") for year in range(2020, 2028)]
    for older, newer in pairwise(line):
        commands.archive_asset(actor=cast.mara, asset=older, successor=newer, now=NOW)
    ends = [queries.successor_of(viewer=cast.sam, asset=Asset.objects.get(pk=one.pk)) for one in line]
    # Five steps at most: from 2020 one comes to 2025, from 2026 to 2027.
    assert [str(end) for end in ends] == [f"Prices {year}" for year in (2025, 2026, 2027, 2027, 2027, 2027, 2027)] + [
        "None"
    ]
    assert history_of(line[0])[0].words == "archived it; “Prices 2021” takes its place"


def test_nobody_is_pointed_on_in_a_ring(cast: Cast):
    first, second, third = (make_published(cast.mara, title=title) for title in ("One", "Two", "Three"))
    commands.name_successor(actor=cast.mara, asset=first, successor=second, now=NOW)
    commands.name_successor(actor=cast.mara, asset=second, successor=third, now=NOW)
    for asset in (first, third):
        with pytest.raises(RunsInARing):
            commands.name_successor(actor=cast.mara, asset=asset, successor=first, now=NOW)
    for pk in (first.pk, third.pk):
        with pytest.raises(Error), transaction.atomic():
            Asset.objects.filter(pk=pk).update(successor=first)
    assert queries.successor_of(viewer=cast.sam, asset=Asset.objects.get(pk=first.pk)) == third


def test_undo_of_archiving_brings_back_what_was_used_instead_before(cast: Cast):
    asset, other = make_published(cast.mara), make_published(cast.mara, title="Other")
    _asset, offer = commands.archive_asset(actor=cast.mara, asset=asset, successor=other, now=NOW)
    undo.run(token=offer.token, actor=cast.mara, now=LATER)
    asset.refresh_from_db()
    assert (asset.state, asset.successor) == ("published", None)


def test_an_archived_piece_follows_nothing(cast: Cast):
    gone, asset = in_state("archived", cast.mara, reviewer=cast.milo), make_published(cast.mara)
    with pytest.raises(WrongState, match="archived itself"):
        commands.archive_asset(actor=cast.mara, asset=asset, successor=gone, now=NOW)


def test_a_draft_that_was_never_out_is_nobodys_business_in_the_archive(cast: Cast):
    draft = make_draft(cast.mara)
    commands.archive_asset(actor=cast.mara, asset=draft, now=NOW)
    shown = in_state("archived", cast.mara, reviewer=cast.milo)
    assert list(Asset.objects.visible_to(cast.sam)) == [shown]
