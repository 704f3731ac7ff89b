"""The agreed goals of a period: what their plan's next version shall say, and what follows once it counts."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.agreements import commands as agreements
from apps.agreements import policy as agreements_policy
from apps.agreements.commands import ground as agreements_ground
from apps.agreements.models import Agreement, Version
from apps.core.errors import NotNow, Refused, require
from apps.goals.commands.measuring import whole_measure
from apps.goals.commands.phasing import phases_left
from apps.goals.commands.protecting import PROTECTED
from apps.goals.models import Goal, Period, Plan, PlanGoal
from apps.people import queries as people
from apps.people.models import Member
from apps.trail import commands as trail

# More agreed goals than this nobody keeps in mind.
MOST = 12
MEASURE = ("unit", "direction", "baseline", "target", "lower", "upper", "starts_on", "due_on")
_NUMBERS = {"baseline", "target", "lower", "upper"}
_DAYS = {"starts_on", "due_on"}


class InAPlan(NotNow):
    """A goal is agreed once, in one plan."""


class NotInThisPlan(Refused):
    """Only what stands in the plan is changed or left out there."""


class TooMany(Refused):
    """A plan is what both sides keep in mind."""


class NothingAgreed(NotNow):
    """What no plan in force says is changed on the goal itself."""


class NothingElse(Refused):
    """An amendment says something else than what counts."""


@transaction.atomic
def start_plan(
    *,
    actor: Member,
    title: str,
    period: Period,
    sponsor: Member,
    seats: Sequence[Member],
    goals: Sequence[Goal],
    now: datetime,
) -> Plan:
    """Begin a plan of these goals with the agreement that both sides are to sign."""
    plan = Plan.objects.create(title=title, period=period, created_at=now)
    plan.agreement = agreements.start_agreement(
        actor=actor, kind="plan", title=title, sponsor=sponsor, seats=seats, about=plan, now=now
    )
    plan.save(update_fields=["agreement"])
    _add(plan, goals)
    trail.record(actor=actor, act="plan.started", about=plan, now=now)
    return plan


def _add(plan: Plan, goals: Iterable[Goal]) -> None:
    taken = PlanGoal.objects.filter(goal__in=list(goals)).select_related("goal", "plan").first()
    if taken is not None:
        raise InAPlan(
            _("“%(title)s” stands in the plan “%(plan)s” already.") % {"title": taken.goal, "plan": taken.plan}
        )
    entries = list(plan.entries.order_by("position"))
    first = entries[-1].position + 1 if entries else 1
    added = [PlanGoal(plan=plan, goal=goal, position=first + place) for place, goal in enumerate(goals)]
    if len(entries) + len(added) > MOST:
        raise TooMany(
            _("A plan has at most %(most)s goals. What is below them belongs to its owners.") % {"most": MOST}
        )
    PlanGoal.objects.bulk_create(added)


def _drafted(actor: Member, plan: Plan) -> Agreement:
    """The plan's agreement, locked, whose draft the actor may work on."""
    agreement = agreements_ground.hold(plan.agreement)
    require(agreements_policy.may_edit(actor, agreement))
    agreements_ground.draft_of(agreement)
    return agreement


def _written_down(plan: Plan, agreement: Agreement, actor: Member, act: str, now: datetime) -> None:
    """That somebody worked on the draft is for all who see the plan; what it says stays with those who see it."""
    trail.record(actor=actor, act=act, about=plan, now=now)
    agreements_ground.tell_all(agreement, "agreement-edited", actor, now)


@transaction.atomic
def add_to_plan(*, actor: Member, plan: Plan, goal: Goal, now: datetime) -> Plan:
    """Put a goal into the draft of the plan."""
    agreement = _drafted(actor, plan)
    left = plan.entries.filter(goal=goal, leaves=True)
    if not left.update(leaves=False):
        _add(plan, [goal])
    _written_down(plan, agreement, actor, "plan.goal_added", now)
    return plan


@transaction.atomic
def leave_out(*, actor: Member, plan: Plan, goal: Goal, now: datetime) -> Plan:
    """Take a goal out of the draft; where it is agreed it stays so until the next version counts."""
    agreement = _drafted(actor, plan)
    entry = _entry(plan, goal)
    if entry.goal.stands_agreed(now):
        entry.leaves = True
        entry.save(update_fields=["leaves"])
    else:
        entry.delete()
    _written_down(plan, agreement, actor, "plan.goal_left_out", now)
    return plan


def _entry(plan: Plan, goal: Goal) -> PlanGoal:
    entry = plan.entries.select_related("goal__agreed_version").filter(goal=goal).first()
    if entry is None:
        raise NotInThisPlan(_("“%(title)s” doesn't stand in this plan.") % {"title": goal})
    return entry


@transaction.atomic
def change_in_plan(*, actor: Member, plan: Plan, goal: Goal, now: datetime, **changes: Any) -> Plan:
    """Say what the next version shall say otherwise of a goal: its side, its measure, its dates."""
    agreement = _drafted(actor, plan)
    entry = _entry(plan, goal)
    wanted = {**values_for(entry), **changes}
    if wanted["unit"] is not None:
        wanted |= whole_measure(**{name: wanted[name] for name in MEASURE})
    entry.typed = {name: _plain(wanted[name]) for name in PROTECTED if wanted[name] != getattr(goal, name)}
    entry.save(update_fields=["typed"])
    _written_down(plan, agreement, actor, "plan.goal_changed", now)
    return plan


