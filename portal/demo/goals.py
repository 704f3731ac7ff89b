"""The first way: goals, their milestones, and tasks that find an owner."""

from collections.abc import Callable, Generator, Iterator
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from apps.goals import commands
from apps.goals.models import Task
from apps.notices import commands as notices
from apps.notices.models import Notice
from portal.demo import mail
from portal.demo.calendar import Calendar
from portal.demo.story import Storyline


def lines(calendar: Calendar, cast: Any) -> Iterator[Storyline]:
    """Each goal and each task has a line of its own; a task finds its goal by the goal's key."""
    goals = cast.goals = SimpleNamespace()
    yield from _goals(calendar, cast, goals)
    yield from _own_work(calendar, cast, goals)
    yield from _offers(calendar, cast, goals)
    yield from _assignments(calendar, cast, goals)
    yield from _refusals(calendar, cast, goals)
    yield _talk(calendar, cast, goals)


def _goals(calendar: Calendar, cast: Any, goals: SimpleNamespace) -> Iterator[Storyline]:
    def goal(
        key: str, owner: Any, title: str, why: str, side: str, due: int, *steps: tuple[str, int, int | None]
    ) -> Storyline:
        now = yield calendar.at(-80, 9, 30)
        made = commands.create_goal(actor=owner, title=title, why=why, side=side, due_on=calendar.day(due), now=now)
        setattr(goals, key, made)
        now = yield calendar.at(-79, 10)
        milestones = [
            commands.add_milestone(actor=owner, goal=made, title=step, due_on=calendar.day(on), owner=owner, now=now)
            for step, on, _done in steps
        ]
        for milestone, (_step, _on, done) in zip(milestones, steps, strict=True):
            if done is not None:
                now = yield calendar.at(done, 16)
                commands.complete_milestone(actor=owner, milestone=milestone, now=now)

    yield goal(
        "utilities",
        cast.theo,
        "Forty municipal utilities sign this year",
        "Every second utility here changes its meters within three years. Who signs now stays for sixteen.",
        "joint",
        120,
        ("Tender kit ready", -12, -10),
        ("First ten signed", 15, None),
        ("Reference visits held in all regions", 60, None),
    )
    yield goal(
        "stories",
        cast.nora,
        "Three customer stories each quarter",
        "Sales wins with neighbours: a story from the next town opens more doors than any data sheet.",
        "marketing",
        40,
        ("Story from a heating network published", 8, None),
    )
    yield goal(
        "nordics",
        cast.ruben,
        "Gateway G4 is known in the Nordics",
        "Victor has three talks under way and nothing to send in advance.",
        "marketing",
        90,
        ("Landing page in English", -30, -31),
        ("Stand at the water fair", 35, None),
    )
    yield goal(
        "quotes",
        cast.carla,
        "Half of all quotes go out within two days",
        "We lose one quote in six to whoever answers first.",
        "sales",
        70,
    )


