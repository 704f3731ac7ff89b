"""The shapes of what people type about goals, measures, milestones, tasks, obstacles and plans."""

from apps.goals.forms.goals import (
    GoalChangesForm,
    GoalForm,
    MilestoneChangesForm,
    MilestoneForm,
    NewGoalForm,
    PeriodForm,
    ScoreboardLinkForm,
)
from apps.goals.forms.measures import AgreedForm, CheckInForm, MeasureForm, PhasesForm, ReadingForm
from apps.goals.forms.obstacles import (
    AcceptObstacleForm,
    LiveWithForm,
    ObstacleChangesForm,
    ObstacleForm,
    RemovedForm,
)
from apps.goals.forms.plans import AddGoalForm, PlanForm
from apps.goals.forms.tasks import (
    AssignForm,
    MoveForm,
    OfferForm,
    ReasonForm,
    RemarkForm,
    TaskChangesForm,
    TaskForm,
)

__all__ = [
    "AcceptObstacleForm",
    "AddGoalForm",
    "AgreedForm",
    "AssignForm",
    "CheckInForm",
    "GoalChangesForm",
    "GoalForm",
    "LiveWithForm",
    "MeasureForm",
    "MilestoneChangesForm",
    "MilestoneForm",
    "MoveForm",
    "NewGoalForm",
    "ObstacleChangesForm",
    "ObstacleForm",
    "OfferForm",
    "PeriodForm",
    "PhasesForm",
    "PlanForm",
    "ReadingForm",
    "ReasonForm",
    "RemarkForm",
    "RemovedForm",
    "ScoreboardLinkForm",
    "TaskChangesForm",
    "TaskForm",
]
