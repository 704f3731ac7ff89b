from django import template

from apps.goals import policy
from apps.goals.models import Task
from apps.people.models import Member

register = template.Library()


@register.filter
def may_be_assigned_by(task: Task, member: Member) -> bool:
    """Whether a box beside it leads anywhere: managers assign within their teams only."""
    return task.is_active and policy.may_reassign(member, task)
