from apps.goals.models.activities import IS_NAMED
from apps.people.models import Member
from apps.people.models.guards import leaver_leaves

_PROMISES = "EXISTS (SELECT 1 FROM goals_agreedactivity a WHERE a.owner_id = NEW.id AND (<is_named>))".replace(
    "<is_named>", IS_NAMED.format(row="a")
)


class OwnerOfGoals(Member):
    """Members as this app guards them: nobody leaves who still answers for something of it."""

    class Meta:
        proxy = True
        triggers = [
            leaver_leaves(
                "goals",
                "EXISTS (SELECT 1 FROM goals_goal WHERE owner_id = NEW.id AND state = 'active')",
                "EXISTS (SELECT 1 FROM goals_milestone WHERE owner_id = NEW.id AND done_at IS NULL)",
                _PROMISES,
                "EXISTS (SELECT 1 FROM goals_task WHERE owner_id = NEW.id AND state IN ('open', 'in_progress'))",
                "EXISTS (SELECT 1 FROM goals_readerterm WHERE reader_id = NEW.id AND until_at IS NULL)",
                "EXISTS (SELECT 1 FROM goals_obstacle WHERE remover_id = NEW.id AND state IN ('raised', 'accepted'))",
                "EXISTS (SELECT 1 FROM goals_smallstep WHERE owner_id = NEW.id AND state = 'trying')",
            )
        ]
