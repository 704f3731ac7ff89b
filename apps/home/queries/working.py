"""What needs a member, in the order it is due."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from apps.core import work
from apps.core.work import Desk, Work
from apps.core.worktime import WorkingTime
from apps.people.models import Member, Role
from apps.people.queries import time_of_company

LEADS = ("hand-off-offered", "first-contact")
GROUPS = {
    "leads": _("Leads that wait for you"),
    "late": _("Late"),
    "today": _("Today"),
    "week": _("This week"),
    "later": _("Later"),
    "undated": _("Without a date"),
}


@dataclass(frozen=True)
class Group:
    """Work that is due at about the same time; of salespeople, the leads that wait stand first."""

    key: str
    label: Any
    works: list[Work]


def my_work(*, viewer: Member, now: datetime) -> list[Group]:
    """All that waits for `viewer`, and what is theirs and open; groups without any are left out."""
    company, time = time_of_company()
    found: dict[str, list[Work]] = {key: [] for key in GROUPS}
    leads_first = viewer.has_role(Role.SALESPERSON)
    for one in work.on_desk(Desk(viewer, now, company, time)):
        found["leads" if leads_first and one.kind in LEADS else _group(one, now, time)].append(one)
    return [Group(key, GROUPS[key], works) for key, works in found.items() if works]


def _group(one: Work, now: datetime, time: WorkingTime) -> str:
    """By the company's date; a week ends on Sunday."""
    if one.due_at is None:
        return "undated"
    if one.due_at <= now:
        return "late"
    today = time.today(now)
    if one.due_at <= time.end_of(today):
        return "today"
    sunday = today + timedelta(days=6 - today.weekday())
    return "week" if one.due_at <= time.end_of(sunday) else "later"
