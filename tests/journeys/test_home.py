"""From Home, without leaving it: a task is taken on and done, a lead taken and called; and what is there is found."""

from datetime import date

from django.utils import timezone

from tests.cast import Cast
from tests.factories import collateral
from tests.factories import goals as make
from tests.factories import leads as make_lead
from tests.walker import Walker


def test_a_salesperson_works_from_home_alone(cast: Cast):
    now = timezone.now()
    make.offered(by=cast.mara, to=cast.sam, title="Name two references", now=now)
    make_lead.offered(cast, to=cast.sam, name="Kim", now=now)
    sam, mara = Walker(cast.sam).open("/"), Walker(cast.mara)
    assert [row[:7] for row in sam.reads("Leads that wait for you").rows()[:2]] == ["Kim Lea", "Name tw"]

    sam.press("Take the lead: Kim").reads("It is yours.", "Your lead, waiting for the first contact")
    sam.press("Reached: Kim").reads("Written down.").does_not_read("Leads that wait for you")
    mara.open("/").reads("Sam Sanders took “Kim”.")

    sam.press("Accept: Name two references").reads("You answer for it now.")
    sam.press("Done: Name two references").reads("“Name two references” is done.").does_not_read("for Mara Marsh")
    mara.open("/").reads("Done for you: is it what you wanted?").press("Confirm: Name two references")
    mara.reads("You confirmed it.").does_not_read("Done for you")
    sam.open("/").reads("Mara Marsh confirmed “Name two references”: it is what was wanted.")


def test_a_marketer_delivers_what_home_shows_and_sales_says_that_it_is_it(cast: Cast):
    now = timezone.now()
    wish = collateral.ask(cast.sam, title="Prices", now=now)
    collateral.accepted(wish, cast.mara, due_on=date(2126, 3, 10), now=now)
    mara, sam = Walker(cast.mara).open("/"), Walker(cast.sam)
    mara.follow("Deliver: Prices").press("Deliver", answer="On page 3.").reads("Delivered.")
    mara.go("Home").reads("Nothing waits for you.")
    sam.open("/").reads("Delivered to you").press("That is it: Prices").reads("Good to hear.", "Nothing waits for you.")
    wish.refresh_from_db()
    assert (wish.state, wish.answer) == ("confirmed", "On page 3.")


def test_one_looks_across_and_finds(cast: Cast):
    make.task(owner=cast.mara, title="Shoot the film")
    sam, mara = Walker(cast.sam).open("/"), Walker(cast.mara)
    sam.follow("Look across").press("I can help: Shoot the film").reads("you have offered your help")
    mara.open("/").reads("Sam Sanders can help with “Shoot the film”")
    sam.go("Home").press("Find", q="the film").follow("Shoot the film").reads("Mara Marsh")
