from apps.goals.models.goals import Goal, GoalSide, Milestone
from apps.goals.models.leaving import OwnerOfGoals
from apps.goals.models.ownership import OwnershipTerm
from apps.goals.models.tasks import DueMove, Task

__all__ = ["DueMove", "Goal", "GoalSide", "Milestone", "OwnerOfGoals", "OwnershipTerm", "Task"]
