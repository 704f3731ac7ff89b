from typing import Any

from django.conf import settings
from django.db import models

from apps.core.models import About, Row, append_only


class Seal(models.Model):
    """A batch of activities under one hash, which also covers the seal before."""

    number = models.PositiveIntegerField(primary_key=True)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    count = models.PositiveIntegerField()
    sealed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="seal_number_positive", condition=models.Q(number__gte=1)),
            models.CheckConstraint(name="seal_holds_something", condition=models.Q(count__gte=1)),
        ]
        triggers = append_only("seal")

    def __str__(self) -> str:
        return f"seal {self.number}"


class Activity(Row, About):
    """One act of one member on one thing. Its values stand in its detail; here is only their salted hash."""

    at = models.DateTimeField()
    actor: Any = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="activities")
    act = models.CharField(max_length=60)
    detail_hash = models.CharField(max_length=64)
    seal = models.ForeignKey(Seal, null=True, on_delete=models.PROTECT, related_name="activities")

    class Meta:
        indexes = [
            models.Index(name="activity_about", fields=["about_kind", "about_id", "at"]),
            models.Index(name="activity_at", fields=["at"]),
            models.Index(name="activity_unsealed", fields=["at"], condition=models.Q(seal__isnull=True)),
        ]
        # The one change let through is the sealing itself: from no seal to one, everything else as it was.
        triggers = append_only(
            "activity",
            but=(
                "OLD.seal_id IS NULL AND NEW.seal_id IS NOT NULL AND (OLD.id, OLD.at, OLD.actor_id, OLD.act,"
                " OLD.about_kind, OLD.about_id, OLD.detail_hash) IS NOT DISTINCT FROM (NEW.id, NEW.at, NEW.actor_id,"
                " NEW.act, NEW.about_kind, NEW.about_id, NEW.detail_hash)"
            ),
        )

    def __str__(self) -> str:
        return f"{self.act} at {self.at:%Y-%m-%d %H:%M}"


class Detail(models.Model):
    """The values of an activity; emptied by erasure, never otherwise changed."""

    activity = models.OneToOneField(Activity, primary_key=True, on_delete=models.PROTECT, related_name="detail")
    salt = models.CharField(max_length=32)
    facts = models.JSONField(default=dict)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="erased_detail_is_empty", condition=models.Q(erased_at__isnull=True) | models.Q(facts={}, salt="")
            ),
        ]
        triggers = append_only(
            "detail",
            but="OLD.erased_at IS NULL AND NEW.erased_at IS NOT NULL AND OLD.activity_id = NEW.activity_id",
        )

    def __str__(self) -> str:
        return f"detail of {self.activity_id}"
