"""What came into the demo company's library as files: in one go, and as it is in real life."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile

from apps.collateral import commands
from apps.collateral.models import Asset, Audience
from apps.people.models import Choice
from apps.people.models.company import ChoiceList
from portal.demo import documents
from portal.demo.calendar import Calendar
from portal.demo.story import Storyline

FROM_THE_FAIR = {
    "Checklist_for_our_stand.md": """Two weeks before: order power and water, name who opens and who closes.
On the day: one Aurora-200 that runs, one to take apart, fifty data sheets.
The day after: notes into the portal before anybody drives home.
""",
    "Questions_at_our_stand.md": """How long does the battery last? Sixteen years at one reading a day.
Does it stand frost? Once; then it reports itself.
What does it cost? Ask how they read their meters today, and come back with the sum.
""",
}


def lines(calendar: Calendar, cast: Any) -> Iterator[Storyline]:
    yield from _refused_files(calendar, cast)
    yield _in_one_go(calendar, cast)


def read_all(now: datetime) -> None:
    """What the worker does with files that were just uploaded."""
    while commands.read_waiting(now=now):
        pass


def _refused_files(calendar: Calendar, cast: Any) -> Iterator[Storyline]:
    """Two files as they come in real life: one cut off on its way, one with a password."""

    def put_up(who: Any, title: str, content: bytes, day: int, hour: int) -> Storyline:
        now = yield calendar.at(day, hour)
        name = f"{title.replace(' ', '_')}.pdf"
        commands.create_asset(actor=who, file=ContentFile(content, name=name), title=title, now=now)
        now = yield calendar.at(day, hour, 1)
        read_all(now)

    whole = documents.pdf("Notes from the water fair", [documents.Sheet("Visitors", ["Thirty-one talks in two days."])])
    yield put_up(cast.paul, "Notes from the water fair", whole[: len(whole) // 2], -2, 17)
    yield put_up(cast.mara, "Partner conditions", documents.with_password(whole), -1, 11)


def _in_one_go(calendar: Calendar, cast: Any) -> Storyline:
    """Mara puts up what is left of the last fair for Paul, who hears of it once, and publishes one of the two."""
    now = yield calendar.at(-6, 14)
    guide = Choice.objects.get(list=ChoiceList.ASSET_KIND, label="Guide")
    files = [ContentFile(text.encode(), name=name) for name, text in FROM_THE_FAIR.items()]
    commands.upload_batch(
        actor=cast.mara,
        file=files,
        kind=guide,
        audience=Audience.INTERNAL,
        owner=cast.paul,
        for_all=["region"],
        now=now,
    )
    now = yield calendar.at(-6, 14, 1)
    while commands.take_in_waiting(now=now):
        pass
    read_all(now)
    now = yield calendar.at(-6, 16)
    checklist = Asset.objects.get(title="Checklist for our stand")
    commands.publish_asset(actor=cast.paul, asset=checklist, now=now)
