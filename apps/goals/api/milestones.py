from rest_framework import serializers

from apps.goals import commands, queries
from apps.goals.filters import MilestoneFilters
from apps.people.door import Collection, Input, MemberField, Output, Single, ThingField, Verb, resource

MAY = "the goal's owner, their manager, admins"


class MilestoneOutput(Output):
    goal = ThingField("goal")
    title = serializers.CharField()
    owner = MemberField()
    due_on = serializers.DateField()
    done_at = serializers.DateTimeField(allow_null=True)
    done_by = MemberField(allow_null=True)
    example = {"title": "Ten customers are asked"}


class MilestoneChangesInput(Input):
    title = serializers.CharField(max_length=200)
    owner = MemberField(required=False)
    due_on = serializers.DateField()
    example = {"title": "Ten customers are asked", "due_on": "2026-06-30"}


class MilestoneInput(MilestoneChangesInput):
    goal = ThingField("goal")


class Milestones(Collection):
    """List milestones."""

    kind = "milestone"
    rows = staticmethod(queries.milestones)
    output = MilestoneOutput
    filters = MilestoneFilters
    orders = {"due_on": ("due_on", "id"), "title": ("title", "id")}
    default_order = "due_on"
    words = ("title",)
    input = MilestoneInput
    command = staticmethod(commands.add_milestone)
    create_summary = "Add a milestone to a goal"
    create_roles = MAY


class OneMilestone(Single):
    """Read a milestone."""

    kind = "milestone"
    rows = staticmethod(queries.milestones)
    subject = "milestone"
    output = MilestoneOutput
    input = MilestoneChangesInput
    command = staticmethod(commands.edit_milestone)
    edit_summary = "Change a milestone"
    edit_roles = MAY


class CompleteMilestone(Verb):
    """Say that a milestone is done."""

    kind = "milestone"
    rows = staticmethod(queries.milestones)
    subject = "milestone"
    output = MilestoneOutput
    command = staticmethod(commands.complete_milestone)
    roles = "its owner, the goal's owner, their manager, admins"


class ReopenMilestone(Verb):
    """Say that a milestone isn't done after all."""

    kind = "milestone"
    rows = staticmethod(queries.milestones)
    subject = "milestone"
    output = MilestoneOutput
    command = staticmethod(commands.reopen_milestone)
    roles = "its owner, the goal's owner, their manager, admins"


urlpatterns = resource("milestones", Milestones, OneMilestone, complete=CompleteMilestone, reopen=ReopenMilestone)