def _own_work(calendar: Calendar, cast: Any, goals: SimpleNamespace) -> Iterator[Storyline]:
    def work(
        owner: Any,
        title: str,
        serves: str | None,
        made: int,
        due: int,
        *,
        points: tuple[str, ...] = (),
        begun: int | None = None,
        done: int | None = None,
    ) -> Storyline:
        now = yield calendar.at(made, 9, 40)
        goal = getattr(goals, serves) if serves else None
        task = commands.create_task(
            actor=owner, title=title, checklist=points, serves=goal, due_on=calendar.day(due), now=now
        )
        if begun is not None:
            now = yield calendar.at(begun, 11)
            commands.start_task(actor=owner, task=task, now=now)
            if points:
                commands.tick_task(actor=owner, task=task, point=points[0], now=now)
        if done is not None:
            now = yield calendar.at(done, 15)
            commands.complete_task(actor=owner, task=task, now=now)

    yield work(cast.tom, "Collect the certificates for tenders", "utilities", -40, -20, begun=-38, done=-17)
    yield work(cast.elena, "Build the landing page for Gateway G4", "nordics", -45, -30, begun=-43, done=-31)
    yield work(cast.priya, "Measure ranges in an old town", "nordics", -35, -22, begun=-33, done=-23)
    yield work(cast.mara, "Interview Lakeside municipal works", "stories", -50, -42, begun=-48, done=-43)
    towns = ("Northshore waterworks", "Millbrook energy", "Riverside works")
    yield work(cast.sam, "Visit the three utilities around Lakeside", "utilities", -9, 6, points=towns, begun=-8)
    yield work(cast.lena, "Ask five lost utilities why", "utilities", -8, 9, begun=-7)
    yield work(cast.mara, "Find the next customer story: a heating network", "stories", -10, 5, begun=-9)
    yield work(cast.yuki, "Redraw the pressure-loss table for the data sheet", "stories", -6, 12, begun=-5)
    yield work(cast.victor, "List who decides in the three Nordic talks", "nordics", -7, 3, begun=-6)
    yield work(cast.paul, "Book the stand at the water fair", "nordics", -20, 14)
    yield work(cast.carla, "Agree who may give which discount", "quotes", -12, 10)
    yield work(cast.jonas, "Try the quote template on ten real quotes", "quotes", -11, 20)
    yield work(cast.aisha, "Ask two housing associations what tenants want to see", None, -5, 15)
    yield work(cast.sam, "Send Riverside works the pilot agreement", "utilities", -15, -2, begun=-13)
    yield _moved(calendar, cast, goals)


def _moved(calendar: Calendar, cast: Any, goals: SimpleNamespace) -> Storyline:
    now = yield calendar.at(-18, 9, 40)
    task = commands.create_task(
        actor=cast.mara,
        title="Write the board summary of the housing deck",
        serves=goals.stories,
        due_on=calendar.day(-6),
        now=now,
    )
    now = yield calendar.at(-8, 10)
    reason = "The association's board meets a week later than planned."
    commands.move_due(actor=cast.mara, task=task, due_on=calendar.day(-1), reason=reason, now=now)


def _offers(calendar: Calendar, cast: Any, goals: SimpleNamespace) -> Iterator[Storyline]:
    """Ada offers, and others do; some said yes, some still think about it."""

    def offered(
        title: str,
        serves: Callable[[], Any],
        to: Any,
        made: int,
        due: int,
        note: str,
        *,
        who: Any = cast.ada,
        taken: int | None = None,
    ) -> Generator[datetime, datetime, Task]:
        now = yield calendar.at(made, 10)
        task = commands.create_task(actor=who, title=title, serves=serves(), due_on=calendar.day(due), now=now)
        now = yield calendar.at(made, 10, 5)
        commands.offer_task(actor=who, task=task, to=to, note=note, now=now)
        if taken is not None:
            now = yield calendar.at(made, taken)
            commands.accept_task(actor=to, task=task, now=now)
        return task

    def first_ten() -> Any:
        return goals.utilities.milestones.get(title="First ten signed")

    def called_back() -> Storyline:
        title = "Call back the twelve visitors of the open day"
        yield from offered(title, first_ten, cast.lena, -6, 4, "You met most of them.", taken=13)

    def written_down() -> Storyline:
        task = yield from offered(
            "Write down how Lakeside was won", lambda: goals.stories, cast.sam, -12, -4, "Half a page is enough.",
            taken=15,
        )  # fmt: skip
        now = yield calendar.at(-9, 9)
        commands.start_task(actor=cast.sam, task=task, now=now)
        now = yield calendar.at(-5, 16)
        commands.complete_task(actor=cast.sam, task=task, now=now)

    def still_open(title: str, to: Any, due: int, note: str, who: Any = cast.ada) -> Storyline:
        yield from offered(title, first_ten, to, -1, due, note, who=who)

    yield called_back()
    yield written_down()
    note = "You know the works best. Two mornings should do."
    yield still_open("Prepare the reference visit at Lakeside", cast.sam, 8, note)
    yield still_open("Check the tender answers against the new protocol", cast.tom, 10, "Priya can help.")
    note = "Ten minutes of yours, and the mayor comes too."
    yield still_open("Open the reference visit at Lakeside", cast.ingrid, 8, note, cast.theo)
    note = "Two works there asked for a price; we can't file what we send them."
    yield still_open("Add Austria to the regions", cast.ada, 5, note, cast.lena)


