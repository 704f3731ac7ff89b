"""Requests over HTTP: what was searched in vain and others need too is delivered; marketing asks back."""

from apps.collateral.models import Request
from tests.cast import Cast
from tests.factories.collateral import make_published
from tests.walker import Walker


def test_from_a_failed_search_to_a_confirmed_delivery_that_three_others_voted_for(cast: Cast):
    sam, sofie, mina, eva, mara = (Walker(cast.by_name(who)) for who in ("sam", "sofie", "mina", "eva", "mara"))
    sam.open("/").go("Collateral").press("Show", q="leak alarms").reads("Nothing fits “leak alarms”.")
    sam.follow("Ask for it").press("Ask", why="Riverside works asked.", deal="D-4711")
    sam.reads("It is asked.", "Looked for in vain", "leak alarms", "D-4711", "working days left")

    # Sofie looks for the same, and finds it asked for.
    sofie.open("/").go("Collateral").press("Show", q="leak alarm").follow("Ask for it").reads("Perhaps it is")
    sofie.press("I need this too: “leak alarms”", why="Two works in the south.").reads("You need it too.")
    mina.open("/").go("Requests").follow("leak alarms").press("I need this too")
    eva.open("/").go("Requests").press("Show", q="leak").follow("leak alarms").press("I need this too", deal="D-12")
    eva.reads("Sofie Sommer", "Two works in the south.", "Mina Minot", "for the deal D-12")
    sam.open("/").reads("Sofie Sommer needs “leak alarms” too", "Eva Evers needs “leak alarms” too")

    mara.open("/").go("Requests").follow("Board").reads("3 others need it too")
    mara.press("Accept “leak alarms”").reads("Accepted. Whoever asked is told the date.")
    mara.press("Start on “leak alarms”").reads("1 in progress,")
    make_published(cast.mara, title="Leak alarm, one page")
    mara.follow("Deliver “leak alarms”").press("Deliver", asset="Leak alarm, one page").reads("Delivered.")
    for voter in (sofie, mina, eva):
        voter.open("/").reads("Mara Marsh accepted “leak alarms”, which you follow")
        voter.follow("Mara Marsh delivered “leak alarms”, which you follow").reads("Leak alarm, one page")
        assert not voter.can_press("It is what I needed")
    sam.open("/").follow("Mara Marsh delivered “leak alarms”: is it what you needed?")
    sam.press("It is what I needed").reads("Good to hear. Mara Marsh is told.")
    eva.open("/").reads("Sam Sanders confirmed “leak alarms”, which you follow: it is what was needed")


def test_marketing_asks_for_a_customer_quote_and_gets_it(cast: Cast):
    """An answer in words, without any collateral."""
    mara, sam, mina = Walker(cast.mara), Walker(cast.sam), Walker(cast.mina)
    mara.open("/").go("Requests").follow("Ask for something")
    mara.press("Ask", title="Two sentences on the first winter", why="For the page on cellars.").reads(
        "A customer quote"
    )
    mara.reads("Waiting for Sales to answer by")
    mina.open("/").follow("Mara Marsh asks for “Two sentences on the first winter”")
    mina.press("Accept", due_on="2099-03-31", owner="Sam Sanders").reads("Accepted.")
    sam.open("/").follow("Mina Minot accepted “Two sentences on the first winter” and gave it to you")
    sam.follow("Deliver").press("Deliver", answer="“Nobody had to shovel snow.” Riverside works").reads("Delivered.")
    mara.open("/").follow("Sam Sanders delivered “Two sentences on the first winter”: is it what you needed?")
    mara.reads("“Nobody had to shovel snow.” Riverside works").press("It is what I needed").reads("Confirmed")
    wish = Request.objects.get()
    assert (wish.kind, wish.side, wish.state, wish.owner, wish.delivered_asset) == (
        "quote", "sales", "confirmed", cast.sam, None,
    )  # fmt: skip
