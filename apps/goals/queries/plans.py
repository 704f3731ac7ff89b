from datetime import datetime

from django.db.models import QuerySet

from apps.goals.models import Plan, PlanGoal
from apps.people.models import Member


def plans(*, viewer: Member, now: datetime) -> QuerySet[Plan]:
    return Plan.objects.visible_to(viewer).select_related("period", "agreement")


def entries(plan: Plan) -> QuerySet[PlanGoal]:
    """The goals of a plan in their order, with what was typed for the next version."""
    return plan.entries.select_related("goal__owner__team", "goal__agreed_version").order_by("position", "pk")
