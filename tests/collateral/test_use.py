"""Use: one's own is one's own, all else is counted from five people up."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import Error, transaction

from apps.collateral import commands, queries
from apps.collateral.commands.ground import TextNeeded, WrongState
from apps.collateral.models import Use
from apps.collateral.queries.use import Counted
from apps.core import undo
from apps.people.models import ChoiceList
from tests.cast import NOW, Cast, client_of
from tests.factories import people as make
from tests.factories.collateral import make_draft, make_published, share
from tests.factories.people import choice
from tests.walker import Walker


@pytest.fixture
def asset(cast: Cast):
    return make_published(cast.mara)


def opened(asset, *members, kind=Use.Kind.VIEW, now=NOW):
    for member in members:
        commands.note_use(member=member, version=asset.current, kind=kind, now=now)


def in_deal(actor, asset, deal="OPP-1", now=NOW):
    return commands.use_in_deal(actor=actor, asset=asset, deal=deal, now=now)


def noted():
    return sorted(Use.objects.values_list("kind", "member__name"))


def test_opening_and_downloading_are_noted_once_a_day(cast: Cast, asset):
    client = client_of(cast.sam)
    for _again in range(2):
        client.get(f"/collateral/{asset.pk}/")
        client.get(f"/collateral/files/{asset.current_id}/{asset.current.sha256}/")
    assert noted() == [("download", "Sam Sanders"), ("view", "Sam Sanders")]
    opened(asset, cast.sam, now=NOW)
    assert len(noted()) == 3  # another day


def test_looking_for_what_the_worker_did_is_no_use(cast: Cast, asset):
    client = client_of(cast.sam)
    client.head(f"/collateral/{asset.pk}/")
    client.get(f"/collateral/{asset.pk}/", headers={"HX-Request": "true"})
    assert noted() == []


def test_what_a_person_opened_is_for_them_alone(cast: Cast, asset):
    opened(asset, cast.sam)
    in_deal(cast.sam, asset)
    seen = {}
    for member in (cast.sam, cast.mara, cast.mina, cast.eva, cast.ada):
        client = client_of(member)
        page = client.get("/collateral/used/").content.decode()
        csv = client.get("/collateral/used/?format=csv").getvalue().decode()
        seen[member.name] = ("OPP-1" in page, "OPP-1" in csv, len(client.get("/api/v1/uses/").json()["results"]))
    nothing = (False, False, 0)
    assert seen == {
        "Sam Sanders": (True, True, 2),
        "Mara Marsh": nothing, "Mina Minot": nothing, "Eva Evers": nothing, "Ada Adler": nothing,
    }  # fmt: skip


def test_use_is_counted_from_five_people_up_without_its_maker(cast: Cast, asset):
    opened(asset, cast.mara, cast.sam, cast.sofie, cast.milo, cast.mina)
    nobody = [Counted("view", "opened"), Counted("download", "downloaded"), Counted("deal", "used in a deal")]
    assert queries.counted_use(asset) == nobody
    opened(asset, cast.eva)
    opened(asset, cast.eva, now=NOW + timedelta(days=1))
    assert queries.counted_use(asset) == [Counted("view", "opened", people=5, times=6), *nobody[1:]]


def test_a_team_is_told_only_where_nobody_can_be_told_from_the_rest(cast: Cast, asset):
    team = make.team(name="North")
    five = [make.member(name=f"North {number}", team=team) for number in range(5)]
    opened(asset, *five)
    assert queries.counted_use(asset)[0] == Counted("view", "opened", 5, 5, [("North", 5)])
    opened(asset, cast.sam)
    # Six, five of them in North: one more would be one person.
    assert queries.counted_use(asset)[0] == Counted("view", "opened", 6, 6, [])


def test_a_deal_is_noted_once_by_each(cast: Cast, asset):
    assert in_deal(cast.sam, asset, " OPP-1 ").deal == "OPP-1"
    with pytest.raises(WrongState):
        in_deal(cast.sam, asset, now=NOW + timedelta(days=1))
    in_deal(cast.sofie, asset)
    in_deal(cast.sam, asset, "OPP-2")
    with pytest.raises(TextNeeded):
        in_deal(cast.sam, asset, "  ")
    with pytest.raises(WrongState):
        in_deal(cast.mara, make_draft(cast.mara))
    assert noted() == [("deal", "Sam Sanders"), ("deal", "Sam Sanders"), ("deal", "Sofie Sommer")]


def test_a_deal_that_was_mistyped_is_taken_back_by_who_said_it(cast: Cast, asset):
    use = in_deal(cast.sam, asset, "OPP-17")
    with pytest.raises(PermissionDenied):
        commands.take_back_use(actor=cast.mara, use=use, now=NOW)
    _use, offer = commands.take_back_use(actor=cast.sam, use=use, now=NOW)
    assert (queries.uses(viewer=cast.sam).count(), Use.objects.of_others().count()) == (0, 0)
    with pytest.raises(WrongState):
        commands.take_back_use(actor=cast.sam, use=use, now=NOW)
    undo.run(token=offer.token, actor=cast.sam, now=NOW)
    assert queries.uses(viewer=cast.sam).get().deal == "OPP-17"
    # Taken back and noted anew, it counts once: undoing finds it there.
    _use, offer = commands.take_back_use(actor=cast.sam, use=use, now=NOW)
    in_deal(cast.sam, asset, "OPP-17")
    with pytest.raises(WrongState):
        undo.run(token=offer.token, actor=cast.sam, now=NOW)
    opened(asset, cast.sam)
    with pytest.raises(WrongState):
        commands.take_back_use(actor=cast.sam, use=Use.objects.get(kind="view"), now=NOW)
    sam = Walker(cast.sam).open("/collateral/used/")
    sam.press("Take it back").reads("no longer counts as used in OPP-17.").does_not_read("used in a deal")


def test_the_database_keeps_uses(cast: Cast, asset):
    use = in_deal(cast.sam, asset)
    facts = {"asset": asset, "version": asset.current, "member": cast.sam, "at": NOW, "on": NOW.date()}
    for act in (
        lambda: Use.objects.update(deal="OPP-9"),
        lambda: Use.objects.update(taken_back_at=NOW, member=cast.mara),
        lambda: Use.objects.create(kind="download", taken_back_at=NOW, **facts),
        lambda: Use.objects.all().delete(),
        lambda: Use.objects.create(kind="deal", deal="OPP-1", **facts),
        lambda: Use.objects.create(kind="deal", **facts),
        lambda: Use.objects.create(kind="view", deal="OPP-3", **facts),
        lambda: Use.objects.create(kind="bought", **facts),
    ):
        with pytest.raises(Error), transaction.atomic():
            act()
    assert Use.objects.get() == use


def test_a_scorecard_says_what_is_used_and_what_is_to_be_put_right(cast: Cast, asset):
    quiet = make_published(cast.milo, name="quiet.txt")
    others = (cast.sam, cast.sofie, cast.milo, cast.mina, cast.eva)
    opened(asset, *others)
    for number, member in enumerate(others):
        in_deal(member, asset, f"OPP-{number % 2}")
    opened(quiet, cast.sam)
    commands.give_feedback(actor=cast.sam, version=asset.current, rating=2, reason="outdated", now=NOW)
    rows = queries.scorecards(viewer=cast.sam).order_by("-people_shown")
    assert [(row, row.people, row.deals, row.open_feedback) for row in rows] == [
        (asset, 5, 2, 1), (quiet, None, None, 0),
    ]  # fmt: skip
    (first, second) = client_of(cast.sam).get("/api/v1/scorecards/").json()["results"]
    assert [(one["title"], one["people"], one["deals"]) for one in (first, second)] == [
        ("notes", 5, 2), ("quiet", None, None),
    ]  # fmt: skip


def test_the_scorecard_of_one_piece(cast: Cast):
    asset = make_published(cast.mara)
    others = (cast.sam, cast.sofie, cast.milo, cast.mina, cast.eva)
    opened(asset, *others, cast.mara)
    opened(asset, cast.sam, now=NOW + timedelta(days=1))
    for number, member in enumerate(others):
        in_deal(member, asset, f"OPP-{number % 2}")
    shares = [share(member, asset).share for member in (*others[1:], cast.mara)]
    commands.open_share(share=shares[0], passcode="", now=NOW)
    for member, rating in zip(others[:3], (2, 4, 5), strict=True):
        commands.give_feedback(actor=member, version=asset.current, rating=rating, reason="too_long", now=NOW)
    card = queries.scorecard(viewer=cast.sam, asset=asset, now=NOW)
    used = Counted("deal", "used in a deal", 5, 5), Counted("share", "shared with a customer")
    assert (card.reach, card.use) == (
        Counted("reach", "reached", 5, 5),
        [Counted("view", "opened", 5, 6), Counted("download", "downloaded"), *used],
    )  # fmt: skip
    # Four shared it, besides its owner: neither their links nor the openings are counted.
    assert (card.openings, card.deals, card.open_feedback, card.unanswered) == (None, 2, 1, 1)
    assert [(one.number, one.ratings, one.average) for one in card.versions] == [(1, 3, pytest.approx(11 / 3))]
    share(cast.sam, asset)
    share(cast.sam, asset)
    card = queries.scorecard(viewer=cast.sam, asset=asset, now=NOW)
    assert (card.use[3], card.openings) == (Counted("share", "shared with a customer", 5, 6), 1)
    (row,) = client_of(cast.sofie).get("/api/v1/scorecards/").json()["results"]
    assert (row["shares"], row["unverified"]) == (6, False)
    one = client_of(cast.sofie).get(f"/api/v1/scorecards/{asset.pk}/").json()
    assert (one["reach"]["people"], one["openings"], one["versions"][0]["ratings"]) == (5, 1, 3)
    page = Walker(cast.sam).open("/collateral/scorecard/").follow("notes")
    page.reads("It reached 5 people.", "Shared with a customer 5 6", "No day is set by which somebody verifies it.")


def test_coverage_shows_where_there_is_nothing(cast: Cast, asset):
    buyer, user = (choice(ChoiceList.PERSONA, label=label) for label in ("Buyer", "User"))
    early, late = (choice(ChoiceList.FUNNEL_STAGE, label=label) for label in ("Early", "Late"))
    said = {"persona": [buyer], "funnel_stage": [early]}
    commands.edit_asset(actor=cast.mara, asset=asset, now=NOW, **said)
    for_all = make_published(cast.mara, name="all.txt")
    commands.edit_asset(actor=cast.mara, asset=for_all, now=NOW, for_all=["persona"], funnel_stage=[early])
    draft = make_draft(cast.mara)
    commands.edit_asset(actor=cast.mara, asset=draft, now=NOW, persona=[user], funnel_stage=[late])
    told = client_of(cast.mara).get("/api/v1/coverage/").json()["results"]
    stages = [("Early", 2), ("Late", 0)], [("Early", 1), ("Late", 0)]
    assert [(row["persona"], [(one["stage"], one["count"]) for one in row["stages"]]) for row in told] == [
        ("Buyer", stages[0]), ("User", stages[1]),
    ]  # fmt: skip
    Walker(cast.sam).open("/").go("Collateral").follow("Scorecard").reads("Buyer", "none", "fewer than five")
    csv = client_of(cast.sam).get("/collateral/scorecard/?format=coverage").getvalue().decode("utf-8-sig")
    assert csv.splitlines() == ['"Persona","Early","Late"', '"Buyer","2","0"', '"User","1","0"']


def test_used_in_a_deal_from_its_page(cast: Cast, asset):
    sam = Walker(cast.sam).open(f"/collateral/{asset.pk}/").follow("I used it in a deal")
    sam.press("Save", expect=422).press("Save", deal="OPP-7").reads("Noted. Only you read that it was you.")
    sam.follow("I used it in a deal").press("Save", deal="OPP-7", expect=409).reads("You noted already")
    sam.open("/collateral/used/").reads("OPP-7", "used in a deal", "opened")
