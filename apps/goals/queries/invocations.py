from datetime import datetime

from apps.goals.models import Invocation
from apps.goals.models.invocations import InvocationQuerySet
from apps.people.models import Member


def invocations(*, viewer: Member, now: datetime) -> InvocationQuerySet:
    rows = Invocation.objects.visible_to(viewer)
    return rows.select_related("goal__owner__team", "version__agreement", "proposed_by", "heard", "closed_by")
