"""What a plan names beside its goals: milestones and repeating promises, in its draft and once it counts."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from apps.agreements import commands as agreements
from apps.agreements.commands import ground as agreements_ground
from apps.agreements.models import Version
from apps.core.errors import NotNow, Refused
from apps.goals.commands.ground import here
from apps.goals.commands.plans import NothingAgreed, NothingElse, drafted, written_down
from apps.goals.models import AgreedActivity, Goal, Milestone, Plan, Rhythm
from apps.people.models import Member
from apps.trail import commands as trail

# More than these nobody keeps in mind.
MOST = 24
OF_A_PROMISE = ("title", "side", "every", "how_many")
OF_A_MILESTONE = ("title", "side", "due_on")


class TooManyActivities(Refused):
    """A plan names what both sides keep in mind."""


class NamedAlready(NotNow):
    """A milestone is named once, in one plan."""


class NotOfThisPlan(Refused):
    """What a plan names is for one of its goals."""


class NothingPromised(Refused):
    """A promise says what is kept, how often, and where it is counted how many times."""


@transaction.atomic
def name_milestone(*, actor: Member, plan: Plan, milestone: Milestone, side: str, now: datetime) -> AgreedActivity:
    """Name a milestone in the draft: once the plan counts, its title and date are changed by amending it."""
    agreement = drafted(actor, plan)
    _refuse_elsewhere(plan, milestone.goal)
    named = AgreedActivity.objects.filter(milestone=milestone).first()
    if named is not None and (named.plan_id != plan.pk or not named.leaves):
        raise NamedAlready(_("“%(title)s” is named in a plan already.") % {"title": milestone})
    if named is None:
        _refuse_too_many(plan)
        named = AgreedActivity(plan=plan, goal=milestone.goal, milestone=milestone, created_at=now, side=side)
    if named.agreed_version_id is None:
        named.side = side
    elif named.side != side:
        named.typed = {**named.typed, "side": side}
    named.leaves = False
    named.save()
    written_down(plan, agreement, actor, "plan.activity_named", now)
    return named


@transaction.atomic
def add_promise(
    *,
    actor: Member,
    plan: Plan,
    goal: Goal,
    title: str,
    owner: Member,
    side: str,
    every: str,
    now: datetime,
    how_many: int | None = None,
) -> AgreedActivity:
    """Name a repeating promise in the draft: who keeps it, how often, and how many times; or that it is kept."""
    agreement = drafted(actor, plan)
    here(owner)
    _refuse_elsewhere(plan, goal)
    _refuse_too_many(plan)
    said = _whole({"title": title, "side": side, "every": every, "how_many": how_many})
    promise = AgreedActivity.objects.create(plan=plan, goal=goal, owner=owner, created_at=now, **said)
    trail.record(actor=actor, act="promise.added", about=promise, now=now, owner=owner)
    written_down(plan, agreement, actor, "plan.activity_named", now)
    return promise


def _refuse_elsewhere(plan: Plan, goal: Goal) -> None:
    if not plan.entries.filter(goal=goal, leaves=False).exists():
        raise NotOfThisPlan(_("“%(title)s” doesn't stand in this plan. Add the goal first.") % {"title": goal})


def _refuse_too_many(plan: Plan) -> None:
    if plan.activities.named().count() >= MOST:
        raise TooManyActivities(_("A plan names at most %(most)s activities.") % {"most": MOST})


def _whole(said: dict[str, Any]) -> dict[str, Any]:
    said = said | {"title": said["title"].strip()}
    if not said["title"] or said["every"] not in Rhythm.values or (said["how_many"] or 1) < 1:
        raise NothingPromised(_("Say what is promised, how often, and at least once each time."))
    return said


@transaction.atomic
def change_activity(
    *, actor: Member, plan: Plan, activity: AgreedActivity, now: datetime, **changes: Any
) -> AgreedActivity:
    """Say what the next version shall say otherwise: words, side, how often, how many; of a milestone its date."""
    agreement = drafted(actor, plan)
    activity = _of(plan, activity)
    wanted = said_next(activity) | {name: changes[name] for name in fields_of(activity) if name in changes}
    if activity.is_promise:
        wanted = _whole(wanted)
    if activity.is_promise and activity.agreed_version_id is None:
        for name, value in wanted.items():
            setattr(activity, name, value)
        activity.typed = {}
    else:
        stands = values_of(activity)
        activity.typed = {name: _plain(value) for name, value in wanted.items() if value != stands[name]}
    activity.save()
    written_down(plan, agreement, actor, "plan.activity_changed", now)
    return activity


@transaction.atomic
def leave_activity_out(*, actor: Member, plan: Plan, activity: AgreedActivity, now: datetime) -> AgreedActivity:
    """Take it out of the draft; where it is agreed it stays so until the next version counts."""
    return _taken(actor, plan, activity, "plan.activity_left_out", now, leaves=True)


@transaction.atomic
def take_activity_in(*, actor: Member, plan: Plan, activity: AgreedActivity, now: datetime) -> AgreedActivity:
    """Keep in the draft what was left out of it; who answers for a promise must be there to."""
    if activity.is_promise:
        here(activity.owner)
    return _taken(actor, plan, activity, "plan.activity_named", now, leaves=False)


def _taken(
    actor: Member, plan: Plan, activity: AgreedActivity, act: str, now: datetime, *, leaves: bool
) -> AgreedActivity:
    agreement = drafted(actor, plan)
    activity = _of(plan, activity)
    if not leaves:
        _refuse_elsewhere(plan, activity.goal)
    activity.leaves = leaves
    activity.save(update_fields=["leaves"])
    written_down(plan, agreement, actor, act, now)
    return activity


def _of(plan: Plan, activity: AgreedActivity) -> AgreedActivity:
    found = plan.activities.select_related("milestone", "agreed_version").filter(pk=activity.pk).first()
    if found is None:
        raise NotOfThisPlan(_("“%(title)s” isn't named in this plan.") % {"title": activity})
    return found


@transaction.atomic
def amend_activity(*, actor: Member, activity: AgreedActivity, now: datetime, **changes: Any) -> AgreedActivity:
    """Open an amendment of the plan, or the one that is open, with what was typed. What counts stays."""
    plan = activity.plan
    activity = _of(plan, activity)
    if not activity.stands_agreed(now):
        raise NothingAgreed(_("No plan in force says what stands here. Change it in the plan's draft."))
    stands = values_of(activity)
    if all(stands[name] == value for name, value in changes.items() if name in stands):
        raise NothingElse(_("This is what counts already. Say what should be different."))
    if agreements_ground.open_version(plan.agreement) is None:
        agreements.amend(actor=actor, agreement=plan.agreement, now=now)
    return change_activity(actor=actor, plan=plan, activity=activity, now=now, **changes)


# --- what stands and what is wanted -----------------------------------------------------------------------


def fields_of(activity: AgreedActivity) -> tuple[str, ...]:
    return OF_A_PROMISE if activity.is_promise else OF_A_MILESTONE


def values_of(activity: AgreedActivity) -> dict[str, Any]:
    """What stands of it now."""
    row = activity if activity.is_promise else activity.milestone
    return {name: activity.side if name == "side" else getattr(row, name) for name in fields_of(activity)}


def said_next(activity: AgreedActivity) -> dict[str, Any]:
    """What the next version says of it: as it stands, but for what was typed."""
    return values_of(activity) | back(activity.typed)


def back(typed: dict[str, Any]) -> dict[str, Any]:
    """The values of JSON, as an activity has them."""
    return {name: date.fromisoformat(value) if name == "due_on" else value for name, value in typed.items()}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


# --- what the agreement asks of its plan ------------------------------------------------------------------


def said_of_activities(plan: Plan) -> list[dict[str, Any]]:
    """What the next version says of each, as data and in words. What is for a goal that leaves, leaves with it."""
    rows = plan.activities.filter(leaves=False, goal__in_plan__plan=plan, goal__in_plan__leaves=False)
    rows = rows.select_related("goal", "owner", "milestone__owner")
    return [_said(activity) for activity in rows.order_by("created_at", "pk")]


def _said(activity: AgreedActivity) -> dict[str, Any]:
    values = said_next(activity)
    said = {
        "id": str(activity.pk),
        "kind": "promise" if activity.is_promise else "milestone",
        "goal": activity.goal.title,
        "goal_id": str(activity.goal_id),
        "owner": activity.answers.name,
    }
    if not activity.is_promise:
        said["milestone_id"] = str(activity.milestone_id)
    said |= {name: _plain(value) for name, value in values.items()}
    words = {"what": activity_in_words(values), "owner": said["owner"]}
    return said | {"text": _("%(what)s %(owner)s answers for it.") % words}


def activity_in_words(values: dict[str, Any]) -> str:
    """An activity in a sentence, as it is signed."""
    if "due_on" in values:
        return _("%(title)s, by %(due)s.") % {"title": values["title"], "due": date_format(values["due_on"], "j M Y")}
    return f"{values['title']}: {often_in_words(values['every'], values['how_many'])}."


def often_in_words(every: str, how_many: int | None) -> str:
    """How often, and how many times."""
    often = {
        Rhythm.WEEK: (_("kept each week"), _("%(count)s each week")),
        Rhythm.MONTH: (_("kept each month"), _("%(count)s each month")),
        Rhythm.QUARTER: (_("kept each quarter"), _("%(count)s each quarter")),
    }[Rhythm(every)]
    return often[0] if how_many is None else often[1] % {"count": how_many}


def activities_count(version: Version, plan: Plan) -> None:
    """What was signed counts: the activities are as the version says, and stay so until the next one counts."""
    said = {one["id"]: one for one in version.content.get("activities", ())}
    for activity in plan.activities.named().order_by("pk").select_for_update(of=("self",)):
        content = said.get(str(activity.pk))
        if content is None:
            _let_go(activity)
            continue
        given = back({name: content[name] for name in fields_of(activity)})
        activity.agreed_version, activity.typed = version, {}
        for name in given.keys() & {"side", *(OF_A_PROMISE if activity.is_promise else ())}:
            setattr(activity, name, given[name])
        activity.save()
        if not activity.is_promise:
            Milestone.objects.filter(agreed_activity=activity).update(title=given["title"], due_on=given["due_on"])


def _let_go(activity: AgreedActivity) -> None:
    """It keeps what became of it, and is nobody's any more."""
    activity.agreed_version, activity.leaves, activity.typed = None, True, {}
    activity.save()
