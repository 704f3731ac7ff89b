"""What becomes of a plan whose draft is dropped."""

from apps.agreements.models import Version
from apps.goals.models import Plan


def drop(version: Version) -> None:
    """Nothing that was typed for the draft stays; a plan that was never more than this draft goes with it."""
    plan = Plan.objects.get(agreement=version.agreement_id)
    plan.entries.filter(goal__agreed_version__isnull=True).delete()
    plan.entries.update(typed={}, leaves=False)
    plan.activities.filter(agreed_version__isnull=False).update(typed={}, leaves=False)
    only_drafted = plan.activities.filter(agreed_version__isnull=True)
    if version.number > 1:
        only_drafted.update(typed={}, leaves=True)
        return
    only_drafted.delete()
    plan.delete()
