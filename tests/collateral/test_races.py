"""Two people, or two workers, at the same moment on two real connections."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError

from apps.collateral import commands
from apps.collateral.models import (
    Asset,
    AssetVersion,
    ContentWeek,
    Feedback,
    FeedbackFix,
    Finding,
    Happened,
    PastSearch,
    Request,
    RequestVote,
    Review,
)
from apps.core import undo
from apps.notices.models import Notice
from apps.people import commands as people
from apps.people.models import Member
from apps.trail.models import Activity
from tests.cast import NOW, Cast, make_cast
from tests.factories.collateral import accepted, ask, delivered, in_state, make_draft, make_published, published, upload
from tests.races import at_once, in_order

pytestmark = pytest.mark.django_db(transaction=True)
DUE = date(2026, 3, 20)


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return make_cast()


def outcomes(results):
    """What each of them got, whoever was first."""
    return sorted(type(result).__name__ for result in results)


def test_two_publish_at_once(cast: Cast):
    asset = published(make_draft(cast.mara))
    commands.unpublish_asset(actor=cast.mara, asset=asset, now=NOW)

    def publish(actor):
        return lambda: commands.publish_asset(actor=actor, asset=Asset.objects.get(), now=NOW)

    assert outcomes(at_once(publish(cast.mara), publish(cast.milo))) == ["WrongState", "tuple"]
    assert Activity.objects.filter(act="asset.published").count() == 2


def test_approved_and_sent_back_at_once(cast: Cast):
    asset = in_state("in_review", cast.mara, reviewer=cast.milo)

    def as_it_stands():
        return Asset.objects.get(pk=asset.pk)

    results = at_once(
        lambda: commands.approve_asset(actor=cast.milo, asset=as_it_stands(), now=NOW),
        lambda: commands.request_changes(actor=cast.ada, asset=as_it_stands(), note="Prices", now=NOW),
    )
    assert outcomes(results) == ["Asset", "WrongState"]
    fits = {"published": "approved", "changes_requested": "changes"}
    assert Review.objects.get().verdict == fits[as_it_stands().state]


def test_two_point_at_each_other_at_once(cast: Cast):
    one, other = make_published(cast.mara, title="One"), make_published(cast.mara, title="Other")

    def point(asset, successor):
        return lambda: commands.name_successor(actor=cast.mara, asset=asset, successor=successor, now=NOW)

    assert outcomes(at_once(point(one, other), point(other, one))) == ["Asset", "RunsInARing"]


def test_two_point_at_each_other_past_the_commands(cast: Cast):
    """The database keeps the ring out by itself, also of writers who lock nothing."""
    one, other = make_published(cast.mara, title="One"), make_published(cast.mara, title="Other")

    def point(asset, successor):
        return lambda: Asset.objects.filter(pk=asset.pk).update(successor=successor)

    results = at_once(point(one, other), point(other, one))
    assert sum(isinstance(result, Exception) for result in results) == 1


def test_two_accept_one_request_at_once(cast: Cast):
    request = ask(cast.sam)

    def accept(actor):
        return lambda: commands.accept_request(
            actor=actor, request=Request.objects.get(pk=request.pk), due_on=DUE, now=NOW
        )

    results = at_once(accept(cast.mara), accept(cast.milo))
    assert outcomes(results) == ["Request", "WrongState"]
    (won,) = (result for result in results if isinstance(result, Request))
    request.refresh_from_db()
    assert request.owner == won.owner
    assert Notice.objects.filter(kind="request-accepted").count() == 1


def test_confirmed_and_reopened_at_once(cast: Cast):
    request = delivered(ask(cast.sam), cast.mara)
    results = at_once(
        lambda: commands.confirm_request(actor=cast.sam, request=request, now=NOW),
        lambda: commands.reopen_request(actor=cast.sam, request=request, missing="The prices", now=NOW),
    )
    assert outcomes(results) == ["Request", "WrongState"]


def test_two_versions_at_once_get_numbers_of_their_own(cast: Cast):
    asset = make_draft(cast.mara)

    def put_up(actor, content, **said):
        return lambda: commands.add_version(
            actor=actor, asset=Asset.objects.get(), file=upload(content=content), change_note="New", now=NOW, **said
        )

    results = at_once(put_up(cast.mara, b"Mara's"), put_up(cast.milo, b"Milo's"))
    assert sorted(version.number for version in results) == [2, 3]
    asset.refresh_from_db()
    assert asset.current.number == 3

    results = at_once(put_up(cast.mara, b"Mara's 2", based_on=3), put_up(cast.milo, b"Milo's 2", based_on=3))
    assert outcomes(results) == ["AssetVersion", "NewerVersion"]
    assert asset.versions.count() == 4


def test_the_same_file_twice_at_once_is_kept_whole(cast: Cast, own_files):
    content = b"Meters for everybody" * 100_000

    def create(actor):
        return lambda: commands.create_asset(actor=actor, file=upload(content=content), now=NOW)

    results = at_once(create(cast.mara), create(cast.milo))
    assert outcomes(results) == ["Asset", "Asset"]
    assert {(own_files / asset.current.file).read_bytes() for asset in results} == {content}


def test_one_member_rates_twice_at_once(cast: Cast):
    version = make_published(cast.mara).current

    def rate(rating):
        return lambda: commands.give_feedback(actor=cast.sam, version=version, rating=rating, now=NOW)

    assert outcomes(at_once(rate(4), rate(5))) == ["Feedback", "Feedback"]
    assert (Feedback.objects.count(), Feedback.objects.current().count()) == (2, 1)


def test_fixed_by_two_at_once(cast: Cast):
    low = give_low(cast)

    def fix(actor):
        return lambda: commands.say_fixed(actor=actor, asset=Asset.objects.get(), feedback=[low], now=NOW)

    assert outcomes(at_once(fix(cast.mara), fix(cast.milo))) == ["Asset", "WrongState"]
    assert FeedbackFix.objects.count() == Notice.objects.filter(kind="feedback-fixed").count() == 1


def test_confirmed_by_a_rating_and_reopened_at_once(cast: Cast):
    low = give_low(cast)
    asset = commands.say_fixed(actor=cast.mara, asset=Asset.objects.get(), feedback=[low], now=NOW)
    results = at_once(
        lambda: commands.give_feedback(actor=cast.sam, version=asset.current, rating=5, now=NOW),
        lambda: commands.reopen_feedback(actor=cast.sam, feedback=low, missing="The prices", now=NOW),
    )
    # Rated first, there is nothing left to reopen; reopened first, the rating judges the new version alone.
    assert (outcomes(results), FeedbackFix.objects.get().outcome) in (
        (["Feedback", "WrongState"], "confirmed"),
        (["Feedback", "Feedback"], "reopened"),
    )


def test_a_deal_noted_twice_at_once_is_noted_once(cast: Cast):
    asset = make_published(cast.mara)

    def note():
        return commands.use_in_deal(actor=cast.sam, asset=asset, deal="OPP-1", now=NOW)

    assert outcomes(at_once(note, note)) == ["Use", "WrongState"]


def give_low(cast: Cast) -> Feedback:
    """Sam's low rating of a version that another one has followed."""
    asset = make_published(cast.mara)
    low = commands.give_feedback(actor=cast.sam, version=asset.current, rating=2, reason="outdated", now=NOW)
    commands.add_version(actor=cast.mara, asset=asset, file=upload(content=b"new"), change_note="Mended", now=NOW)
    return low


