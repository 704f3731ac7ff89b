"""Goals, measures, plans, obstacles, milestones and tasks for machines: the pages' own commands and refusals."""

from apps.goals.api import (
    activities,
    goals,
    invocations,
    measures,
    milestones,
    obstacles,
    plans,
    sharing,
    sight,
    tasks,
)
from apps.people.door import resource

urlpatterns = [
    *resource(
        "goals",
        goals.Goals,
        goals.OneGoal,
        set_conditions=goals.SetConditions,
        set_measure=measures.SetMeasure,
        set_phases=measures.SetPhases,
        amend=plans.AmendGoal,
    ),
    *measures.urlpatterns,
    *activities.urlpatterns,
    *invocations.urlpatterns,
    *milestones.urlpatterns,
    *resource(
        "plans",
        plans.Plans,
        plans.OnePlan,
        add_goal=plans.AddToPlan,
        leave_out=plans.LeaveOut,
        change_goal=plans.ChangeInPlan,
        name_milestone=activities.NameMilestone,
        add_promise=activities.AddPromise,
        change_activity=activities.ChangeActivity,
        leave_activity_out=activities.LeaveActivityOut,
        take_activity_in=activities.TakeActivityIn,
    ),
    *obstacles.urlpatterns,
    *plans.urlpatterns,
    *sharing.urlpatterns,
    *sight.urlpatterns,
    *tasks.urlpatterns,
]
