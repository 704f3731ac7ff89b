from apps.people.models import Member
from apps.people.models.guards import leaver_leaves


class RunnerOfMeetings(Member):
    """Members as this app guards them: nobody leaves while a series counts on them to run or record it."""

    class Meta:
        proxy = True
        triggers = [
            leaver_leaves(
                "meetings",
                "EXISTS (SELECT 1 FROM meetings_series WHERE NEW.id IN (facilitator_id, scribe_id)"
                " AND ended_at IS NULL)",
            )
        ]
