"""What tasks look like to machines."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from apps.goals.models import Goal, Milestone, OwnershipTerm, Task
from apps.people.door import AboutField, Input, MemberField, Output, Part, ThingsField


class TermPart(Part):
    """One member's turn with a task."""

    id = serializers.UUIDField()
    member = MemberField()
    state = serializers.ChoiceField(choices=OwnershipTerm.State.choices)
    offered_by = MemberField()
    note = serializers.CharField()
    reason = serializers.CharField()
    noted = serializers.BooleanField(help_text="Noted while they were there: accepted by that, with a day to say no.")
    offered_at = serializers.DateTimeField()
    answer_by = serializers.DateTimeField(allow_null=True)
    answered_at = serializers.DateTimeField(allow_null=True)
    ended_at = serializers.DateTimeField(allow_null=True)
    example = {"state": "offered", "note": "You know Acme best.", "reason": ""}


class DueMovePart(Part):
    """One setting or moving of a task's date."""

    id = serializers.UUIDField()
    old = serializers.DateField(allow_null=True)
    new = serializers.DateField()
    reason = serializers.CharField()
    by = MemberField()
    at = serializers.DateTimeField()
    example = {"reason": "Acme asked for another week."}


class TaskOutput(Output):
    title = serializers.CharField()
    detail = serializers.CharField()
    checklist = serializers.ListField(child=serializers.CharField(), help_text="What it takes, point by point.")
    ticked = serializers.ListField(child=serializers.CharField(), help_text="The points that are done.")
    state = serializers.ChoiceField(choices=Task.State.choices)
    owner = MemberField()
    open_terms = TermPart(many=True, help_text="Whose answer it waits for, whether offered or assigned.")
    due_on = serializers.DateField(allow_null=True)
    times_moved = serializers.SerializerMethodField(help_text="How often its date was moved, each time with a reason.")
    serves = AboutField(allow_null=True)
    origin = AboutField(allow_null=True)
    wanted_by = MemberField()
    created_at = serializers.DateTimeField()
    drop_reason = serializers.CharField()
    done_at = serializers.DateTimeField(allow_null=True)
    confirmed_at = serializers.DateTimeField(allow_null=True)
    confirmed_by = MemberField(allow_null=True)
    example = {"title": "Ask Acme for a quote", "detail": "Two lines are enough.", "state": "open", "drop_reason": ""}

    def get_times_moved(self, task: Task) -> int:
        return vars(task)["times_moved"] or 0


class TaskChangesInput(Input):
    title = serializers.CharField(max_length=200)
    detail = serializers.CharField(max_length=10_000, required=False, allow_blank=True, help_text="Markdown.")
    checklist = serializers.ListField(
        child=serializers.CharField(max_length=200),
        max_length=30,
        required=False,
        help_text="What it takes, point by point; a point that stays keeps its tick.",
    )
    serves = AboutField(required=False, allow_null=True, help_text="A goal or a milestone.")
    example = {"title": "Ask Acme for a quote", "detail": "Two lines are enough."}

    def validate_serves(self, row: Any) -> Any:
        if row is not None and not isinstance(row, Goal | Milestone):
            raise serializers.ValidationError(_("A task serves a goal or a milestone."), code="not-served")
        return row


class TaskInput(TaskChangesInput):
    due_on = serializers.DateField(required=False, allow_null=True)
    origin = AboutField(required=False, allow_null=True, help_text="What it comes from, for example a request.")
    offer_to = MemberField(required=False, allow_null=True)
    note = serializers.CharField(max_length=10_000, required=False, allow_blank=True, help_text="Goes with the offer.")


class OfferTaskInput(Input):
    to = MemberField()
    note = serializers.CharField(max_length=10_000, required=False, allow_blank=True)
    example = {"note": "You know Acme best."}


class TickTaskInput(Input):
    point = serializers.CharField(max_length=200, help_text="As it stands on the checklist.")
    done = serializers.BooleanField(required=False, help_text="False where it isn't done after all.")
    example = {"point": "Ask how many meters", "done": True}


class DeclineTaskInput(Input):
    reason = serializers.CharField(max_length=10_000, allow_blank=True)
    example = {"reason": "I'm with Bolt all week."}


class DropTaskInput(Input):
    reason = serializers.CharField(max_length=10_000, allow_blank=True)
    example = {"reason": "Acme published one themselves."}


class ReopenTaskInput(Input):
    reason = serializers.CharField(max_length=10_000, required=False, allow_blank=True)
    example = {"reason": "The quote lacks a name."}


class MoveDueInput(Input):
    due_on = serializers.DateField()
    reason = serializers.CharField(max_length=10_000, required=False, allow_blank=True)
    example = {"due_on": "2026-06-30", "reason": "Acme asked for another week."}


class AssignTaskInput(OfferTaskInput):
    example = {"note": "Sam is away."}


class AssignTasksInput(AssignTaskInput):
    tasks = ThingsField("task")
    example = {"note": "Sam has left."}


class AcceptTasksInput(Input):
    tasks = ThingsField("task")
