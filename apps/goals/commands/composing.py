"""What the agreement asks of its plan: what a version says, and what follows once it counts."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.agreements.models import Version
from apps.core import telling
from apps.goals.commands.activities import activities_count, said_of_activities
from apps.goals.commands.conditions import conditions_in_words, decided_in_words, named
from apps.goals.commands.phasing import phases_left
from apps.goals.commands.plans import NUMBERS, said_of, values_for
from apps.goals.commands.protecting import plain
from apps.goals.commands.readers import let_new_owner_read_no_more
from apps.goals.models import Goal, Plan, PlanGoal
from apps.people import queries as people
from apps.people.models import Member
from apps.trail import commands as trail


def compose(version: Version, now: datetime) -> dict[str, Any]:
    """The content of a version: each goal with what it is measured by and who answers for it, and all of it as text."""
    plan = Plan.objects.select_related("period").get(agreement=version.agreement_id)
    entries = plan.entries.filter(leaves=False).select_related("goal__owner").order_by("position", "pk")
    goals = [_said_of(entry) for entry in entries]
    activities = said_of_activities(plan)
    text = f"{plan.title}\n{plan.period}\n\n{_listed(goals)}{_named(activities)}{_leeway(version)}"
    return {"period": str(plan.period), "goals": goals, "activities": activities, "text": text if goals else ""}


def _listed(said: list[dict[str, Any]]) -> str:
    return "\n".join(f"{place}. {one['text']}" for place, one in enumerate(said, 1))


def _named(activities: list[dict[str, Any]]) -> str:
    return f"\n\n{_('Agreed activities')}\n{_listed(activities)}" if activities else ""


def _leeway(version: Version) -> str:
    """What owners may do alone stands in the words that are signed."""
    days = ngettext(
        "Owners may move their due dates alone by %(days)s working day; all who signed this are told.",
        "Owners may move their due dates alone by up to %(days)s working days; all who signed this are told.",
        version.leeway_days,
    )
    said = {
        days % {"days": version.leeway_days}: version.leeway_days > 0,
        _("Owners may change the wording of their goals alone; all who signed this are told."): version.leeway_wording,
        _(
            "Owners may pass their goals on within their team alone; all who signed this are told."
        ): version.leeway_owner,
    }
    return "".join(f"\n\n{words}" for words, holds in said.items() if holds)


def _said_of(entry: PlanGoal) -> dict[str, Any]:
    values = values_for(entry)
    goal: Goal = entry.goal
    said = {name: plain(value) for name, value in values.items()}
    said["conditions"] = named(values["conditions"])
    owner = goal.owner if values["owner_id"] == goal.owner_id else Member.objects.get(pk=values["owner_id"])
    name = _told_apart(owner)
    words = {"title": values["title"], "owner": name, "measure": in_words(values)}
    text = _("%(title)s. %(measure)s %(owner)s answers for it.") % words
    return {"id": str(goal.pk), "owner": name} | said | {"text": " ".join([text, *terms_in_words(said)])}


def _told_apart(member: Member) -> str:
    """The name, and with it the address where somebody else here is called alike: a text must say who is meant."""
    alike = Member.objects.active().filter(name=member.name).exclude(pk=member.pk)
    return f"{member.name} ({member.email})" if alike.exists() else member.name


def terms_in_words(said: Mapping[str, Any]) -> list[str]:
    """What a goal depends on, and what happens if it slips, in a sentence each."""
    found = []
    if said["conditions"]:
        found.append(_("It depends on: %(conditions)s.") % {"conditions": conditions_in_words(said["conditions"])})
    if said["consequence"]:
        found += [_("If it slips: %(step)s") % {"step": said["consequence"]}, decided_in_words(said["decided_by"])]
    return found


def in_words(values: dict[str, Any]) -> str:
    """A measure in a sentence, as it is signed."""
    if values["unit"] is None:
        return _("Due on %(due)s.") % {"due": dated(values["due_on"])} if values["due_on"] else _("Without a measure.")
    words = {name: _trimmed(values[name]) for name in NUMBERS} | {
        "unit": {"money": people.company().currency, "percent": "%"}.get(values["unit"], ""),
        "starts": dated(values["starts_on"]),
        "due": dated(values["due_on"]),
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


def dated(day: date | None) -> str:
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
        # A goal that is closed by now stays as it was closed.
        given = {} if goal.is_closed else said_of(content)
        given |= {} if goal.is_closed else phases_left(goal, given)
        _keep_who_is_here(goal, given)
        before = goal.owner_id
        for name, value in given.items():
            setattr(goal, name, value)
        goal.agreed_version = version
        goal.save(update_fields=[*given, "agreed_version"])
        if goal.owner_id != before:
            _tell_owners(goal.pk, before, now)
    plan.entries.filter(goal__in=said).update(typed={})
    activities_count(version, plan)
    trail.record(actor=Member.objects.system(), act="plan.counts", about=plan, now=now)


def _tell_owners(pk: UUID, before: UUID, now: datetime) -> None:
    """Whoever answers for it from now on hears so, and whoever did."""
    goal, actor = Goal.objects.select_related("owner").get(pk=pk), Member.objects.system()
    let_new_owner_read_no_more(goal, goal.owner, actor, now)
    telling.tell(to=[goal.owner], kind="goal-given", about=goal, actor=actor, now=now)
    telling.tell(to=[Member.objects.get(pk=before)], kind="goal-passed-on", about=goal, actor=actor, now=now)


def _keep_who_is_here(goal: Goal, given: dict[str, Any]) -> None:
    """Whoever was named may have left since; what they left behind stays with whom it went to."""
    owner_id = given.get("owner_id")
    if owner_id and not Member.objects.active().filter(pk=owner_id).exists():
        del given["owner_id"]


def _let_go(entry: PlanGoal, goal: Goal) -> None:
    goal.agreed_version = None
    goal.save(update_fields=["agreed_version"])
    if entry.leaves:
        entry.delete()
