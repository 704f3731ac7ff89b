"""Links for customers: who makes and ends them, when they show something, and who is told."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from apps.collateral import commands, queries
from apps.collateral.commands.opening import HasEnded, TriedTooOften, WrongPasscode
from apps.collateral.commands.sharing import NotForCustomers, PasscodeTooShort, RevokedAlready, TooLong
from apps.collateral.models import Asset, Opening, Share
from apps.collateral.work.shares import shares as on_the_desk
from apps.core.due import Window
from apps.core.due import due_kind as kind_of_due
from apps.core.work import Desk
from apps.notices.models import Notice
from apps.people import commands as people
from apps.people.queries import working_time
from tests.cast import NOW
from tests.factories.collateral import make_draft, make_published, share
from tests.races import at_once

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 10)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@pytest.fixture
def asset(cast):
    return make_published(cast.mara, "Gaskets for all", title="Flyer", summary="What it does.\nAnd when.")


def told(member, kind):
    """What a member was told of this kind, in the order of its being told."""
    return [notice.facts for notice in Notice.objects.filter(recipient=member, kind=kind).order_by("at", "pk")]


def standing(made, now=NOW):
    return str(queries.standing_of(queries.share_by(made.secret, now=now)))


def opened(made, now=NOW, passcode="", **more):
    return commands.open_share(share=made.share, passcode=passcode, now=now, **more)


def test_all_share_what_is_for_customers_and_nothing_else(cast, asset):
    sharers = ("sam", "mara", "mina", "eva", "ada")
    assert [share(cast.by_name(who), asset).share.shared_by for who in sharers] == [cast.by_name(w) for w in sharers]
    internal = make_published(cast.mara, title="Margins", audience="internal")
    draft = make_draft(cast.mara, audience="customers")
    commands.archive_asset(actor=cast.mara, asset=asset, now=NOW)
    for one in (internal, draft, asset):
        with pytest.raises(NotForCustomers):
            share(cast.mara, one)


def test_it_works_for_thirty_days_unless_said_and_for_ninety_at_most(cast, asset):
    assert share(cast.sam, asset).share.expires_on == date(2026, 4, 9)
    assert share(cast.sam, asset, expires_on=date(2026, 6, 8)).share.expires_on == date(2026, 6, 8)
    with pytest.raises(TooLong):
        share(cast.sam, asset, expires_on=date(2026, 6, 9))
    people.edit_company(actor=cast.ada, company=cast.company, share_days=7, share_days_most=14, now=NOW)
    made = share(cast.sam, asset)
    assert made.share.expires_on == date(2026, 3, 17)
    with pytest.raises(TooLong):
        commands.extend_share(actor=cast.sam, share=made.share, expires_on=date(2026, 3, 25), now=NOW)


def test_nothing_that_is_kept_opens_it(cast, asset):
    made = share(cast.sam, asset, passcode="blue heron")
    kept = Share.objects.values().get()
    assert (len(made.secret), made.secret in str(kept), "blue heron" in str(kept)) == (43, False, False)
    assert queries.share_by(kept["digest"], now=NOW) is None


def test_it_works_to_the_end_of_its_last_day_and_shows_the_version_in_use(cast, asset):
    made = share(cast.sam, asset, expires_on=TODAY)
    # Midnight in Berlin is at 23:00 UTC.
    last = NOW.replace(hour=22, minute=59)
    assert (standing(made, last), standing(made, last + MINUTE)) == ("works", "ended")
    assert opened(made, last).version.number == 1
    with pytest.raises(HasEnded):
        opened(made, last + MINUTE)
    extended = commands.extend_share(actor=cast.sam, share=made.share, expires_on=TODAY + DAY, now=last)
    assert (extended.expires_on, standing(made, last + MINUTE)) == (TODAY + DAY, "works")


@pytest.mark.parametrize("move", ["archive_asset", "unpublish_asset"])
def test_what_is_taken_back_is_shown_to_nobody(cast, asset, move):
    made = share(cast.sam, asset)
    getattr(commands, move)(actor=cast.mara, asset=asset, now=NOW)
    assert standing(made) == "withdrawn"
    with pytest.raises(HasEnded):
        opened(made)
    Asset.objects.filter(pk=asset.pk).update(state="draft")
    commands.publish_asset(actor=cast.mara, asset=asset, now=NOW)
    assert standing(made) == "works"
    commands.edit_asset(actor=cast.mara, asset=asset, audience="internal", now=NOW)
    assert standing(made) == "withdrawn"


def test_the_first_opening_is_told_at_once_and_later_ones_are_counted(cast, asset):
    made = share(cast.sam, asset, recipient="Jane Doe, Acme")
    assert [opened(made, NOW + minutes * MINUTE).number for minutes in (0, 5)] == [1, 2]
    assert (
        told(cast.sam, "share-opened") == [str({"what": "Flyer", "recipient": "Jane Doe, Acme"})]
        or len(told(cast.sam, "share-opened")) == 1
    )
    row = queries.shares(viewer=cast.sam, now=NOW).get()
    assert (row.opened, row.opened_at) == (2, NOW + 5 * MINUTE)


def test_a_colleague_only_looks(cast, asset):
    made = share(cast.sam, asset)
    assert (opened(made, member=cast.sofie), Opening.objects.count(), told(cast.sam, "share-opened")) == (None, 0, [])


def test_a_passcode_is_guessed_five_times_in_a_quarter_of_an_hour(cast, asset):
    made = share(cast.sam, asset, passcode="blue heron")
    for minutes in range(5):
        with pytest.raises(WrongPasscode):
            opened(made, NOW + minutes * MINUTE, "grey heron")
    with pytest.raises(TriedTooOften):
        opened(made, NOW + 14 * MINUTE, "blue heron")
    assert opened(made, NOW + 15 * MINUTE, "blue heron").number == 1
    # What was right begins anew.
    for _ in range(4):
        with pytest.raises(WrongPasscode):
            opened(made, NOW + 16 * MINUTE, "")
    assert opened(made, NOW + 16 * MINUTE, "blue heron").number == 2
    with pytest.raises(PasscodeTooShort):
        share(cast.sam, asset, passcode="heron")


def test_who_tries_after_the_end_is_told_of_once(cast, asset):
    made = share(cast.sam, asset, expires_on=TODAY)
    commands.ask_again(share=made.share, now=NOW)
    assert told(cast.sam, "share-asked-again") == []
    for day in (1, 2):
        commands.ask_again(share=made.share, now=NOW + day * DAY)
    facts = {"what": "Flyer", "recipient": "Jane Doe, Acme"}
    assert told(cast.sam, "share-asked-again") == [facts | {"why": "its last day is past"}]
    commands.extend_share(actor=cast.sam, share=made.share, expires_on=TODAY + 3 * DAY, now=NOW + 2 * DAY)
    commands.revoke_share(actor=cast.mara, share=made.share, now=NOW + 2 * DAY)
    commands.ask_again(share=made.share, now=NOW + 4 * DAY)
    assert [fact["why"] for fact in told(cast.sam, "share-asked-again")] == ["its last day is past", "it was revoked"]


def test_who_sees_and_ends_it(cast, asset):
    made = share(cast.sam, asset)
    seers = [who for who in ("sam", "sofie", "mara", "milo", "mina", "moritz", "eva", "ada")
             if queries.shares(viewer=cast.by_name(who), now=NOW).exists()]  # fmt: skip
    assert seers == ["sam", "mara", "milo", "ada"]
    commands.edit_asset(actor=cast.mara, asset=asset, owner=cast.sofie, now=NOW)
    revoked = commands.revoke_share(actor=cast.sofie, share=made.share, now=NOW)
    assert (standing(made), revoked.revoked_by) == ("revoked", cast.sofie)
    for act in (
        lambda: commands.revoke_share(actor=cast.sam, share=made.share, now=NOW),
        lambda: commands.extend_share(actor=cast.sam, share=made.share, expires_on=TODAY + DAY, now=NOW),
    ):
        with pytest.raises(RevokedAlready):
            act()


def test_the_link_of_who_leaves_goes_to_who_follows(cast, asset):
    made, over = share(cast.sam, asset), share(cast.sam, asset)
    commands.revoke_share(actor=cast.sam, share=over.share, now=NOW)
    people.leave(actor=cast.ada, member=cast.sam, successor=cast.sofie, now=NOW)
    opened(made)
    assert (standing(made), len(told(cast.sofie, "share-opened"))) == ("works", 1)
    over.share.refresh_from_db()
    assert (over.share.shared_by, queries.whom_to_ask(over.share)) == (cast.sam, cast.mina)


def test_a_link_that_ends_soon_is_on_the_desk_and_falls_due_at_midnight(cast, asset):
    made = share(cast.sam, asset, expires_on=TODAY + 3 * DAY)
    far = share(cast.sam, asset)
    midnight = NOW.replace(hour=23) + 3 * DAY
    kind = kind_of_due("share-ends")

    def falling(after, until):
        return [(due.thing, due.recipient, due.due_at) for due in kind.within(Window(after, until))]

    assert falling(midnight - MINUTE, midnight) == [(made.share, cast.sam, midnight)]
    assert (falling(midnight - 2 * MINUTE, midnight - MINUTE), falling(midnight, midnight + MINUTE)) == ([], [])
    desk = Desk(cast.sam, NOW, cast.company, working_time())
    assert ([one.thing for one in on_the_desk(desk)], [one.thing for one in kind.waiting(cast.sam, NOW)]) == (
        [made.share],
        [made.share],
    )
    commands.revoke_share(actor=cast.sam, share=made.share, now=NOW)
    assert (falling(midnight - MINUTE, midnight), list(on_the_desk(desk))) == ([], [])
    assert far.share.expires_on == date(2026, 4, 9)


@pytest.mark.parametrize(
    "update",
    [
        {"recipient": ""},
        {"digest": "secret"},
        {"digest": "0" * 64},
        {"passcode": "blue heron"},
        {"revoked_at": NOW},
        {"wrong_tries": 1},
        {"shared_at": NOW + DAY},
    ],
)
def test_the_database_keeps_what_a_share_is(cast, asset, update):
    made = share(cast.sam, asset)
    with pytest.raises(IntegrityError), transaction.atomic():
        Share.objects.filter(pk=made.share.pk).update(**update)


def test_what_was_revoked_never_works_again_and_nothing_is_deleted(cast, asset):
    made = share(cast.sam, asset)
    opening = opened(made)
    commands.revoke_share(actor=cast.sam, share=made.share, now=NOW)
    rows, openings = Share.objects.filter(pk=made.share.pk), Opening.objects.filter(pk=opening.pk)
    commands.note_download(opening=opening, now=NOW)
    for forbidden in (
        lambda: rows.update(revoked_at=None, revoked_by=None),
        lambda: rows.update(expires_on=TODAY + 9 * DAY),
        lambda: rows._raw_delete("default"),
        lambda: openings.update(at=NOW + DAY),
        lambda: openings.update(downloaded_at=None),
        lambda: openings._raw_delete("default"),
        lambda: Share.objects.filter(pk=share(cast.mara, asset).share.pk).update(shared_by=cast.dan),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            forbidden()


@pytest.mark.django_db(transaction=True)
def test_two_first_openings_at_once_make_one_notice(cast, asset):
    made = share(cast.sam, asset)
    found = at_once(lambda: opened(made), lambda: opened(made))
    assert sorted(opening.number for opening in found) == [1, 2]
    assert Notice.objects.filter(kind="share-opened").count() == 1


@pytest.mark.django_db(transaction=True)
def test_wrong_passcodes_at_once_are_all_counted(cast, asset):
    made = share(cast.sam, asset, passcode="blue heron")
    results = at_once(*[lambda: opened(made, passcode="grey heron")] * 3)
    made.share.refresh_from_db()
    assert ([type(one) for one in results], made.share.wrong_tries) == ([WrongPasscode] * 3, 3)
