"""The first way: goals, their milestones, and tasks that find an owner."""

from types import SimpleNamespace
from typing import Any

from apps.goals import commands
from apps.goals.models import Goal, Task
from portal.demo.calendar import Calendar


def tell(calendar: Calendar, cast: Any) -> None:
    goals = _goals(calendar, cast)
    _own_work(calendar, cast, goals)
    _offers(calendar, cast, goals)
    _assignments(calendar, cast, goals)
    _refusals(calendar, cast, goals)


def _goals(calendar: Calendar, cast: Any) -> SimpleNamespace:
    def goal(owner: Any, title: str, why: str, side: str | None, due: int, *steps: tuple[str, int, Any]) -> Goal:
        made = commands.create_goal(
            actor=owner, title=title, why=why, side=side, due_on=calendar.day(due), now=calendar.at(-80, 9, 30)
        )
        for step, on, whose in steps:
            commands.add_milestone(
                actor=owner, goal=made, title=step, due_on=calendar.day(on), owner=whose, now=calendar.at(-79, 10)
            )
        return made

    found = SimpleNamespace(
        utilities=goal(
            cast.theo,
            "Forty municipal utilities sign this year",
            "Every second utility here changes its meters within three years. Who signs now stays for sixteen.",
            None,
            120,
            ("Tender kit ready", -12, cast.theo),
            ("First ten signed", 15, cast.theo),
            ("Reference visits held in all regions", 60, cast.theo),
        ),
        stories=goal(
            cast.nora,
            "Three customer stories each quarter",
            "Sales wins with neighbours: a story from the next town opens more doors than any data sheet.",
            "marketing",
            40,
            ("Story from a heating network published", 8, cast.nora),
        ),
        nordics=goal(
            cast.ruben,
            "Gateway G4 is known in the Nordics",
            "Victor has three talks under way and nothing to send in advance.",
            "marketing",
            90,
            ("Landing page in English", -30, cast.ruben),
            ("Stand at the water fair", 35, cast.ruben),
        ),
        quotes=goal(
            cast.carla,
            "Half of all quotes go out within two days",
            "We lose one quote in six to whoever answers first.",
            "sales",
            70,
        ),
    )
    first = found.utilities.milestones.get(title="Tender kit ready")
    commands.complete_milestone(actor=cast.theo, milestone=first, now=calendar.at(-14, 16))
    landing = found.nordics.milestones.get(title="Landing page in English")
    commands.complete_milestone(actor=cast.ruben, milestone=landing, now=calendar.at(-28, 15))
    return found


def _own_work(calendar: Calendar, cast: Any, goals: Any) -> None:
    def task(owner: Any, title: str, serves: Any, made: int, due: int | None, detail: str = "") -> Task:
        due_on = calendar.day(due) if due is not None else None
        return commands.create_task(
            actor=owner, title=title, detail=detail, serves=serves, due_on=due_on, now=calendar.at(made, 9, 40)
        )

    done = [
        (cast.tom, "Collect the certificates for tenders", goals.utilities, -40, -20),
        (cast.elena, "Build the landing page for Gateway G4", goals.nordics, -45, -30),
        (cast.priya, "Measure ranges in an old town", goals.nordics, -35, -22),
        (cast.mara, "Interview Lakeside municipal works", goals.stories, -50, -42),
    ]
    for owner, title, serves, made, due in done:
        finished = task(owner, title, serves, made, due)
        commands.start_task(actor=owner, task=finished, now=calendar.at(made + 2, 11))
        commands.complete_task(actor=owner, task=finished, now=calendar.at(due - 1, 15))
    going = [
        (cast.sam, "Visit the three utilities around Lakeside", goals.utilities, -9, 6),
        (cast.lena, "Ask five lost utilities why", goals.utilities, -8, 9),
        (cast.mara, "Find the next customer story: a heating network", goals.stories, -10, 5),
        (cast.yuki, "Redraw the pressure-loss table for the data sheet", goals.stories, -6, 12),
        (cast.victor, "List who decides in the three Nordic talks", goals.nordics, -7, 3),
    ]
    for owner, title, serves, made, due in going:
        begun = task(owner, title, serves, made, due)
        commands.start_task(actor=owner, task=begun, now=calendar.at(made + 1, 14))
    for owner, title, serves, made, due in [
        (cast.paul, "Book the stand at the water fair", goals.nordics, -20, 14),
        (cast.carla, "Agree who may give which discount", goals.quotes, -12, 10),
        (cast.jonas, "Try the quote template on ten real quotes", goals.quotes, -11, 20),
        (cast.aisha, "Ask two housing associations what tenants want to see", None, -5, 15),
    ]:
        task(owner, title, serves, made, due)
    late = task(cast.sam, "Send Riverside works the pilot agreement", goals.utilities, -15, -2)
    commands.start_task(actor=cast.sam, task=late, now=calendar.at(-13, 9))
    moved = task(cast.mara, "Write the board summary of the housing deck", goals.stories, -18, -6)
    commands.move_due(
        actor=cast.mara,
        task=moved,
        due_on=calendar.day(-1),
        reason="The association's board meets a week later than planned.",
        now=calendar.at(-8, 10),
    )


