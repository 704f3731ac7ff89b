"""Both directions and all kinds, and what is there already before something is asked for."""

from itertools import product

import pytest
from django.db import IntegrityError, transaction

from apps.collateral import commands, queries
from apps.collateral.commands.requests import OtherSide
from apps.collateral.models import Request
from tests.cast import NOW, Cast, client_of
from tests.factories.collateral import accepted, ask, make_draft, make_published
from tests.walker import Walker

pytestmark = pytest.mark.django_db
PUT_TO = {
    "collateral": "marketing", "deal": "marketing", "audience": "marketing", "event": "marketing",
    "data": "marketing", "process": "marketing", "quote": "sales", "reference": "sales", "expert": "sales",
    "persona": "sales",
}  # fmt: skip


def test_every_kind_is_put_to_its_side(cast: Cast):
    assert {kind: ask(cast.eva, kind=kind).side for kind in PUT_TO} == PUT_TO


def test_the_database_keeps_which_kind_goes_to_which_side(cast: Cast):
    request, kept = ask(cast.sam), {}
    for kind, side in product([*PUT_TO, "wish"], ["marketing", "sales", "both"]):
        try:
            with transaction.atomic():
                Request.objects.filter(pk=request.pk).update(kind=kind, side=side)
        except IntegrityError:
            continue
        kept[kind] = side
    assert kept == PUT_TO


def test_a_wish_stays_with_the_side_it_was_put_to(cast: Cast):
    request = ask(cast.sam)
    changed = commands.edit_request(actor=cast.sam, request=request, kind="deal", deal="D-4711", now=NOW)
    assert (changed.kind, changed.side, changed.deal) == ("deal", "marketing", "D-4711")
    with pytest.raises(OtherSide):
        commands.edit_request(actor=cast.sam, request=request, kind="expert", now=NOW)


@pytest.mark.parametrize(("who", "first"), [("sam", "collateral"), ("mara", "quote"), ("eva", "collateral")])
def test_the_kinds_of_ones_own_side_come_first(cast: Cast, who, first):
    kind = Walker(cast.by_name(who)).open("/requests/new/").page.get_element_by_id("id_kind")
    order = list(PUT_TO) if first == "collateral" else [*list(PUT_TO)[6:], *list(PUT_TO)[:6]]
    assert [option.get("value") for option in kind.iter("option")] == order
    assert kind.value == first


# --- similar ones


def alike(viewer, said: str) -> tuple[list[str], list[str]]:
    found = queries.similar(viewer=viewer, said=said)
    return [asset.title for asset in found.assets], [request.title for request in found.requests]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("leak alarms", (["Leak alarm, one page"], ["A film on leak alarms"])),
        ("Leaks, alarms for small works", (["Leak alarm, one page"], ["A film on leak alarms"])),
        ("a film", ([], ["A film on leak alarms"])),
        # Nowhere in a title, but on a page.
        ("graphite gasket", (["Aurora"], [])),
        ("leaflet for fairs", ([], [])),
        ("for a or to", ([], [])),
        ("", ([], [])),
    ],
)
def test_what_shares_half_of_the_telling_words_is_shown(cast: Cast, said, expected):
    make_published(cast.mara, title="Leak alarm, one page")
    make_published(cast.mara, "The gasket is graphite", name="a.txt", title="Aurora")
    make_draft(cast.mara, name="d.txt", title="Leak alarm, a draft")
    ask(cast.sofie, "A film on leak alarms")
    assert (alike(cast.sam, said), alike(cast.mara, said), alike(cast.dan, said)) == (expected, expected, ([], []))


def test_it_asks_once_whether_one_of_these_is_it(cast: Cast):
    """Without a script: the same form again with what was typed, and the second time it is asked."""
    accepted(ask(cast.sofie, "A film on leak alarms"), cast.mara)
    sam = Walker(cast.sam).open("/requests/new/").press("Ask", title="Leak alarm film", why="For Lyon", kind="Data")
    sam.reads("Look first: one of these may be it.", "A film on leak alarms", "Accepted")
    assert Request.objects.count() == 1
    sam.press("Ask all the same").reads("It is asked.", "Leak alarm film", "For Lyon", "Data")
    assert Request.objects.count() == 2


def test_whoever_saw_them_while_typing_is_not_asked_again(cast: Cast):
    ask(cast.sofie, "A film on leak alarms")
    client = client_of(cast.sam)
    page = client.get("/requests/new/", {"title": "leak alarm film"}).content.decode()
    assert ("A film on leak alarms" in page, 'name="seen" value="1"' in page) == (True, True)
    sent = {"title": "leak alarm film", "kind": "collateral", "seen": "1"}
    assert client.post("/requests/new/", sent).status_code == 302