def _assignments(calendar: Calendar, cast: Any, goals: SimpleNamespace) -> Iterator[Storyline]:
    """Managers assign within their teams, Ada everywhere."""

    def by_nora() -> Storyline:
        now = yield calendar.at(-3, 9)
        parts = [
            commands.create_task(actor=cast.nora, title=title, serves=goals.stories, due_on=calendar.day(due), now=now)
            for title, due in (("Photos for the heating story", 7), ("Short version of the Lakeside story", 11))
        ]
        now = yield calendar.at(-3, 9, 30)
        note = "Both belong to your story."
        commands.assign_tasks(actor=cast.nora, tasks=parts, to=cast.mara, note=note, now=now)

    def by_theo() -> Storyline:
        now = yield calendar.at(-4, 11)
        visit = commands.create_task(
            actor=cast.theo, title="Plan the visits in the south", serves=goals.utilities, due_on=calendar.day(18),
            now=now,
        )  # fmt: skip
        now = yield calendar.at(-4, 11, 10)
        commands.assign_task(actor=cast.theo, task=visit, to=cast.lena, now=now)
        now = yield calendar.at(-3, 10)
        commands.start_task(actor=cast.lena, task=visit, now=now)

    yield by_nora()
    yield by_theo()


def _refusals(calendar: Calendar, cast: Any, goals: SimpleNamespace) -> Iterator[Storyline]:
    """A no with a reason, and a task that was dropped."""

    def declined() -> Storyline:
        now = yield calendar.at(-10, 10)
        asked = commands.create_task(
            actor=cast.ada, title="Translate the tender kit", serves=goals.nordics, due_on=calendar.day(25), now=now
        )
        now = yield calendar.at(-10, 10, 5)
        commands.offer_task(actor=cast.ada, task=asked, to=cast.elena, now=now)
        now = yield calendar.at(-9, 9)
        reason = "I read Norwegian but don't write it well enough for a tender. Victor knows a translator."
        commands.decline_task(actor=cast.elena, task=asked, reason=reason, now=now)
        now = yield calendar.at(-9, 11)
        commands.offer_task(actor=cast.ada, task=asked, to=cast.victor, now=now)
        now = yield calendar.at(-8, 9)
        commands.accept_task(actor=cast.victor, task=asked, now=now)

    def dropped() -> Storyline:
        now = yield calendar.at(-25, 9)
        task = commands.create_task(
            actor=cast.elena, title="Print the gateway guide", serves=goals.nordics, due_on=calendar.day(-5), now=now
        )
        now = yield calendar.at(-16, 14)
        reason = "Installers read it on the phone; nobody wants paper."
        commands.drop_task(actor=cast.elena, task=task, reason=reason, now=now)

    yield declined()
    yield dropped()


def _talk(calendar: Calendar, cast: Any, goals: SimpleNamespace) -> Storyline:
    now = yield calendar.at(-3, 14)
    text = (
        "@Ingrid Holm seven have signed, three more said yes on the phone. Lakeside's story opened four of these doors."
    )
    notices.comment(actor=cast.theo, thing=goals.utilities, text=text, now=now)
    now = yield calendar.at(-2, 10)
    text = "Good to read. I tell Lakeside's mayor when I see him."
    mention = Notice.objects.get(recipient=cast.ingrid, kind="mention", about_id=goals.utilities.pk)
    mail.answer(mention, subject=f"Re: {cast.theo} mentioned you on “{goals.utilities}”", text=text, now=now)
    now = yield calendar.at(-2, 11)
    text = "@Ingrid Holm the second story is at the designer. May we show the heating network's name?"
    notices.comment(actor=cast.nora, thing=goals.stories, text=text, now=now)
    now = yield calendar.at(-2, 11, 5)
    mail.away(cast.ingrid, subject="Automatic reply: at customers until tomorrow", now=now)
