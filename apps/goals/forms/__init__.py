"""The shapes of what people type about goals, measures, milestones, tasks, obstacles and plans."""

from apps.goals.forms.activities import (
    KeptForm,
    NameMilestoneForm,
    PassPromiseOnForm,
    PromiseChangesForm,
    PromiseForm,
    StepChangesForm,
)
from apps.goals.forms.checking import CheckInForm, ReaderForm
from apps.goals.forms.closing import CarryOverForm, CloseForm, ReopenForm
from apps.goals.forms.goals import (
    ConditionsForm,
    GoalChangesForm,
    GoalForm,
    MilestoneChangesForm,
    MilestoneForm,
    NewGoalForm,
    PeriodForm,
    ScoreboardLinkForm,
)
from apps.goals.forms.invocations import AccountForm, ApplyForm, InvokeForm, WaiveForm
from apps.goals.forms.measures import AgreedForm, MeasureForm, PhasesForm, ReadingForm
from apps.goals.forms.obstacles import (
    AcceptObstacleForm,
    JudgeForm,
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
from apps.goals.forms.trying import EndSmallStepForm, SmallStepChangesForm, SmallStepForm

__all__ = [
    "AcceptObstacleForm",
    "AccountForm",
    "AddGoalForm",
    "AgreedForm",
    "ApplyForm",
    "AssignForm",
    "CarryOverForm",
    "CheckInForm",
    "CloseForm",
    "ConditionsForm",
    "EndSmallStepForm",
    "GoalChangesForm",
    "GoalForm",
    "InvokeForm",
    "JudgeForm",
    "KeptForm",
    "LiveWithForm",
    "MeasureForm",
    "MilestoneChangesForm",
    "MilestoneForm",
    "MoveForm",
    "NameMilestoneForm",
    "NewGoalForm",
    "ObstacleChangesForm",
    "ObstacleForm",
    "OfferForm",
    "PassPromiseOnForm",
    "PeriodForm",
    "PhasesForm",
    "PlanForm",
    "PromiseChangesForm",
    "PromiseForm",
    "ReaderForm",
    "ReadingForm",
    "ReasonForm",
    "RemarkForm",
    "RemovedForm",
    "ReopenForm",
    "ScoreboardLinkForm",
    "SmallStepChangesForm",
    "SmallStepForm",
    "StepChangesForm",
    "TaskChangesForm",
    "TaskForm",
    "WaiveForm",
]
