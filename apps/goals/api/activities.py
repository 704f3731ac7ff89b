"""Agreed activities and what became of them, for machines."""

from datetime import datetime
from typing import Any

from rest_framework import serializers

from apps.goals import commands, policy, queries
from apps.goals.api.plans import DRAFTERS, PlanOutput
from apps.goals.models import AgreedActivity, GoalSide, Period, Plan, Rhythm
from apps.people.door import Collection, Input, MemberField, Output, Part, Single, ThingField, Verb, resource
from apps.people.models import Member

KEEPERS = "its owner, their manager, admins"


class ActivityOutput(Output):
    # The field is taken out of the class before it could stand in the way of `Part.plan`.
    plan = ThingField("plan")  # type: ignore[assignment]
    goal = ThingField("goal")
    milestone = ThingField("milestone", allow_null=True, help_text="Of a repeating promise none.")
    title = serializers.SerializerMethodField()
    side = serializers.ChoiceField(choices=GoalSide.choices)
    owner = serializers.SerializerMethodField(help_text="The id of who answers for it.")
    every = serializers.ChoiceField(choices=Rhythm.choices, allow_null=True)
    how_many = serializers.IntegerField(allow_null=True, help_text="None where it is kept or not.")
    counts = serializers.SerializerMethodField(help_text="Whether a version of the plan that counted last names it.")
    created_at = serializers.DateTimeField()
    example = {"title": "Two case studies", "side": "marketing", "every": "month", "how_many": 2, "counts": True}

    def get_title(self, activity: AgreedActivity) -> str:
        return str(activity)

    def get_owner(self, activity: AgreedActivity) -> str:
        return str(activity.answers.pk)

    def get_counts(self, activity: AgreedActivity) -> bool:
        return activity.agreed_version_id is not None


class NameMilestoneInput(Input):
    milestone = ThingField("milestone")
    side = serializers.ChoiceField(choices=GoalSide.choices)
    example = {"side": "joint"}


class PromiseInput(Input):
    goal = ThingField("goal", help_text="One of the plan's.")
    title = serializers.CharField(max_length=200)
    owner = MemberField()
    side = serializers.ChoiceField(choices=GoalSide.choices)
    every = serializers.ChoiceField(choices=Rhythm.choices)
    how_many = serializers.IntegerField(required=False, allow_null=True, min_value=1, max_value=1000)
    example = {"title": "Case studies", "side": "marketing", "every": "month", "how_many": 2}


class ActivityChangesInput(Input):
    """What isn't sent stays as it is; a milestone has a date, a promise a rhythm."""

    title = serializers.CharField(max_length=200, required=False)
    side = serializers.ChoiceField(choices=GoalSide.choices, required=False)
    due_on = serializers.DateField(required=False)
    every = serializers.ChoiceField(choices=Rhythm.choices, required=False)
    how_many = serializers.IntegerField(required=False, allow_null=True, min_value=1, max_value=1000)
    example = {"how_many": 3}


class ChangeActivityInput(ActivityChangesInput):
    activity = ThingField("agreed-activity")


class ActivityOfPlanInput(Input):
    activity = ThingField("agreed-activity")


class KeepInput(Input):
    until = serializers.DateField(help_text="The last day of the week, month or quarter.")
    count = serializers.IntegerField(min_value=0, max_value=10_000, help_text="1 or 0 where it is kept or not.")
    kept_on = serializers.DateField(required=False, help_text="By which day.")
    note = serializers.CharField(max_length=300, required=False, allow_blank=True)
    example = {"until": "2026-05-31", "count": 2, "note": "Lakeside and Riverside"}


class PassOnInput(Input):
    to = MemberField()


class Activities(Collection):
    """List agreed activities: milestones and repeating promises that plans name."""

    kind = "agreed-activity"
    rows = staticmethod(queries.activities)
    output = ActivityOutput
    orders = {"created_at": ("created_at", "id")}
    default_order = "created_at"


class OneActivity(Single):
    """Read an agreed activity."""

    kind = "agreed-activity"
    rows = staticmethod(queries.activities)
    subject = "activity"
    output = ActivityOutput


class _InPlan(Verb):
    kind = "plan"
    rows = staticmethod(queries.plans)
    subject = "plan"
    output = PlanOutput
    roles = DRAFTERS


def _with_plan(command: Any) -> Any:
    """The plan as it stands after it: the draft is its agreement's."""

    def act(*, plan: Plan, **given: Any) -> Plan:
        command(plan=plan, **given)
        return plan

    return act


class NameMilestone(_InPlan):
    """Name a milestone in the draft of a plan."""

    input = NameMilestoneInput
    command = staticmethod(_with_plan(commands.name_milestone))


