"""“I need this too”, and two wishes that are one."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import Error, transaction

from apps.collateral import commands, queries
from apps.collateral.commands.ground import WrongState
from apps.collateral.commands.merging import AcrossSides, IsOver, SameRequest
from apps.collateral.commands.votes import NoVote, OwnWish
from apps.collateral.models import Request, RequestVote
from apps.core.errors import Stale
from apps.notices import commands as notices
from apps.notices import queries as noticed
from apps.notices.models import Notice
from tests.cast import NOW, Cast, client_of
from tests.factories.collateral import accepted, ask, delivered
from tests.walker import Walker

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


def vote(actor, request, **said):
    return commands.vote(actor=actor, request=request, now=LATER, **said)


def merge(actor, request, into, **said):
    return commands.merge_request(actor=actor, request=request, into=into, now=LATER, **said)


def standing(request) -> dict[str, tuple[str, str]]:
    rows = queries.votes_for(viewer=request.asked_by, request=request)
    return {row.member.name.split()[0]: (row.why, row.deal) for row in rows}


def followers(request) -> set[str]:
    return {member.name.split()[0] for member in noticed.followers_of(request)}


def told(kind: str) -> set[str]:
    return {notice.recipient.name.split()[0] for notice in Notice.objects.filter(kind=kind)}


def test_whoever_needs_it_too_counts_once_and_hears_of_it(cast: Cast):
    request = accepted(ask(cast.sam), cast.mara)
    vote(cast.sofie, request)
    vote(cast.sofie, request, why=" For Lyon ", deal="D-1")
    vote(cast.mina, request, why="For a fair")
    found = queries.requests(viewer=cast.sofie).get()
    assert (found.votes, found.voted, queries.requests(viewer=cast.sam).get().voted) == (2, True, False)
    assert standing(request) == {"Sofie": ("For Lyon", "D-1"), "Mina": ("For a fair", "")}
    assert followers(request) == {"Sofie", "Mina"}
    assert Notice.objects.filter(kind="request-voted").count() == 4
    assert told("request-voted") == {"Sam", "Mara"}


def test_who_may_not_vote_and_when(cast: Cast):
    request = ask(cast.sam)
    with pytest.raises(OwnWish):
        vote(cast.sam, request)
    for act in (vote, lambda actor, wish: commands.take_back_vote(actor=actor, request=wish, now=LATER)):
        with pytest.raises(PermissionDenied):
            act(cast.dan, request)
    vote(cast.sofie, request)
    cast.sofie.is_active = False
    cast.sofie.save()
    with pytest.raises(PermissionDenied):
        vote(cast.sofie, request, why="Said anew")
    over = commands.decline_request(actor=cast.mara, request=request, reason="No", now=LATER)
    with pytest.raises(WrongState, match="It is over"):
        vote(cast.mina, over)


def test_a_vote_is_taken_back_and_an_offer_to_help_stands(cast: Cast):
    request = ask(cast.sam)
    vote(cast.sofie, request)
    vote(cast.milo, request)
    notices.offer_help(actor=cast.milo, thing=request, now=LATER)
    for member in (cast.sofie, cast.milo):
        commands.take_back_vote(actor=member, request=request, now=LATER)
    assert (standing(request), followers(request)) == ({}, {"Milo"})
    with pytest.raises(NoVote):
        commands.take_back_vote(actor=cast.sofie, request=request, now=LATER)
    vote(cast.sofie, request, why="After all")
    assert standing(request) == {"Sofie": ("After all", "")}
    assert RequestVote.objects.count() == 3


def test_followers_hear_of_what_happens_and_nobody_twice(cast: Cast):
    request, other = ask(cast.sam), ask(cast.sam, "Another")
    for wish in (request, other):
        vote(cast.sofie, wish)
        # Who asked and who delivers are told by themselves.
        notices.follow(actor=cast.sam, thing=wish, now=NOW)
        notices.follow(actor=cast.milo, thing=wish, now=NOW)
    request = accepted(request, cast.milo)
    commands.reopen_request(actor=cast.sam, request=delivered(request, cast.milo), missing="Prices", now=LATER)
    commands.confirm_request(actor=cast.sam, request=delivered(request, cast.milo), now=LATER)
    commands.decline_request(actor=cast.mara, request=other, reason="No", now=LATER)
    acts = ("accepted", "delivered", "reopened", "confirmed", "declined")
    expected = {act: {"Sofie"} for act in acts} | {"declined": {"Sofie", "Milo"}}
    assert {act: told(f"followed-{act}") for act in acts} == expected


def test_the_database_keeps_what_a_vote_is(cast: Cast):
    request, other = ask(cast.sam), ask(cast.sofie, "Another")
    vote(cast.sofie, request)
    merge(cast.mara, ask(cast.mina, "Old"), request)
    old = Request.objects.get(title="Old")
    for row in (
        {"request": request, "member": cast.sofie},  # twice
        {"request": other, "member": cast.sofie},  # asked for it
        {"request": old, "member": cast.sofie},  # goes on elsewhere
    ):
        with pytest.raises(Error), transaction.atomic():
            RequestVote.objects.create(**row, at=NOW)


# --- merging


def test_merging_moves_who_asked_the_votes_and_the_followers(cast: Cast):
    wish, into = ask(cast.sam, "A film", why="For Lyon", deal="D-1"), ask(cast.sofie, "Film of the mounting")
    for member in (cast.sofie, cast.mina, cast.eva):
        vote(member, wish, why="Me too")
    vote(cast.mina, into, why="I said so")
    notices.follow(actor=cast.milo, thing=wish, now=NOW)
    preview = queries.merging(viewer=cast.mara, request=wish, into=into)
    # Sam and Eva come to stand behind it, beside Sofie who asked and Mina who voted; they and Milo are told.
    assert (preview.moved, preview.together, preview.told) == (2, 4, 5)
    merged = merge(cast.mara, wish, into)
    assert (merged.state, merged.merged_into) == ("merged", into)
    assert (standing(wish), standing(into)) == (
        {},
        {"Sam": ("For Lyon", "D-1"), "Mina": ("I said so", ""), "Eva": ("Me too", "")},
    )
    assert followers(into) == {"Sam", "Sofie", "Mina", "Eva", "Milo"}
    assert (told("request-merged"), told("followed-merged")) == ({"Sam"}, {"Sofie", "Mina", "Eva", "Milo"})


def test_one_step_leads_from_any_old_wish_to_the_one_that_goes_on(cast: Cast):
    first, second, third = (ask(cast.sam, title) for title in ("First", "Second", "Third"))
    merge(cast.mara, first, second)
    merge(cast.mara, second, third)
    assert {row.title: row.merged_into for row in Request.objects.select_related("merged_into")} == {
        "First": third, "Second": third, "Third": None,
    }  # fmt: skip
    assert standing(third) == {}  # Sam asked for all three


def test_what_cant_be_merged(cast: Cast):
    wish, into = ask(cast.sam), ask(cast.sofie, "Into")
    with pytest.raises(PermissionDenied):
        merge(cast.sam, wish, into)
    with pytest.raises(SameRequest):
        merge(cast.mara, wish, wish)
    with pytest.raises(AcrossSides):
        merge(cast.ada, wish, ask(cast.mara, "Of sales", kind="quote"))
    with pytest.raises(Stale):
        merge(cast.mara, wish, into, revision=7)
    with pytest.raises(WrongState, match="stays by itself"):
        merge(cast.mara, delivered(ask(cast.sam, "Came"), cast.mara), into)
    with pytest.raises(IsOver):
        merge(cast.mara, wish, commands.decline_request(actor=cast.mara, request=into, reason="No", now=LATER))
    merge(cast.mara, wish, ask(cast.sofie, "Goes on"))
    with pytest.raises(WrongState, match="merged into “Goes on”"):
        accepted(wish, cast.mara)
    with pytest.raises(WrongState, match="merged into “Goes on”"):
        vote(cast.mina, wish)


def test_the_database_lets_a_wish_go_on_in_an_open_one_of_its_side_alone(cast: Cast):
    wish, into, of_sales = ask(cast.sam), ask(cast.sam, "Into"), ask(cast.mara, "Of sales", kind="quote")
    old = merge(cast.mara, ask(cast.sam, "Old"), into)
    voted = ask(cast.sam, "Voted")
    vote(cast.sofie, voted)
    for row, fields in [
        (wish, {"state": "merged"}),
        (wish, {"merged_into": into}),
        (wish, {"state": "merged", "merged_into": wish}),
        (wish, {"state": "merged", "merged_into": of_sales}),
        (wish, {"state": "merged", "merged_into": old}),
        (into, {"state": "merged", "merged_into": wish}),  # something goes on in it
        (voted, {"state": "merged", "merged_into": into}),  # its votes would be lost
    ]:
        with pytest.raises(Error), transaction.atomic():
            Request.objects.filter(pk=row.pk).update(**fields)
    assert Request.objects.filter(pk=wish.pk).update(state="merged", merged_into=into) == 1


# --- pages


def test_one_tap_votes_and_the_most_wanted_come_first(cast: Cast):
    few, many = ask(cast.sam, "Few need it"), ask(cast.sam, "Many need it", now=NOW - timedelta(days=1))
    vote(cast.mina, many)
    sofie = Walker(cast.sofie).open(f"/requests/{many.pk}/").press("I need this too", why="For Lyon")
    sofie.reads("You need it too. You hear of what becomes of it.", "For Lyon", "I no longer need it")
    sofie.open("/requests/?sort=-votes").reads("2 others need it too")
    api = client_of(cast.sam).get("/api/v1/requests/", {"ordering": "-votes"}).json()["results"]
    assert [(row["title"], row["votes"], row["voted"]) for row in api] == [
        (many.title, 2, False), (few.title, 0, False),
    ]  # fmt: skip
    csv = client_of(cast.sofie).get("/requests/", {"sort": "-votes", "format": "csv"}).getvalue().decode()
    assert csv.index("Many need it") < csv.index("Few need it")
    sofie.open(f"/requests/{many.pk}/").press("I no longer need it").reads("Taken back.", "I need this too")
    assert not Walker(cast.sam).open(f"/requests/{many.pk}/").can_press("I need this too")


def test_what_was_typed_for_a_wish_says_why_one_needs_the_other_too(cast: Cast):
    other = ask(cast.sam, "A film on leak alarms")
    sofie = Walker(cast.sofie).open("/requests/new/").press("Ask", title="Leak alarm film", why="For Lyon", deal="D-1")
    sofie.press("I need this too: “A film on leak alarms”").reads("You need it too.")
    assert (standing(other), Request.objects.count()) == ({"Sofie": ("For Lyon", "D-1")}, 1)


def test_merging_shows_what_would_move_and_the_old_address_leads_on(cast: Cast):
    wish, into = ask(cast.sam, "Leak film"), ask(cast.sofie, "Film on leak alarms")
    notices.comment(actor=cast.sam, thing=wish, text="Two minutes would do.", now=NOW)
    mara = Walker(cast.mara).open(f"/requests/{wish.pk}/").follow("Merge")
    mara.press("See what would move", into="Film on leak alarms")
    mara.reads("1 person comes to stand behind it who didn't so far.", "2 people need it then", "This can't be undone.")
    mara.press("Merge").reads("Merged. Whoever needed it is told", "Film on leak alarms", "Sam Sanders")
    assert mara.url == f"/requests/{into.pk}/"
    sam = Walker(cast.sam).open(f"/requests/{wish.pk}/").reads("“Leak film” goes on here.", "Merged into this one")
    sam.follow("Leak film").reads("It goes on in Film on leak alarms", "Two minutes would do.")


def test_whoever_is_slower_to_merge_keeps_their_choice(cast: Cast):
    wish, into = ask(cast.sam, "Leak film"), ask(cast.sofie, "Film on leak alarms")
    commands.decline_request(actor=cast.milo, request=wish, reason="No", now=LATER)
    response = client_of(cast.mara).post(f"/requests/{wish.pk}/merge/", {"into": str(into.pk)})
    assert (response.status_code, "stays by itself" in response.content.decode()) == (409, True)
