"""What salespeople made themselves: who submits and sees it, what becomes of it, and whose the credit is."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import Error, transaction

from apps.collateral import commands, queries
from apps.collateral.commands.field_content import NotOnTheList
from apps.collateral.commands.ground import TextNeeded, WrongState
from apps.collateral.commands.reviewing import NotTheReviewer
from apps.collateral.models import Asset, FieldContent, Review
from apps.core import work
from apps.notices.models import Notice
from apps.people import commands as people
from apps.people.models import Choice, ChoiceList, Member
from apps.people.queries import company, working_time
from apps.trail.queries import history_of
from tests.cast import NOW, Cast, client_of
from tests.factories.collateral import kind_of_collateral, make_draft, make_published, reviewed_kind, upload
from tests.factories.people import choice
from tests.walker import Walker

LATER = NOW + timedelta(minutes=5)


def submit(actor: Member, *, kind: Choice | None = None, **said) -> Asset:
    """Sam's deck, as it is after being submitted."""
    given = {"file": upload("deck.txt", b"Three questions"), "used_where": "First calls", "now": NOW} | said
    kind = kind or kind_of_collateral("Presentation")
    return commands.submit_field_content(actor=actor, kind=kind, **given).asset


def fresh(asset: Asset) -> Asset:
    return Asset.objects.get(pk=asset.pk)


def told(kind: str) -> list[tuple[Member, str]]:
    rows = Notice.objects.filter(kind=kind).order_by("recipient__name")
    return [(one.recipient, one.facts.get("note", "")) for one in rows]


def acts(asset: Asset) -> list[str]:
    return [entry.words for entry in history_of(asset)]


def desk(member: Member) -> list[str]:
    made = work.Desk(member=member, now=NOW, company=company(), time=working_time())
    return [str(one.what) for one in work.on_desk(made) if one.kind in ("asset-review", "asset-changes")]


def test_submitted_it_is_in_review_and_for_its_maker_and_marketing_alone(cast: Cast):
    buyer = choice(ChoiceList.PERSONA, label="Municipal buyer")
    asset = submit(cast.sam, persona=[buyer], checks=["logo", "claims"], used_where=" First calls ")
    content = asset.field_content
    review = Review.objects.get()
    assert (asset.state, asset.title, asset.owner, asset.audience) == ("in_review", "deck", cast.sam, "internal")
    assert (content.made_by, content.used_where, content.checks) == (cast.sam, "First calls", ["claims", "logo"])
    assert (review.asked_by, review.version) == (cast.sam, asset.current)
    assert review.reviewer in (cast.mara, cast.milo)
    assert told("asset-review-asked") == [(review.reviewer, "")]
    seen = [name for name in ("sam", "sofie", "mara", "milo", "mina", "moritz", "eva", "ada")
            if queries.field_content(viewer=getattr(cast, name)).exists()]  # fmt: skip
    assert seen == ["sam", "mara", "milo", "ada"]
    assert acts(asset)[1:] == ["submitted it from the field; used First calls", "uploaded “deck.txt”"]
    assert (desk(review.reviewer), desk(cast.sam)) == (["Sam Sanders made it: adopt it, or say what to change"], [])


def test_what_submitting_needs(cast: Cast):
    for actor in (cast.mara, cast.mina, cast.eva):
        with pytest.raises(PermissionDenied):
            submit(actor)
    for wrong, said in ((TextNeeded, {"used_where": " "}), (NotOnTheList, {"checks": ["luck"]})):
        with pytest.raises(wrong):
            submit(cast.sam, **said)
    assert Asset.objects.count() == 0


