"""How histories and inboxes tell what happens here."""

from apps.goals.words import acts, ends, goals, obstacles, plans, small_steps, tasks
from apps.goals.words.acts import FIELDS, VALUES

ACTS = acts.ACTS | plans.ACTS | small_steps.ACTS
NOTICES = (
    *ends.NOTICES,
    *tasks.NOTICES,
    *goals.NOTICES,
    *obstacles.NOTICES,
    *plans.NOTICES,
    *small_steps.NOTICES,
)

__all__ = ["ACTS", "FIELDS", "NOTICES", "VALUES"]
