from apps.goals.queries.accountability import Accountability, accountability
from apps.goals.queries.activities import How, Kept, activities, draft_seen, kept
from apps.goals.queries.agreed import as_of, parts
from apps.goals.queries.checking import Hearing, check_ins, unread, unread_by
from apps.goals.queries.excusing import Excuse, excuse_of, excused
from apps.goals.queries.explaining import aim, how_computed, how_forecast, rounded, worded
from apps.goals.queries.goals import closures, goals, goals_and_readers, milestones, readings, tasks_under
from apps.goals.queries.grouping import BY, Grouped, grouped
from apps.goals.queries.invocations import invocations
from apps.goals.queries.numbers import Numbers, Outlook, hearing, numbers_of, outlook
from apps.goals.queries.obstacles import in_the_way_of, obstacles, open_obstacles
from apps.goals.queries.periods import periods, today
from apps.goals.queries.placing import Placed, first_below, placed
from apps.goals.queries.plans import entries, plan_over_since, plans, text_of
from apps.goals.queries.scores import Scoreboard, scoreboard
from apps.goals.queries.sharing import link_by, scoreboard_links
from apps.goals.queries.sight import (
    Line,
    Sight,
    goals_without_a_path,
    lines_of,
    members_without_a_path,
    sight_of,
    tasks_without_a_path,
)
from apps.goals.queries.tasks import (
    Column,
    board,
    due_moves,
    may_say_not_me,
    tasks,
    tasks_serving,
    terms,
    waiting_for,
)
from apps.goals.queries.trying import small_steps

__all__ = [
    "BY",
    "Accountability",
    "Column",
    "Excuse",
    "Grouped",
    "Hearing",
    "How",
    "Kept",
    "Line",
    "Numbers",
    "Outlook",
    "Placed",
    "Scoreboard",
    "Sight",
    "accountability",
    "activities",
    "aim",
    "as_of",
    "board",
    "check_ins",
    "closures",
    "draft_seen",
    "due_moves",
    "entries",
    "excuse_of",
    "excused",
    "first_below",
    "goals",
    "goals_and_readers",
    "goals_without_a_path",
    "grouped",
    "hearing",
    "how_computed",
    "how_forecast",
    "in_the_way_of",
    "invocations",
    "kept",
    "lines_of",
    "link_by",
    "may_say_not_me",
    "members_without_a_path",
    "milestones",
    "numbers_of",
    "obstacles",
    "open_obstacles",
    "outlook",
    "parts",
    "periods",
    "placed",
    "plan_over_since",
    "plans",
    "readings",
    "rounded",
    "scoreboard",
    "scoreboard_links",
    "sight_of",
    "small_steps",
    "tasks",
    "tasks_serving",
    "tasks_under",
    "tasks_without_a_path",
    "terms",
    "text_of",
    "today",
    "unread",
    "unread_by",
    "waiting_for",
    "worded",
]
