"""A quarter, over HTTP: it slips, what was in the way excuses one delay and not another, a goal is carried over."""

from datetime import timedelta

from django.utils import timezone

from apps.goals.models import Goal, Period, Task
from apps.people.models import Member
from tests.cast import Cast, today
from tests.factories import goals as make
from tests.walker import Walker


def day(ahead: int) -> str:
    return (today() + timedelta(days=ahead)).isoformat()


def sam_sets_a_goal_with_a_reader(sam: Walker) -> None:
    sam.open("/").go("Goals").follow("Set a goal").press("Set the goal", title="Ten new customers", parent="Revenue")
    sam.follow("Measure it").press(
        "Save", unit="A number", baseline="0", target="10", starts_on=day(-50), due_on=day(50)
    )
    sam.follow("Ask somebody of the other side").press("Save", reader="Mara Marsh").reads("Mara Marsh", "Name another")


def it_slips(sam: Walker, mara: Walker) -> None:
    """It is read on the other side the same day."""
    sam.follow("Check in").press("At risk", value="3", line="Acme waits for prices.").reads("At risk 3", "Behind")
    mara.open("/").reads("Ten new customers", "At risk: Acme waits for prices.").press("Read: Ten new customers")
    sam.open("/").go("Goals").follow("Ten new customers").reads("read by Mara Marsh")


def what_is_in_the_way_is_said_in_time(sam: Walker, mina: Walker, mina_herself: Member) -> None:
    sam.follow("Write a task down for it").press("Write it down", title="Send Acme the quote", due_on=day(0))
    sam.follow("Say what is in the way").press("Say so", what="No price list", remover="Mara Marsh")
    sam.open("/").go("Tasks").follow("Send Acme the quote").reads("No price list", "Excuses the delay")
    sam.follow("Move the date").press("Move the date", due_on=day(9), reason="The prices come next week.")
    late = make.obstacle(
        by=Task.objects.get().owner, blocks=Goal.objects.get(title="Ten new customers"),
        remover=mina_herself, what="Nobody at Acme answers", now=timezone.now(),
    )  # fmt: skip
    Goal.objects.filter(pk=late.blocks_id).update(due_on=today() - timedelta(days=10))
    mina.open(f"/goals/{late.blocks_id}/").reads("To be judged: raised after the due date")
    mina.follow("Nobody at Acme answers").follow("Judge it")
    mina.press("Say so", excuses="No", why="We could have called.").reads("Doesn't excuse the delay")


def the_quarter_ends(sam: Walker, mara: Walker, next_quarter: Period) -> None:
    sam.open("/").go("Goals").follow("Ten new customers").follow("Close")
    sam.reads("It stands at 30 %, and so it stays.", "Send Acme the quote").follow("Carry it over instead")
    sam.press("Carry it over", period=str(next_quarter), expect=422).reads("Say in a few words why")
    sam.press("Carry it over", story="Acme decides in spring.", learned="Prices first.")
    sam.reads("goes on here", "From 3 to 10", "Carried over from", "Send Acme the quote")
    mara.open("/inbox/").reads("“Ten new customers”")
    mara.open("/").go("Goals").press("Show", state="Missed").follow("Ten new customers")
    mara.reads("Closed as missed by Sam Sanders,", "Acme decides in spring.", "Prices first.", "It goes on as")
    mara.reads("30 % when it was closed, and so it stays.").does_not_read("Add a milestone")


def test_a_quarter_with_slips_an_excuse_and_a_goal_that_goes_on(cast: Cast):
    make.revenue(by=cast.mina, period=make.year(by=cast.ada, year=today().year))
    next_quarter = make.year(by=cast.ada, year=today().year + 1).__class__.objects.order_by("-starts_on").first()
    assert next_quarter is not None
    sam, mara, mina = Walker(cast.sam), Walker(cast.mara), Walker(cast.mina)
    sam_sets_a_goal_with_a_reader(sam)
    it_slips(sam, mara)
    what_is_in_the_way_is_said_in_time(sam, mina, cast.mina)
    the_quarter_ends(sam, mara, next_quarter)