def test_nobody_is_let_go_who_holds_collateral_or_a_promise(cast: Cast):
    make_draft(cast.mara)
    accepted(ask(cast.sam), cast.milo)
    for member in (cast.mara, cast.milo):
        with pytest.raises(IntegrityError, match="member_leaves_nothing_behind"):
            Member.objects.filter(pk=member.pk).update(is_active=False)


def test_a_promise_is_not_made_for_who_leaves_at_that_moment(cast: Cast):
    request = ask(cast.sam)
    results = at_once(
        lambda: people.leave(actor=cast.ada, member=cast.milo, now=NOW),
        lambda: commands.accept_request(actor=cast.mara, request=request, owner=cast.milo, due_on=DUE, now=NOW),
    )
    request.refresh_from_db()
    assert (outcomes(results), request.owner) in [
        (["HasLeft", "Member"], None),
        (["Member", "Request"], cast.moritz),
    ]


def test_two_workers_take_different_files(cast: Cast):
    for name in ("one.txt", "two.txt"):
        make_draft(cast.mara, name=name, content=name.encode())
    results = at_once(lambda: commands.read_waiting(now=NOW), lambda: commands.read_waiting(now=NOW))
    told = list(AssetVersion.objects.values_list("reading", "attempts", "page_count"))
    assert (results, told) == ([True, True], [("read", 1, 1), ("read", 1, 1)])


