"""Collections: who makes them, what stands where, and what a customer finds behind a link to one."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from apps.collateral import commands, queries
from apps.collateral.commands.answering import NotPublished
from apps.collateral.commands.collections import AlreadyCollected
from apps.collateral.commands.ground import HasLeft, TextNeeded, WrongState
from apps.collateral.commands.sharing import NotForCustomers
from apps.collateral.models import Collection, CollectionItem
from apps.core import undo
from apps.people import commands as people
from apps.trail.models import Activity
from tests.cast import NOW
from tests.factories.collateral import make_draft, make_published
from tests.goals.test_offering import outcome
from tests.races import at_once
from tests.walker import Walker

pytestmark = pytest.mark.django_db


def begun(actor, title="First call", *assets):
    collection = commands.begin_collection(actor=actor, title=title, use_when="They ask what it costs.", now=NOW)
    for asset in assets:
        commands.collect(actor=actor, collection=collection, asset=asset, now=NOW)
    return collection


def titles(collection):
    return [str(item.asset) for item in collection.items.select_related("asset").order_by("position")]


@pytest.fixture
def three(cast):
    return [make_published(cast.mara, f"Text of {title}", title=title) for title in ("One", "Two", "Three")]


@pytest.mark.parametrize("who", ["sam", "sofie", "mara", "milo", "mina", "moritz", "eva", "ada"])
def test_who_begins_one_and_who_fills_it(cast, three, who):
    actor, collection = cast.by_name(who), begun(cast.mara)
    said = 200 if who in ("mara", "milo", "ada") else 403
    assert outcome(commands.begin_collection, actor=actor, title="A", use_when="B") == said
    assert outcome(commands.collect, actor=actor, collection=collection, asset=three[0]) == said
    commands.edit_collection(actor=cast.mara, collection=collection, owner=actor, now=NOW)
    assert outcome(commands.collect, actor=actor, collection=collection, asset=three[1]) == 200


def test_who_has_left_neither_sees_nor_answers_for_one(cast, three):
    collection = begun(cast.mara, "First call", three[0])
    assert list(Collection.objects.visible_to(cast.dan)) == []
    assert list(CollectionItem.objects.visible_to(cast.dan)) == []
    assert CollectionItem.objects.visible_to(cast.sam).count() == 1
    with pytest.raises(HasLeft):
        commands.edit_collection(actor=cast.mara, collection=collection, owner=cast.dan, now=NOW)


def test_what_goes_in_is_published_and_there_once(cast, three):
    collection = begun(cast.mara, "First call", *three)
    assert titles(collection) == ["One", "Two", "Three"]
    with pytest.raises(AlreadyCollected):
        commands.collect(actor=cast.mara, collection=collection, asset=three[0], now=NOW)
    with pytest.raises(NotPublished):
        commands.collect(actor=cast.mara, collection=collection, asset=make_draft(cast.mara), now=NOW)
    for empty in ({"title": " "}, {"use_when": " "}):
        with pytest.raises(TextNeeded):
            commands.edit_collection(actor=cast.mara, collection=collection, now=NOW, **empty)


def test_up_and_down_and_out_and_back_in(cast, three):
    collection = begun(cast.mara, "First call", *three)
    first, _second, last = collection.items.order_by("position")

    def moved(item, direction):
        commands.move_item(actor=cast.mara, item=item, direction=direction, now=NOW)
        return titles(collection)

    assert moved(last, "up") == ["One", "Three", "Two"]
    assert moved(last, "up") == moved(last, "up") == ["Three", "One", "Two"]
    assert moved(first, "down") == moved(first, "down") == ["Three", "Two", "One"]
    last.use_when = "At the end"
    commands.edit_item(actor=cast.mara, item=last, use_when="At the end", now=NOW)
    _collection, offer = commands.remove_item(actor=cast.mara, item=last, now=NOW)
    assert (titles(collection), [item.position for item in collection.items.order_by("position")]) == (
        ["Two", "One"],
        [1, 2],
    )
    with pytest.raises(WrongState):
        commands.move_item(actor=cast.mara, item=last, direction="up", now=NOW)
    undo.run(token=offer.token, actor=cast.mara, now=NOW)
    assert (titles(collection), collection.items.get(position=1).use_when) == (["Three", "Two", "One"], "At the end")
    with pytest.raises(AlreadyCollected):
        undo.run(token=offer.token, actor=cast.mara, now=NOW)


def test_archived_it_is_left_as_it_is_until_it_is_brought_back(cast, three):
    collection = begun(cast.mara, "First call", three[0])
    _collection, offer = commands.archive_collection(actor=cast.mara, collection=collection, now=NOW)
    for act in (
        lambda: commands.collect(actor=cast.mara, collection=collection, asset=three[1], now=NOW),
        lambda: commands.archive_collection(actor=cast.mara, collection=collection, now=NOW),
    ):
        with pytest.raises(WrongState):
            act()
    assert queries.collections_with(viewer=cast.sam, asset=three[0]) == []
    assert outcome(commands.restore_collection, actor=cast.sam, collection=collection) == 403
    undo.run(token=offer.token, actor=cast.mara, now=NOW)
    assert [place.collection for place in queries.collections_with(viewer=cast.sam, asset=three[0])] == [collection]


def test_nothing_is_silently_gone(cast, three):
    collection = begun(cast.mara, "First call", *three)
    commands.archive_asset(actor=cast.mara, asset=three[0], now=NOW)
    commands.unpublish_asset(actor=cast.mara, asset=three[1], now=NOW)
    found = queries.collected(viewer=cast.sam, collection=collection, now=NOW)
    assert [(str(one.item.asset), one.seen, one.shown) for one in found] == [
        ("One", True, False),
        ("Two", False, False),
        ("Three", True, True),
    ]
    walk = Walker(cast.sam).open(f"/collections/{collection.pk}/").reads("One", "Archived", "Two", "Draft", "Three")
    assert [link for link in walk.page.xpath("//*[@id='items']//a/text()") if link.strip()] == ["One", "Three"]


def test_a_customer_finds_in_it_what_may_be_shown_today(cast, three):
    collection = begun(cast.mara, "First call", *three)
    commands.edit_asset(actor=cast.mara, asset=three[1], audience="internal", now=NOW)
    # Pages read the clock themselves.
    made = commands.share_collection(actor=cast.sam, collection=collection, recipient="Jane", now=timezone.now())
    url = f"/shared/{made.secret}/"
    jane = Walker(None)
    assert jane.client.get(f"{url}{three[0].pk}/").headers["Location"] == url
    jane.open(url).press("Open").reads("First call", "One", "Three").does_not_read("Two", "They ask what it costs.")
    jane.follow("One").reads("Text of One").follow("Save the file")
    assert jane.response["Content-Disposition"] == 'attachment; filename="notes.txt"'
    assert [str(one) for one in queries.for_customers_in(collection, now=NOW)] == ["One", "Three"]
    outside = make_published(cast.mara, title="Another")
    assert [jane.client.get(f"{url}{one.pk}/").status_code for one in (three[1], outside)] == [302, 404]
    commands.archive_asset(actor=cast.mara, asset=three[0], now=NOW)
    jane.open(url).reads("Three").does_not_read("One")
    commands.archive_collection(actor=cast.mara, collection=collection, now=NOW)
    jane.open(url, expect=410).does_not_read("First call", "Three")
    assert Client().get(f"{url}{three[2].pk}/file/").headers["Location"] == url


def test_what_holds_nothing_for_customers_is_not_shared(cast):
    internal = make_published(cast.mara, title="Margins", audience="internal")
    with pytest.raises(NotForCustomers):
        commands.share_collection(actor=cast.sam, collection=begun(cast.mara, "A", internal), recipient="Jane", now=NOW)


def test_the_collections_of_who_leaves_go_to_who_follows(cast, three):
    collection = begun(cast.mara, "First call", three[0])
    people.leave(actor=cast.ada, member=cast.mara, successor=cast.milo, now=NOW)
    collection.refresh_from_db()
    acts = list(Activity.objects.filter(about_id=collection.pk).order_by("id").values_list("act", flat=True))
    assert (collection.owner, acts) == (
        cast.milo,
        ["collection.begun", "collection.added", "collection.handed_over"],
    )


def test_the_database_keeps_one_place_for_each(cast, three):
    collection = begun(cast.mara, "First call", *three[:2])
    item = collection.items.get(position=1)

    def put_at(update):
        with transaction.atomic():
            CollectionItem.objects.filter(pk=item.pk).update(**update)
            connection.check_constraints()

    for update in ({"position": 2}, {"position": 0}, {"asset": three[1]}):
        with pytest.raises(IntegrityError):
            put_at(update)
    for update in ({"title": ""}, {"use_when": ""}, {"owner": cast.dan}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Collection.objects.filter(pk=collection.pk).update(**update)


@pytest.mark.django_db(transaction=True)
def test_two_fill_and_order_it_at_once(cast, three):
    collection = begun(cast.mara, "First call", three[0])

    def put(actor, asset):
        return lambda: commands.collect(actor=actor, collection=collection, asset=asset, now=NOW)

    at_once(put(cast.mara, three[1]), put(cast.milo, three[2]))
    assert sorted(titles(collection)) == ["One", "Three", "Two"]
    assert [item.position for item in collection.items.order_by("position")] == [1, 2, 3]


def test_by_page_it_is_begun_filled_put_in_order_and_found(cast, three):
    mara = Walker(cast.mara).open("/").go("Collateral").follow("Collections").follow("Begin the first")
    mara.press("Begin it", title="First call", use_when=" ", expect=422).reads("This field is required.")
    mara.press("Begin it", title="First call", use_when="They ask what it costs.").reads("Put in what belongs to it.")
    mara.press("Put it in", asset="Two").press("Put it in", asset="One", use_when="Before the price comes up.")
    mara.reads("Two", "One", "Before the price comes up.").press("Move “One” up").reads("1 One", "2 Two")
    mara.press("Take “Two” out").reads("“Two” is no longer in it.").press("Undo").reads("2 Two")
    mara.open(f"/collateral/{three[2].pk}/").follow("Put it into a collection").press(
        "Put it in", collection="First call"
    )
    mara.reads("3 Three").press("Comment", text="Shall we put the prices in?").reads("Shall we put the prices in?")
    sam = Walker(cast.sam).open("/search/?q=first+call").follow("First call").reads("They ask what it costs.")
    assert not sam.can_press("Put it in")
    sam.follow("One").reads("In these collections", "Before the price comes up.").open("/collections/?format=csv")
    rows = sam.response.getvalue().decode("utf-8-sig").splitlines()
    assert rows[1].startswith('"First call","They ask what it costs.","3","Mara Marsh"')


def test_a_list_of_many_costs_what_a_list_of_one_does(cast, three, django_assert_num_queries):
    begun(cast.mara, "First", *three)
    client = Walker(cast.sam).client
    client.get("/collections/")
    with django_assert_num_queries(7):
        client.get("/collections/")
    for number in range(30):
        begun(cast.mara, f"Call {number:02}")
    with django_assert_num_queries(7):
        client.get("/collections/")