def _offers(calendar: Calendar, cast: Any, goals: Any) -> None:
    """Ada offers; some said yes, two still think about it."""

    def offered(title: str, serves: Any, to: Any, made: int, due: int, note: str) -> Task:
        task = commands.create_task(
            actor=cast.ada, title=title, serves=serves, due_on=calendar.day(due), now=calendar.at(made, 10)
        )
        commands.offer_task(actor=cast.ada, task=task, to=to, note=note, now=calendar.at(made, 10, 5))
        return task

    first_ten = goals.utilities.milestones.get(title="First ten signed")
    taken = offered(
        "Call back the twelve visitors of the open day", first_ten, cast.lena, -6, 4, "You met most of them."
    )
    commands.accept_task(actor=cast.lena, task=taken, now=calendar.at(-6, 13))
    told = offered("Write down how Lakeside was won", goals.stories, cast.sam, -12, -4, "Half a page is enough.")
    commands.accept_task(actor=cast.sam, task=told, now=calendar.at(-12, 15))
    commands.start_task(actor=cast.sam, task=told, now=calendar.at(-9, 9))
    commands.complete_task(actor=cast.sam, task=told, now=calendar.at(-5, 16))
    note = "You know the works best. Two mornings should do."
    offered("Prepare the reference visit at Lakeside", first_ten, cast.sam, -1, 8, note)
    offered("Check the tender answers against the new protocol", first_ten, cast.tom, -1, 10, "Priya can help.")


def _assignments(calendar: Calendar, cast: Any, goals: Any) -> None:
    """Managers assign within their teams, Ada everywhere."""
    parts = [
        commands.create_task(
            actor=cast.nora, title=title, serves=goals.stories, due_on=calendar.day(due), now=calendar.at(-3, 9)
        )
        for title, due in (("Photos for the heating story", 7), ("Short version of the Lakeside story", 11))
    ]
    commands.assign_tasks(
        actor=cast.nora, tasks=parts, to=cast.mara, note="Both belong to your story.", now=calendar.at(-3, 9, 30)
    )
    visit = commands.create_task(
        actor=cast.theo, title="Plan the visits in the south", serves=goals.utilities, due_on=calendar.day(18),
        now=calendar.at(-4, 11),
    )  # fmt: skip
    commands.assign_task(actor=cast.theo, task=visit, to=cast.lena, now=calendar.at(-4, 11, 10))
    commands.start_task(actor=cast.lena, task=visit, now=calendar.at(-3, 10))


def _refusals(calendar: Calendar, cast: Any, goals: Any) -> None:
    """A no with a reason, and a task that was dropped."""
    asked = commands.create_task(
        actor=cast.ada, title="Translate the tender kit", serves=goals.nordics, due_on=calendar.day(25),
        now=calendar.at(-10, 10),
    )  # fmt: skip
    commands.offer_task(actor=cast.ada, task=asked, to=cast.elena, now=calendar.at(-10, 10, 5))
    commands.decline_task(
        actor=cast.elena,
        task=asked,
        reason="I read Norwegian but don't write it well enough for a tender. Victor knows a translator.",
        now=calendar.at(-9, 9),
    )
    commands.offer_task(actor=cast.ada, task=asked, to=cast.victor, now=calendar.at(-9, 11))
    commands.accept_task(actor=cast.victor, task=asked, now=calendar.at(-8, 9))
    dropped = commands.create_task(
        actor=cast.elena, title="Print the gateway guide", serves=goals.nordics, due_on=calendar.day(-5),
        now=calendar.at(-25, 9),
    )  # fmt: skip
    commands.drop_task(
        actor=cast.elena, task=dropped, reason="Installers read it on the phone; nobody wants paper.",
        now=calendar.at(-16, 14),
    )  # fmt: skip
