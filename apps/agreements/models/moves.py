from typing import Any

from django.db import models
from django.db.models import Q

from apps.agreements.models.versions import Version
from apps.core.models import About, Row, append_only
from apps.people.models import Member


class Move(About, Row):
    """What an owner moved alone, as the signed text allows; each seat may ask to talk about it, once."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="moves")
    by: Any = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    # The thing's title then, and per field what it was and what it is, as people read it.
    what = models.CharField(max_length=300)
    changes = models.JSONField()
    talk_by: Any = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    talk_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="move_talk_asked_by_somebody",
                condition=Q(talk_by__isnull=True, talk_at__isnull=True)
                | Q(talk_by__isnull=False, talk_at__isnull=False),
            ),
        ]
        indexes = [models.Index(name="move_about", fields=["about_kind", "about_id"])]
        triggers = append_only(
            "move",
            but=(
                "OLD.talk_at IS NULL AND (OLD.id, OLD.version_id, OLD.by_id, OLD.at, OLD.what, OLD.changes,"
                " OLD.about_kind, OLD.about_id) IS NOT DISTINCT FROM (NEW.id, NEW.version_id, NEW.by_id, NEW.at,"
                " NEW.what, NEW.changes, NEW.about_kind, NEW.about_id)"
            ),
        )

    def __str__(self) -> str:
        return self.what
