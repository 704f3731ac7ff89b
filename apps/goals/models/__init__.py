from apps.goals.models.activities import AgreedActivity, PromiseMark, Rhythm
from apps.goals.models.closing import Closure
from apps.goals.models.goals import Decider, Direction, Goal, GoalSide, Milestone, Unit
from apps.goals.models.invocations import Invocation
from apps.goals.models.leaving import OwnerOfGoals
from apps.goals.models.measures import CheckIn, Confidence, Reading, Source
from apps.goals.models.obstacles import Obstacle
from apps.goals.models.ownership import OwnershipTerm
from apps.goals.models.periods import Period
from apps.goals.models.plans import Plan, PlanGoal
from apps.goals.models.readers import ReaderTerm, ReadMark
from apps.goals.models.sharing import ScoreboardLink
from apps.goals.models.tasks import DueMove, Task
from apps.goals.models.trying import SmallStep

__all__ = [
    "AgreedActivity",
    "CheckIn",
    "Closure",
    "Confidence",
    "Decider",
    "Direction",
    "DueMove",
    "Goal",
    "GoalSide",
    "Invocation",
    "Milestone",
    "Obstacle",
    "OwnerOfGoals",
    "OwnershipTerm",
    "Period",
    "Plan",
    "PlanGoal",
    "PromiseMark",
    "ReadMark",
    "ReaderTerm",
    "Reading",
    "Rhythm",
    "ScoreboardLink",
    "SmallStep",
    "Source",
    "Task",
    "Unit",
]