@transaction.atomic
def amend_goal(*, actor: Member, goal: Goal, now: datetime, **changes: Any) -> Plan:
    """Open an amendment of the goal's plan, or the one that is open, with what was typed. What counts stays."""
    goal = Goal.objects.select_related("agreed_version", "in_plan__plan__agreement").get(pk=goal.pk)
    if not goal.stands_agreed(now):
        raise NothingAgreed(_("No plan in force says what stands here. Change it on the goal itself."))
    if all(getattr(goal, name) == value for name, value in changes.items()):
        raise NothingElse(_("This is what counts already. Say what shall be otherwise."))
    plan: Plan = goal.in_plan.plan
    if agreements_ground.open_version(plan.agreement) is None:
        agreements.amend(actor=actor, agreement=plan.agreement, now=now)
    return change_in_plan(actor=actor, plan=plan, goal=goal, now=now, **changes)


def _plain(value: Any) -> Any:
    return None if value is None else str(value)


def values_for(entry: PlanGoal) -> dict[str, Any]:
    """What the next version says of a goal: as it stands, but for what was typed."""
    return {name: getattr(entry.goal, name) for name in PROTECTED} | read_back(entry.typed)


def read_back(typed: dict[str, Any]) -> dict[str, Any]:
    """The values of JSON, as a goal has them."""
    return {name: _value(name, text) for name, text in typed.items() if name in PROTECTED}


def _value(name: str, text: str | None) -> Any:
    if text is None:
        return None
    if name in _NUMBERS:
        return Decimal(text)
    return date.fromisoformat(text) if name in _DAYS else text


# --- what the agreement asks of its plan ------------------------------------------------------------------


def compose(version: Version, now: datetime) -> dict[str, Any]:
    """The content of a version: each goal with what it is measured by and who answers for it, and all of it as text."""
    plan = Plan.objects.select_related("period").get(agreement=version.agreement_id)
    entries = plan.entries.filter(leaves=False).select_related("goal__owner").order_by("position", "pk")
    goals = [_said_of(entry) for entry in entries]
    text = "\n".join(f"{place}. {goal['text']}" for place, goal in enumerate(goals, 1))
    return {
        "period": str(plan.period),
        "goals": goals,
        "text": f"{plan.title}\n{plan.period}\n\n{text}{_leeway(version)}" if goals else "",
    }


def _leeway(version: Version) -> str:
    """What owners may do alone stands in the words that are signed."""
    if not version.leeway_days:
        return ""
    say = ngettext(
        "Owners may move their due dates alone by %(days)s working day; all who signed this are told.",
        "Owners may move their due dates alone by up to %(days)s working days; all who signed this are told.",
        version.leeway_days,
    )
    return "\n\n" + say % {"days": version.leeway_days}


def _said_of(entry: PlanGoal) -> dict[str, Any]:
    values = values_for(entry)
    goal: Goal = entry.goal
    said = {name: _plain(value) for name, value in values.items()}
    words = {"title": goal.title, "owner": goal.owner.name, "measure": in_words(values)}
    return (
        {"id": str(goal.pk), "title": goal.title, "owner": goal.owner.name}
        | said
        | {"text": _("%(title)s. %(measure)s %(owner)s answers for it.") % words}
    )


def in_words(values: dict[str, Any]) -> str:
    """A measure in a sentence, as it is signed."""
    if values["unit"] is None:
        return _("Due on %(due)s.") % {"due": _dated(values["due_on"])} if values["due_on"] else _("Without a measure.")
    words = {name: _trimmed(values[name]) for name in _NUMBERS} | {
        "unit": {"money": people.company().currency, "percent": "%"}.get(values["unit"], ""),
        "starts": _dated(values["starts_on"]),
        "due": _dated(values["due_on"]),
    }
    if values["unit"] == "yes_no":
        return _("Done by %(due)s.") % words
    if values["direction"] == "reach":
        say = _("From %(baseline)s to %(target)s %(unit)s between %(starts)s and %(due)s.")
    elif values["upper"] is None:
        say = _("At least %(lower)s %(unit)s from %(starts)s until %(due)s.")
    elif values["lower"] is None:
        say = _("At most %(upper)s %(unit)s from %(starts)s until %(due)s.")
    else:
        say = _("Between %(lower)s and %(upper)s %(unit)s from %(starts)s until %(due)s.")
    return " ".join((say % words).split())


def _dated(day: date | None) -> str:
    return date_format(day, "j M Y") if day else ""


def _trimmed(value: Decimal | None) -> str:
    if value is None:
        return ""
    return f"{value:,.4f}".rstrip("0").rstrip(".")


def on_in_force(version: Version, now: datetime) -> None:
    """What was signed counts: the goals are as the version says, and stay so until the next one counts."""
    plan = Plan.objects.get(agreement=version.agreement_id)
    said = {goal["id"]: goal for goal in version.content["goals"]}
    entries = list(plan.entries.select_related("goal").order_by("position", "pk"))
    for entry in entries:
        content = said.get(str(entry.goal_id))
        goal: Goal = Goal.objects.select_for_update(of=("self",)).get(pk=entry.goal_id)
        if content is None:
            _let_go(entry, goal)
            continue
        given = read_back({name: content[name] for name in PROTECTED})
        given |= phases_left(goal, given)
        for name, value in given.items():
            setattr(goal, name, value)
        goal.agreed_version = version
        goal.save(update_fields=[*given, "agreed_version"])
    plan.entries.filter(goal__in=said).update(typed={})
    trail.record(actor=Member.objects.system(), act="plan.counts", about=plan, now=now)


def _let_go(entry: PlanGoal, goal: Goal) -> None:
    goal.agreed_version = None
    goal.save(update_fields=["agreed_version"])
    if entry.leaves:
        entry.delete()