class AddPromise(_InPlan):
    """Name a repeating promise in the draft of a plan."""

    input = PromiseInput
    command = staticmethod(_with_plan(commands.add_promise))


class ChangeActivity(_InPlan):
    """Say what the next version of a plan says otherwise of an activity."""

    input = ChangeActivityInput
    command = staticmethod(_with_plan(commands.change_activity))


class LeaveActivityOut(_InPlan):
    """Take an activity out of the draft of a plan."""

    input = ActivityOfPlanInput
    command = staticmethod(_with_plan(commands.leave_activity_out))


class TakeActivityIn(_InPlan):
    """Keep in the draft of a plan what was left out of it."""

    input = ActivityOfPlanInput
    command = staticmethod(_with_plan(commands.take_activity_in))


class _Step(Verb):
    kind = "agreed-activity"
    rows = staticmethod(queries.activities)
    subject = "activity"
    output = ActivityOutput


class AmendActivity(_Step):
    """Open an amendment of the plan that says something else of an activity."""

    input = ActivityChangesInput
    command = staticmethod(commands.amend_activity)
    roles = DRAFTERS


def _keep(*, actor: Member, activity: AgreedActivity, now: datetime, **given: Any) -> AgreedActivity:
    commands.keep_promise(actor=actor, activity=activity, now=now, **given)
    return activity


class KeepPromise(_Step):
    """Say what became of a promise in a week, month or quarter; said anew, the later word counts."""

    input = KeepInput
    command = staticmethod(_keep)
    roles = KEEPERS


class PassPromiseOn(_Step):
    """Let somebody else keep a promise."""

    input = PassOnInput
    command = staticmethod(commands.pass_promise_on)
    roles = "its owner's manager, admins"


class SpanPart(Part):
    """What became of an agreed activity in one span of time."""

    starts_on = serializers.DateField(source="span.starts_on")
    ends_on = serializers.DateField(source="span.ends_on")
    owner = MemberField()
    promised = serializers.IntegerField(source="span.promised")
    count = serializers.IntegerField()
    how = serializers.ChoiceField(choices=[(one.value, one.value) for one in queries.How])
    obstacle = ThingField("obstacle", allow_null=True, help_text="What excuses the delay.")
    note = serializers.CharField()
    example = {"promised": 2, "count": 1, "how": "excused", "note": "Riverside signs next week."}


class _Span:
    def __init__(self, kept: queries.Kept) -> None:
        self.span, self.owner, self.count = kept.span, kept.owner, kept.count
        self.how, self.obstacle = kept.how.value, kept.obstacle
        self.note = kept.mark.note if kept.mark else ""


def _spans(*, viewer: Member, now: datetime, activity: AgreedActivity) -> list[Any]:
    return [_Span(one) for one in queries.kept([activity], now) if policy.may_see_part_of(viewer, one.owner)]


class Spans(Collection):
    """List what became of an agreed activity: of what its owner, their manager or an executive may see."""

    rows = staticmethod(_spans)
    within = "activity"
    within_rows = staticmethod(queries.activities)
    output = SpanPart


class AccountabilityPart(Part):
    """How often what was agreed was kept by one side, one team or one person."""

    group = serializers.ChoiceField(choices=[("side", "side"), ("team", "team"), ("member", "member")])
    about = serializers.UUIDField(allow_null=True, help_text="The team or the member.")
    name = serializers.CharField()
    on_time = serializers.IntegerField()
    excused = serializers.IntegerField(help_text="Late, with an obstacle.")
    late = serializers.IntegerField()
    ahead = serializers.IntegerField(help_text="Not due yet.")
    example = {"group": "team", "name": "Content", "on_time": 5, "excused": 1, "late": 0, "ahead": 2}


def _lines(*, viewer: Member, now: datetime, period: Period) -> list[Any]:
    return queries.accountability(period, viewer=viewer, now=now).lines


class AccountabilityLines(Collection):
    """Read the accountability report of a period.

    Sides and teams are for all; a person's own part for that person, their manager and executives.
    """

    rows = staticmethod(_lines)
    within = "period"
    within_rows = staticmethod(queries.periods)
    output = AccountabilityPart


urlpatterns = [
    *resource(
        "agreed-activities",
        Activities,
        OneActivity,
        amend=AmendActivity,
        keep=KeepPromise,
        pass_on=PassPromiseOn,
    ),
    *resource("agreed-activities/<uuid:activity_id>/spans", Spans),
    *resource("periods/<uuid:period_id>/accountability", AccountabilityLines),
]
