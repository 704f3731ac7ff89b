"""What the pages of goals say about numbers."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import template
from django.template import Context
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.core.keeping import looks_at
from apps.core.templatetags.kit import day, pill
from apps.goals import policy, queries
from apps.goals.models import Confidence, Goal, Task
from apps.goals.queries import Numbers
from apps.people.models import Member

register = template.Library()
STATES = {"done": "good", "in_progress": "info"}
PACES = {"ahead": "good", "on_pace": "good", "behind": "bad"}
OUTCOMES = {"achieved": "good", "missed": "bad"}
FACES = {"on_track": "good", "at_risk": "warn", "off_track": "bad"}


@register.simple_tag
def task_state(state: str, is_confirmed: bool) -> SafeString:
    """How far a task is."""
    return pill(_("Done and confirmed") if is_confirmed else Task.State(state).label, STATES.get(state, ""))


@register.simple_tag(takes_context=True)
@looks_at("due_on", "times_moved", around=("today",))
def due(context: Context, row: Any, ahead: bool) -> SafeString | str:
    """By when, marked where that is missed while it is still `ahead`, and how often it was moved."""
    found = getattr(row, "due_on", None)
    drawn: SafeString | str
    if found is None:
        drawn = format_html('<span class="muted">{}</span>', _("no date"))
    else:
        today = context.get("today") or timezone.localdate()
        drawn = day(context, found, late=ahead and found < today)
    moved = getattr(row, "times_moved", None)
    if not moved:
        return drawn
    said = ngettext("moved once", "moved %(count)s times", moved) % {"count": moved}
    return format_html('{} <span class="row-sub">{}</span>', drawn, said)


@register.filter
def numbers_in(goal: Goal, numbers_by_id: dict[UUID, Numbers]) -> Numbers | None:
    """The goal's numbers; None for one that went a moment ago."""
    return numbers_by_id.get(goal.pk)


@register.filter
def pace_kind(pace: str) -> str:
    """The colour that repeats what the word says."""
    return PACES.get(pace, "")


@register.filter
def outcome_kind(state: str) -> str:
    return OUTCOMES.get(state, "")


@register.filter
def face_kind(confidence: str) -> str:
    return FACES[confidence]


@register.filter
def face(confidence: str) -> Any:
    """What the owner said, in words."""
    return Confidence(confidence).label


@register.filter
def in_unit(value: Decimal | None, goal: Goal) -> str:
    """A value with its currency or per cent."""
    return queries.worded(goal, value)


@register.filter
def aim(goal: Goal) -> str:
    return queries.aim(goal)


@register.filter
def about_in_unit(value: Decimal, goal: Goal) -> str:
    """A value that nobody knows exactly, such as a forecast."""
    return queries.worded(goal, queries.rounded(value))


@register.filter
def missed_since(goal: Goal, hearing: queries.Hearing) -> datetime | None:
    """When its owner was last heard of, where a check-in is missed."""
    return hearing.missed_since(goal)


@register.filter
def is_after(day: date, other: date) -> bool:
    return day > other


@register.simple_tag
def may_be_assigned_by(task: Task, member: Member) -> bool:
    """Whether a box beside it leads anywhere: managers assign within their teams only."""
    return task.is_active and policy.may_reassign(member, task)