def test_adopted_it_is_out_with_credit_and_marketings_to_answer_for(cast: Cast):
    asset = submit(cast.sam)
    adopted = commands.adopt_field_content(actor=cast.mara, asset=asset, audience="customers", now=LATER)
    assert (adopted.state, adopted.owner, adopted.audience) == ("published", cast.mara, "customers")
    content = queries.field_content(viewer=cast.sofie).get()
    assert (content.made_by, content.adapted_by, content.asset.published_at) == (cast.sam, None, LATER)
    assert (told("asset-adopted"), told("asset-approved")) == ([(cast.sam, "")], [])
    assert acts(asset)[0] == "adopted it: the credit is Sam Sanders's"
    with pytest.raises(PermissionDenied):
        commands.edit_asset(actor=cast.sam, asset=asset, title="Mine", now=LATER)
    with pytest.raises(WrongState):
        commands.adopt_field_content(actor=cast.mara, asset=asset, now=LATER)
    # Sam leaves, the name stays.
    people.leave(actor=cast.ada, member=cast.sam, now=LATER)
    shown = client_of(cast.sofie).get(f"/collateral/{asset.pk}/").content.decode()
    assert "Made by" in shown
    assert "Sam Sanders" in shown


def test_the_same_word_by_which_reviews_let_things_out_adopts_it(cast: Cast):
    asset = commands.approve_asset(actor=cast.milo, asset=submit(cast.sam), now=LATER)
    assert (asset.state, asset.owner, told("asset-adopted")) == ("published", cast.milo, [(cast.sam, "")])


def test_adapted_by_whoever_adopts_it(cast: Cast):
    asset = submit(cast.sam)
    commands.adopt_field_content(
        actor=cast.mara, asset=asset, file=upload("deck.txt", b"Four questions"), change_note="One more", now=LATER
    )
    asset = fresh(asset)
    content = queries.field_content(viewer=cast.sofie).get()
    assert (asset.state, asset.current.number, asset.current.uploaded_by) == ("published", 2, cast.mara)
    assert (content.made_by, content.adapted_by) == (cast.sam, cast.mara)
    verdicts = Review.objects.order_by("version__number").values_list("version__number", "verdict", "own")
    assert list(verdicts) == [(1, "taken_back", False), (2, "approved", False)]


def test_adapted_of_a_kind_that_is_reviewed_another_marketer_looks_first(cast: Cast):
    asset = submit(cast.sam, kind=reviewed_kind())
    adapted = {"file": upload("deck.txt", b"Four questions"), "now": LATER}
    asset = commands.adopt_field_content(actor=cast.mara, asset=asset, **adapted)
    assert (asset.state, queries.waiting_review(asset).reviewer) == ("in_review", cast.milo)
    with pytest.raises(NotTheReviewer):
        commands.adopt_field_content(actor=cast.mara, asset=asset, now=LATER)
    asset = commands.adopt_field_content(actor=cast.milo, asset=asset, now=LATER)
    assert (asset.state, asset.owner) == ("published", cast.milo)
    assert (told("asset-adopted"), told("asset-approved")) == ([(cast.sam, "")], [(cast.mara, "")])


def test_sent_back_it_is_submitted_again_to_who_knows_it(cast: Cast):
    asset = submit(cast.sam)
    first = queries.waiting_review(asset).reviewer
    with pytest.raises(WrongState):
        commands.submit_again(actor=cast.sam, asset=asset, used_where="First calls", now=LATER)
    commands.request_changes(actor=first, asset=asset, note="Last year's price on page 2", now=LATER)
    assert told("asset-changes-requested") == [(cast.sam, "Last year's price on page 2")]
    assert (desk(cast.sam), fresh(asset).state) == (["Changes are asked for"], "changes_requested")
    with pytest.raises(PermissionDenied):
        commands.submit_again(actor=cast.sofie, asset=asset, used_where=" ", now=LATER)
    again = commands.submit_again(
        actor=cast.sam, asset=asset, file=upload("deck.txt", b"No price"), used_where="At the fair",
        checks=["prices"], now=LATER,
    )  # fmt: skip
    content = FieldContent.objects.get()
    assert (again.state, again.current.number, again.current.change_note) == ("in_review", 2, "Changed as asked")
    assert (content.used_where, content.checks) == ("At the fair", ["prices"])
    assert queries.waiting_review(again).reviewer == first


