"""A goal that slips: what was agreed for that is brought up, its owner is heard, and both sides decide."""

from typing import Any

from apps.goals import commands
from apps.goals.models import Goal
from portal.demo.calendar import Calendar
from portal.demo.story import Storyline


def lines(calendar: Calendar, cast: Any) -> Storyline:
    now = yield calendar.at(-8, 10)
    brought_up = commands.invoke_consequence(
        actor=cast.theo,
        goal=Goal.objects.get(pk=cast.goals.stories.pk),
        why="One of three is out, and a good part of the time is over.",
        now=now,
    )
    now = yield calendar.at(-7, 15)
    heard = commands.give_account(
        actor=cast.nora,
        invocation=brought_up,
        account="Two customers like us and won't be named. Whoever visits them can ask better than a mail does.",
        now=now,
    )
    now = yield calendar.at(-6, 11)
    commands.apply_consequence(
        actor=cast.theo,
        invocation=heard,
        outcome="We help: Sam asks on his next two visits, and Mara comes along to the first.",
        now=now,
    )