def test_one_member_votes_twice_at_once(cast: Cast):
    request = ask(cast.sam)

    def vote():
        return commands.vote(actor=cast.sofie, request=request, now=NOW)

    assert outcomes(at_once(vote, vote)) == ["RequestVote", "RequestVote"]
    assert (RequestVote.objects.count(), Notice.objects.filter(kind="request-voted").count()) == (1, 1)


def test_a_vote_is_given_while_its_wish_is_merged(cast: Cast):
    """It moves along, or it is refused and leads on; it is never left behind."""
    wish, into = ask(cast.sam), ask(cast.sam, "The same")
    results = at_once(
        lambda: commands.vote(actor=cast.sofie, request=wish, now=NOW),
        lambda: commands.merge_request(actor=cast.mara, request=wish, into=into, now=NOW),
    )
    votes = list(RequestVote.objects.values_list("request", flat=True))
    assert (outcomes(results), votes) in [(["Request", "RequestVote"], [into.pk]), (["Request", "WrongState"], [])]


def test_two_merge_two_wishes_into_one_another(cast: Cast):
    one, other = ask(cast.sam), ask(cast.sofie, "The same")

    def merge(actor, request, into):
        return lambda: commands.merge_request(actor=actor, request=request, into=into, now=NOW)

    results = at_once(merge(cast.mara, one, other), merge(cast.milo, other, one))
    assert outcomes(results) in (["IsOver", "Request"], ["Request", "WrongState"])
    assert sorted(Request.objects.values_list("state", flat=True)) == ["merged", "new"]


def test_a_second_night_waits_for_the_first_and_sums_a_search_once(cast: Cast):
    commands.note_search(actor=cast.sam, said="roof", found=0, cause="none", now=NOW)

    def forget():
        commands.forget_searches(now=NOW + timedelta(days=400))

    in_order(forget, forget)
    assert list(PastSearch.objects.values_list("said", "people", "times", "unmet")) == [("roof", 1, 1, 1)]


def test_two_change_the_same_pieces_at_once(cast: Cast):
    """Whatever order they chose them in: one is done whole, and the other hears that somebody was faster."""
    first, second = (make_draft(cast.ada, title=title, content=title.encode()) for title in ("A", "B"))

    def change(actor, rows):
        return lambda: commands.change_assets(
            actor=actor, assets=rows, revisions=[row.revision for row in rows], owner=actor, now=NOW
        )

    results = at_once(change(cast.mara, [first, second]), change(cast.milo, [second, first]))
    assert outcomes(results) == ["NoneChanged", "tuple"]
    won = cast.mara if isinstance(results[0], tuple) else cast.milo
    assert [asset.owner for asset in Asset.objects.all()] == [won, won]
    assert Activity.objects.filter(act="asset.edited").count() == 2


def test_undone_and_edited_at_once(cast: Cast):
    asset = make_draft(cast.mara)
    _effects, offer = commands.change_assets(actor=cast.mara, assets=[asset], audience="internal", now=NOW)
    asset.refresh_from_db()
    results = at_once(
        lambda: undo.run(token=offer.token, actor=cast.mara, now=NOW),
        lambda: commands.edit_asset(
            actor=cast.milo, asset=asset, summary="For the fair", revision=asset.revision, now=NOW
        ),
    )
    kept = {("NoneType", "Stale"): ("", ""), ("Asset", "TouchedSince"): ("internal", "For the fair")}
    asset.refresh_from_db()
    assert (asset.audience, asset.summary) == kept[tuple(outcomes(results))]


def test_two_workers_look_through_the_library_and_count_the_week_at_once(cast: Cast):
    asset = make_published(cast.mara, title="Bare")
    commands.give_feedback(actor=cast.sam, version=asset.current, rating=4, now=NOW - timedelta(days=7))

    def work():
        commands.check_library(now=NOW)
        commands.count_week(now=NOW)

    assert at_once(work, work) == [None, None]
    assert list(Finding.objects.values_list("asset", "cause")) == [(asset.pk, "gaps")]
    assert (ContentWeek.objects.count(), Happened.objects.count()) == (1, 1)
