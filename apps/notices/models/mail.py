from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from apps.core.models import Row


class DeliveryQuerySet(QuerySet["Delivery"]):
    def visible_to(self, viewer: Any) -> "DeliveryQuerySet":
        """What was sent to whom is for admins."""
        return self.all() if viewer.is_active and viewer.is_admin else self.none()

    def to_send(self, now: datetime) -> "DeliveryQuerySet":
        """What a worker may take now: what waits, and what a worker took and never came back from."""
        waiting = Q(state__in=["ready", "retrying"], not_before__lte=now)
        return self.filter(waiting | Q(state="claimed", lease_until__lte=now))


class Delivery(Row):
    """One mail on its way out, with a Message-ID that never changes.

    A mail about notices is rendered when it is sent; one that carries its own text (an invitation, a new password)
    holds a secret and is wiped once it is sent.
    """

    class State(models.TextChoices):
        READY = "ready", _("Waiting")
        CLAIMED = "claimed", _("Being sent")
        RETRYING = "retrying", _("Trying again")
        SENT = "sent", _("Sent")
        KEPT = "kept", _("Kept here")  # no mail server is set: admins read it on the page
        PARKED = "parked", _("Given up")  # after eight tries; an admin sends it again
        DROPPED = "dropped", _("No longer needed")

    recipient: Any = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="deliveries"
    )
    to_address = models.EmailField()
    about_notices = models.BooleanField()
    message_id = models.CharField(max_length=200, unique=True)
    subject = models.CharField(max_length=300, blank=True)
    body_text = models.TextField(blank=True)
    body_html = models.TextField(blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.READY)
    token = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)
    not_before = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    # The mail that couldn't be used, where this one says why.
    answers = models.ForeignKey(
        "notices.ReceivedMail", null=True, on_delete=models.SET_NULL, related_name="answered_by"
    )

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="delivery_claimed_has_a_lease",
                condition=Q(state="claimed", token__isnull=False, lease_until__isnull=False)
                | (~Q(state="claimed") & Q(token__isnull=True, lease_until__isnull=True)),
            ),
            models.CheckConstraint(
                name="delivery_sent_has_a_time",
                condition=Q(state="sent", sent_at__isnull=False) | (~Q(state="sent") & Q(sent_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="delivery_of_notices_has_a_reader", condition=Q(about_notices=False) | Q(recipient__isnull=False)
            ),
            models.CheckConstraint(
                name="delivery_sent_keeps_no_text",
                condition=~Q(state__in=["sent", "dropped"]) | Q(body_text="", body_html=""),
            ),
        ]
        indexes = [
            models.Index(
                name="delivery_open", fields=["not_before"], condition=Q(state__in=["ready", "claimed", "retrying"])
            ),
            models.Index(name="delivery_created", fields=["-created_at"]),
        ]

    def __str__(self) -> str:
        return self.subject or str(_("What is new in Accord"))
