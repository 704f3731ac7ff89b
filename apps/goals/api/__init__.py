"""Goals, measures, plans, obstacles, milestones and tasks for machines: the pages' own commands and refusals."""

from apps.goals.api import goals, measures, milestones, obstacles, plans, sharing, sight, tasks
from apps.people.door import resource

urlpatterns = [
    *resource(
        "goals",
        goals.Goals,
        goals.OneGoal,
        set_measure=measures.SetMeasure,
        set_phases=measures.SetPhases,
        amend=plans.AmendGoal,
    ),
    *measures.urlpatterns,
    *milestones.urlpatterns,
    *obstacles.urlpatterns,
    *plans.urlpatterns,
    *sharing.urlpatterns,
    *sight.urlpatterns,
    *tasks.urlpatterns,
]
