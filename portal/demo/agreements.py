"""What both sides of Northwind Metering count on from each other: what counts, and what is objected to."""

from collections.abc import Iterator
from typing import Any

from apps.agreements import commands, queries
from apps.agreements.models import Agreement
from portal.demo.calendar import Calendar
from portal.demo.story import Storyline

TOGETHER = """Sales and marketing answer each other within one working day.

- **Marketing** tells sales a week ahead what goes out to their customers, and asks two of them before a new deck.
- **Sales** says within three days of a visit what the customer asked for, and rates what they used.
- Whoever can't keep to it says so beforehand, not afterwards."""
SHORTER = """Sales and marketing answer each other within one working day; during a fair within two.

- **Marketing** tells sales a week ahead what goes out to their customers, and asks two of them before a new deck.
- **Sales** says within three days of a visit what the customer asked for, and rates what they used.
- Whoever can't keep to it says so beforehand, not afterwards."""
WEBINARS = """One salesperson sits in on every webinar and answers what customers ask.

Marketing sends the questions to all of sales on the same day."""
FAIRS = """After a fair marketing sends the list of visitors within one working day.

Sales calls every visitor on it within two working days and writes down what came of it."""


def lines(calendar: Calendar, cast: Any) -> Iterator[Storyline]:
    yield _how_we_work_together(calendar, cast)
    yield _after_a_fair(calendar, cast)
    yield _on_trial(calendar, cast)


def digest_of(agreement: Agreement) -> str:
    """Of what is proposed, as its reader would send it along."""
    proposal = queries.latest(agreement.versions.order_by("-number")[0])
    if proposal is None:
        raise LookupError(f"{agreement} was never proposed")
    return proposal.digest


def _how_we_work_together(calendar: Calendar, cast: Any) -> Storyline:
    now = yield calendar.at(-95, 10)
    agreement = commands.start_agreement(
        actor=cast.nora,
        title="How we work together",
        text=TOGETHER,
        seats=[cast.theo, cast.nora],
        sponsor=cast.ingrid,
        consulted=[cast.sam, cast.mara],
        audience=["sales", "marketing"],
        review_on=calendar.day(90),
        now=now,
    )
    now = yield calendar.at(-92, 9)
    commands.propose(actor=cast.nora, agreement=agreement, now=now)
    now = yield calendar.at(-92, 9, 30)
    words = "You hear from us before your customers do."
    commands.sign(actor=cast.nora, agreement=agreement, digest=digest_of(agreement), words=words, now=now)
    now = yield calendar.at(-90, 16)
    concern = "In the weeks of the fairs a day will be hard to keep."
    commands.sign(actor=cast.theo, agreement=agreement, digest=digest_of(agreement), concern=concern, now=now)
    for reader, day in ((cast.sam, -90), (cast.mara, -89), (cast.tom, -89), (cast.lena, -88), (cast.victor, -86)):
        now = yield calendar.at(day, 17)
        commands.acknowledge(actor=reader, agreement=agreement, now=now)
    yield from _amended(calendar, cast, agreement)
    yield from _suggested(calendar, cast, agreement)


def _amended(calendar: Calendar, cast: Any, agreement: Agreement) -> Storyline:
    """The concern of the first version became the second one's change."""
    now = yield calendar.at(-30, 9)
    commands.amend(actor=cast.theo, agreement=agreement, now=now)
    now = yield calendar.at(-30, 9, 30)
    changed = "A day was too short while half of us stand at a fair; two can be kept."
    commands.edit_draft(actor=cast.theo, agreement=agreement, text=SHORTER, what_changed=changed, now=now)
    now = yield calendar.at(-29, 10)
    commands.propose(actor=cast.theo, agreement=agreement, now=now)
    for signer, day in ((cast.theo, -29), (cast.nora, -27)):
        now = yield calendar.at(day, 14)
        commands.sign(actor=signer, agreement=agreement, digest=digest_of(agreement), now=now)
    for reader, day in ((cast.mara, -26), (cast.tom, -26), (cast.lena, -25), (cast.elena, -24)):
        now = yield calendar.at(day, 11)
        commands.acknowledge(actor=reader, agreement=agreement, now=now)
    now = yield calendar.at(-24, 15)
    question = "Does a fair begin with the first day of building the stand?"
    commands.acknowledge(actor=cast.paul, agreement=agreement, question=question, now=now)
    now = yield calendar.at(-21, 11)
    commands.acknowledge(actor=cast.jonas, agreement=agreement, now=now)


def _after_a_fair(calendar: Calendar, cast: Any) -> Storyline:
    now = yield calendar.at(-9, 10)
    agreement = commands.start_agreement(
        actor=cast.ruben,
        title="Who calls whom after a fair",
        text=FAIRS,
        seats=[cast.carla, cast.ruben],
        sponsor=cast.ingrid,
        consulted=[cast.paul],
        now=now,
    )
    now = yield calendar.at(-6, 9)
    commands.propose(actor=cast.ruben, agreement=agreement, now=now)
    now = yield calendar.at(-6, 9, 15)
    words = "The list comes with a line on what each of them looked at."
    commands.sign(actor=cast.ruben, agreement=agreement, digest=digest_of(agreement), words=words, now=now)
    now = yield calendar.at(-4, 11)
    commands.object_to(
        actor=cast.carla,
        agreement=agreement,
        digest=digest_of(agreement),
        why="Key accounts talk to the same people every week. A second call on the same matter annoys them.",
        would_do="Leave out who has an account manager; they get the list and decide themselves.",
        now=now,
    )


def _on_trial(calendar: Calendar, cast: Any) -> Storyline:
    """Tried out for a quarter: gone after it, unless both sides renew it."""
    now = yield calendar.at(-66, 10)
    agreement = commands.start_agreement(
        actor=cast.mara,
        title="A salesperson in every webinar",
        text=WEBINARS,
        seats=[cast.sam, cast.mara],
        sponsor=cast.ingrid,
        is_trial=True,
        expires_on=calendar.day(24),
        now=now,
    )
    now = yield calendar.at(-65, 10)
    commands.propose(actor=cast.mara, agreement=agreement, now=now)
    for signer, day in ((cast.mara, -65), (cast.sam, -64)):
        now = yield calendar.at(day, 11)
        commands.sign(actor=signer, agreement=agreement, digest=digest_of(agreement), now=now)


def _suggested(calendar: Calendar, cast: Any, agreement: Agreement) -> Storyline:
    """Whoever reads it may wish for other words; those named on it answer."""
    now = yield calendar.at(-2, 16)
    commands.suggest_change(
        actor=cast.sam,
        agreement=agreement,
        text=SHORTER.replace("within three days of a visit", "on the day after a visit"),
        why="After three days I have forgotten half of it; on the next day it is still there.",
        now=now,
    )
