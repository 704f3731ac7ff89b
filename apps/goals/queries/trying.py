from datetime import datetime

from django.db.models import QuerySet

from apps.goals.models import SmallStep
from apps.people.models import Member


def small_steps(*, viewer: Member, now: datetime) -> QuerySet[SmallStep]:
    """What is and was tried, with the step or the goal that it follows."""
    return SmallStep.objects.visible_to(viewer).select_related(
        "owner__team", "team", "begun_by", "ended_by", "follows", "follows_goal"
    )