def test_taken_back_it_is_nobodys_to_publish(cast: Cast):
    asset = submit(cast.sam)
    commands.take_back(actor=cast.sam, asset=asset, now=LATER)
    with pytest.raises(WrongState, match="Sam Sanders made it and took it back"):
        commands.publish_asset(actor=cast.mara, asset=asset, now=LATER)
    # Nor does any writing of rows let it out.
    with pytest.raises(Error), transaction.atomic():
        Asset.objects.filter(pk=asset.pk).update(state="published", published_at=LATER)
    assert fresh(asset).state == "draft"


def test_answered_by_what_is_out_already(cast: Cast):
    asset, better = submit(cast.sam), make_published(cast.mara, title="First call deck")
    draft = make_draft(cast.mara, title="Not out")
    for refused, said in ((TextNeeded, {"note": " "}), (WrongState, {"successor": draft})):
        with pytest.raises(refused):
            commands.use_instead(
                **{"actor": cast.mara, "asset": asset, "successor": better, "note": "Newer", "now": LATER} | said
            )
    commands.use_instead(actor=cast.mara, asset=asset, successor=better, note="It has the new look", now=LATER)
    asset = fresh(asset)
    assert (asset.state, asset.successor, queries.waiting_review(asset)) == ("archived", better, None)
    assert told("asset-use-instead") == [(cast.sam, "It has the new look")]
    assert acts(asset)[0] == "archived it; “First call deck” is used instead: It has the new look"
    assert client_of(cast.sofie).get(f"/collateral/{asset.pk}/").status_code == 404
    Walker(cast.sam).open(f"/collateral/{asset.pk}/").reads("Use this instead: First call deck")


def test_whoever_made_what_was_adopted_hears_that_it_is_replaced(cast: Cast):
    asset = commands.adopt_field_content(actor=cast.mara, asset=submit(cast.sam), now=NOW)
    commands.archive_asset(actor=cast.mara, asset=asset, successor=make_published(cast.mara), now=LATER)
    assert told("asset-replaced") == [(cast.sam, "")]


def test_the_database_keeps_the_credit(cast: Cast):
    asset = submit(cast.sam)
    rows = FieldContent.objects.filter(asset=asset)
    for act in (
        lambda: rows.update(made_by=cast.mara),
        lambda: rows.update(submitted_at=LATER),
        lambda: rows.update(used_where=""),
        lambda: rows.update(checks=["luck"]),
        lambda: rows.delete(),
    ):
        with pytest.raises(Error), transaction.atomic():
            act()
    assert rows.get().made_by == cast.sam


def test_the_list_is_narrowed_and_comes_as_csv(cast: Cast):
    buyer = choice(ChoiceList.PERSONA, label="Municipal buyer")
    mine = submit(cast.sam, persona=[buyer], title="Deck for buyers")
    submit(cast.sofie, title="Talk track")
    commands.adopt_field_content(actor=cast.mara, asset=mine, now=NOW)

    def titles(member: Member, query: str) -> list[str]:
        page = client_of(member).get(f"/collateral/field-content/?format=csv&sort=title&{query}").getvalue().decode()
        return [line.split(",")[0].strip('"') for line in page.splitlines()[1:]]

    found = {query: titles(cast.mara, query) for query in ("", "state=published", f"persona={buyer.pk}", "q=Sofie")}
    assert found == {
        "": ["Deck for buyers", "Talk track"],
        "state=published": ["Deck for buyers"],
        f"persona={buyer.pk}": ["Deck for buyers"],
        "q=Sofie": ["Talk track"],
    }
    assert (titles(cast.sam, ""), titles(cast.sofie, "whose=mine")) == (["Deck for buyers"], ["Talk track"])
