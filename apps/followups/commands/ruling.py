"""The company's rules of following up."""

from datetime import datetime
from itertools import pairwise
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from apps.core import due
from apps.core.errors import Refused, require
from apps.core.models import locked
from apps.followups import policy
from apps.followups.models import LONGEST_LEAD, LONGEST_REPEAT, MOST_REPEATS, Rule
from apps.people.models import Member
from apps.trail import commands as trail


class RepeatsNotFurtherApart(Refused):
    """Reminders come less and less often, or nobody reads them."""


class TooManyRepeats(Refused):
    """There is an end to reminding."""


class OutOfBounds(Refused):
    """A reminder months away from the due time helps nobody."""


def ensure_rules(*, now: datetime) -> list[Rule]:
    """The rules of all kinds that the apps follow up; a new kind begins with its own defaults."""
    kinds = due.due_kinds()
    rules = Rule.objects.filter(kind__in=[kind.name for kind in kinds]).order_by("kind")
    found = list(rules)
    known = {rule.kind for rule in found}
    missing = [
        Rule(kind=kind.name, lead_hours=kind.lead_hours, repeat_days=list(kind.repeat_days))
        for kind in kinds
        if kind.name not in known
    ]
    if not missing:
        return found
    Rule.objects.bulk_create(missing, ignore_conflicts=True)
    return list(rules.all())


@transaction.atomic
def edit_rule(
    *,
    actor: Member,
    rule: Rule,
    is_on: bool,
    lead_hours: int,
    repeat_days: list[int],
    tells_who_waits: bool,
    revision: int | None,
    now: datetime,
) -> Rule:
    """Change when and how often the company reminds of a kind of thing; it counts from the next sweep on."""
    require(policy.may_edit_rules(actor))
    current = locked(rule, revision=revision)
    _check(lead_hours, repeat_days)
    wanted: dict[str, Any] = {
        "is_on": is_on,
        "lead_hours": lead_hours,
        "repeat_days": list(repeat_days),
        "tells_who_waits": tells_who_waits,
    }
    changes = {name: [getattr(current, name), new] for name, new in wanted.items() if getattr(current, name) != new}
    if not changes:
        return current
    for name, new in wanted.items():
        setattr(current, name, new)
    current.save(update_fields=list(wanted))
    trail.record(actor=actor, act="follow-up-rule.edited", about=current, now=now, changes=changes)
    current.refresh_from_db()
    return current


def _check(lead_hours: int, repeat_days: list[int]) -> None:
    if abs(lead_hours) > LONGEST_LEAD:
        raise OutOfBounds(_("At most %d working hours before or after it is due.") % LONGEST_LEAD)
    if len(repeat_days) > MOST_REPEATS:
        raise TooManyRepeats(_("At most %d repeats: after that, talking helps more.") % MOST_REPEATS)
    days = [0, *repeat_days]
    gaps = [later - earlier for earlier, later in pairwise(days)]
    if gaps and (gaps[0] < 1 or gaps != sorted(gaps)):
        raise RepeatsNotFurtherApart(
            _("Each repeat comes as far after the last one, or further: 1, 3, 7, for example.")
        )
    if days[-1] > LONGEST_REPEAT:
        raise OutOfBounds(_("The last repeat comes at most %d working days after the first reminder.") % LONGEST_REPEAT)
