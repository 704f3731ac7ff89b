"""Small steps whose day has come."""

from collections.abc import Iterator
from datetime import datetime

from apps.core.due import Due, Window
from apps.core.worktime import WorkingTime
from apps.goals.due.ground import MOST, may_end_in
from apps.goals.models import SmallStep
from apps.people import queries as people
from apps.people.models import Member


def small_steps_within(window: Window) -> Iterator[Due]:
    time = people.working_time()
    rows = SmallStep.objects.running().filter(may_end_in(window, time, "until_on"))
    found = (_to_look_back(step, time) for step in rows.select_related("owner").order_by("until_on", "pk").iterator())
    return (one for one in found if one.due_at in window)


def small_steps_of(member: Member, now: datetime) -> Iterator[Due]:
    time = people.working_time()
    rows = SmallStep.objects.running().filter(owner=member, until_on__lte=time.today(now)).select_related("owner")
    return (_to_look_back(step, time) for step in rows.order_by("until_on", "pk")[:MOST])


def _to_look_back(step: SmallStep, time: WorkingTime) -> Due:
    ends = time.end_of(step.until_on)
    return Due("small-step-due", step, step.owner, due_at=ends, since=ends)
