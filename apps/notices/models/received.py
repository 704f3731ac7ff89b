from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from apps.core.models import Row
from apps.notices.models.inbox import Notice


class ReplyAddress(Row):
    """An address that was written into one mail to one member; whoever knows it can answer as them, so it is hashed.

    Without a notice it stands for a mail that told of several things, so that nobody can say which is meant.
    """

    digest = models.CharField(max_length=64, unique=True)
    recipient: Any = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reply_addresses"
    )
    notice = models.ForeignKey(Notice, null=True, on_delete=models.CASCADE, related_name="reply_addresses")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="reply_address_ends", condition=Q(expires_at__gt=F("created_at"))),
        ]
        indexes = [models.Index(name="reply_address_expires", fields=["expires_at"])]

    def __str__(self) -> str:
        return f"to {self.recipient_id} until {self.expires_at}"


class ReceivedMailQuerySet(QuerySet["ReceivedMail"]):
    def visible_to(self, viewer: Any) -> "ReceivedMailQuerySet":
        """What came from whom is for admins."""
        return self.all() if viewer.is_active and viewer.is_admin else self.none()

    def sent_back_to(self, member: Any, *, since: datetime) -> "ReceivedMailQuerySet":
        return self.filter(member=member, state=ReceivedMail.State.RETURNED, at__gte=since)


class ReceivedMail(Row):
    """A mail that was fetched: who, when, about what, and what became of it; its text isn't kept."""

    class State(models.TextChoices):
        TAKEN = "taken", _("Taken in")
        RETURNED = "returned", _("Sent back")
        DROPPED = "dropped", _("Dropped")

    class Why(models.TextChoices):
        # Nobody is answered in these cases: it may be a program, or somebody who pretends.
        AUTOMATIC = "automatic", _("An automatic reply")
        BOUNCE = "bounce", _("A mail of ours that couldn't be delivered")
        LIST = "list", _("From a mailing list or sent to many")
        OWN = "own", _("One of our own mails")
        NOT_TO_US = "not-to-us", _("Not sent to an address for replies")
        UNKNOWN_ADDRESS = "unknown-address", _("Sent to an address that was never given out")
        EXPIRED = "expired", _("The address for replies was too old")
        STRANGER = "stranger", _("Sent by somebody else than the member who was written to")
        LEFT = "left", _("From somebody who has left")
        UNREADABLE = "unreadable", _("Couldn't be read")
        TOO_MANY = "too-many", _("Too many mails had to be sent back to this member today")
        # In these the member is told why, and what to do.
        SEVERAL = "several", _("Answers a mail that told of several things")
        EMPTY = "empty", _("Said nothing")
        TOO_LONG = "too-long", _("Too long")
        GONE = "gone", _("About something that its sender can't see any more")
        REFUSED = "refused", _("A rule refused it")

    message_id = models.CharField(max_length=200)
    from_address = models.CharField(max_length=320)
    member: Any = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="received_mails"
    )
    notice = models.ForeignKey(Notice, null=True, on_delete=models.PROTECT, related_name="answers")
    subject = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.TAKEN)
    why = models.CharField(max_length=20, choices=Why, blank=True)
    at = models.DateTimeField()

    objects = ReceivedMailQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["message_id"], name="received_mail_once"),
            models.CheckConstraint(
                name="received_mail_says_why",
                condition=Q(state="taken", why="") | (Q(state__in=["returned", "dropped"]) & ~Q(why="")),
            ),
            models.CheckConstraint(
                name="received_mail_answered_is_a_members", condition=Q(state="dropped") | Q(member__isnull=False)
            ),
        ]
        indexes = [models.Index(name="received_mail_newest", fields=["-at"])]

    def __str__(self) -> str:
        return self.subject or str(_("Without a subject"))


class Mailbox(Row):
    """When a mailbox was last looked into, and since when it can't be."""

    name = models.CharField(max_length=300, unique=True)
    looked_at = models.DateTimeField(null=True)
    failing_since = models.DateTimeField(null=True)
    fault = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="mailbox_failing_says_why",
                condition=Q(failing_since__isnull=True, fault="") | (Q(failing_since__isnull=False) & ~Q(fault="")),
            ),
        ]

    def __str__(self) -> str:
        return self.name
