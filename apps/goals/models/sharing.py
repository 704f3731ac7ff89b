from typing import Any

from django.db import models
from django.db.models import Q, QuerySet

from apps.core.models import Revised, append_only, count_revisions
from apps.people.models import Member, Role
from apps.people.models.guards import held_by_active_members


class ScoreboardLinkQuerySet(QuerySet["ScoreboardLink"]):
    def visible_to(self, viewer: Any) -> "ScoreboardLinkQuerySet":
        """Who may make and revoke them sees all of them."""
        return self.all() if viewer.is_active and viewer.has_role(Role.MANAGER, Role.ADMIN) else self.none()

    def working(self) -> "ScoreboardLinkQuerySet":
        """Neither revoked nor made by somebody who has left since."""
        return self.filter(revoked_at__isnull=True, made_by__is_active=True)


class ScoreboardLink(Revised):
    """A way to the scoreboard for whoever holds it, without signing in. Only the hash of its secret is kept."""

    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    made_by: Any = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="scoreboard_links")
    made_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by: Any = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")

    objects = ScoreboardLinkQuerySet.as_manager()

    class Meta(Revised.Meta):
        constraints = [
            models.CheckConstraint(name="scoreboard_link_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(name="scoreboard_link_keeps_a_hash", condition=Q(digest__regex="^[0-9a-f]{64}$")),
            models.CheckConstraint(
                name="scoreboard_link_revoked_by_somebody",
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
            ),
        ]
        triggers = [
            # Its use isn't a change of it.
            count_revisions(but=["last_used_at"]),
            held_by_active_members("scoreboard_link", "made_by_id"),
            # What was revoked never works again, and no link becomes another.
            *append_only(
                "scoreboard_link",
                but=(
                    "OLD.revoked_at IS NULL AND (OLD.id, OLD.digest, OLD.made_by_id, OLD.made_at)"
                    " IS NOT DISTINCT FROM (NEW.id, NEW.digest, NEW.made_by_id, NEW.made_at)"
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def works(self) -> bool:
        return self.revoked_at is None and self.made_by.is_active
