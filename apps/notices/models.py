from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from apps.core import things
from apps.core.models import About, Revised, Row, append_only


class Rhythm(models.TextChoices):
    AT_ONCE = "at_once", _("At once")
    DAILY = "daily", _("Daily at 8:00")
    NEVER = "never", _("Only here, no mail")


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


class NoticeQuerySet(QuerySet["Notice"]):
    def visible_to(self, viewer: Any) -> "NoticeQuerySet":
        """An inbox is its reader's alone."""
        return self.filter(recipient=viewer) if viewer.is_active else self.none()

    def unread(self) -> "NoticeQuerySet":
        return self.filter(read_at__isnull=True)

    def to_mail(self, now: datetime) -> "NoticeQuerySet":
        """Whose mail is due by now and not written yet."""
        return self.filter(delivery__isnull=True, mail_at__lte=now)


class Notice(Row, About):
    """An entry in a member's inbox; `mail_at` says from when on it goes out by mail, if at all."""

    recipient: Any = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=60)
    actor: Any = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    facts = models.JSONField(default=dict)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    # For the deputy of somebody away: who it was meant for.
    instead_of: Any = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    mail_at = models.DateTimeField(null=True)
    delivery = models.ForeignKey(Delivery, null=True, on_delete=models.PROTECT, related_name="notices")

    objects = NoticeQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(name="notice_inbox", fields=["recipient", "-at"]),
            models.Index(name="notice_unread", fields=["recipient"], condition=Q(read_at__isnull=True)),
            models.Index(name="notice_about", fields=["about_kind", "about_id"]),
            models.Index(
                name="notice_to_mail",
                fields=["mail_at"],
                condition=Q(delivery__isnull=True, mail_at__isnull=False),
            ),
        ]
        constraints = [
            models.CheckConstraint(name="notice_never_of_own_act", condition=~Q(recipient=F("actor"))),
            models.CheckConstraint(
                name="notice_mailed_was_to_be_mailed", condition=Q(delivery__isnull=True) | Q(mail_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} to {self.recipient_id}"


class PreferenceQuerySet(QuerySet["Preference"]):
    def visible_to(self, viewer: Any) -> "PreferenceQuerySet":
        return self.filter(member=viewer) if viewer.is_active else self.none()


class Preference(Row):
    """How a member wants to hear of one kind of notice, where it isn't the kind's default."""

    member: Any = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="preferences")
    kind = models.CharField(max_length=60)
    rhythm = models.CharField(max_length=8, choices=Rhythm)
    at = models.DateTimeField()

    objects = PreferenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "kind"], name="preference_once_per_kind"),
            models.CheckConstraint(name="preference_rhythm_known", condition=Q(rhythm__in=Rhythm.values)),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.rhythm}"


class CommentQuerySet(QuerySet["Comment"]):
    def visible_to(self, viewer: Any) -> "CommentQuerySet":
        """A discussion is seen by whoever sees the thing it is about."""
        seen = Q(pk__isnull=True)
        for thing in things.kinds():
            if thing.model is not Comment:
                seen |= Q(about_kind=thing.kind, about_id__in=thing.visible_to(viewer).order_by().values("pk"))
        return self.filter(seen)

    def about_thing(self, thing: models.Model) -> "CommentQuerySet":
        kind, pk = things.pair(thing)
        return self.filter(about_kind=kind, about_id=pk)


class Comment(Revised, About):
    """Something said about a thing; edited, its older texts stay readable."""

    author: Any = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="comments")
    text = models.TextField()
    at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    mentioned: Any = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")

    objects = CommentQuerySet.as_manager()

    class Meta(Revised.Meta):
        indexes = [models.Index(name="comment_about", fields=["about_kind", "about_id", "at"])]
        constraints = [models.CheckConstraint(name="comment_says_something", condition=~Q(text=""))]

    def __str__(self) -> str:
        return self.text[:60]


class CommentText(Row):
    """What a comment said before it was edited."""

    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="older_texts")
    text = models.TextField()
    replaced_at = models.DateTimeField()

    class Meta:
        triggers = append_only("comment_text")

    def __str__(self) -> str:
        return self.text[:60]


class FollowQuerySet(QuerySet["Follow"]):
    def visible_to(self, viewer: Any) -> "FollowQuerySet":
        return self.filter(member=viewer) if viewer.is_active else self.none()

    def about_thing(self, thing: models.Model) -> "FollowQuerySet":
        kind, pk = things.pair(thing)
        return self.filter(about_kind=kind, about_id=pk)


class Follow(Row, About):
    """A member wants to hear of a thing, or offers to help with it."""

    member: Any = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="follows")
    helping = models.BooleanField(default=False)
    at = models.DateTimeField()

    objects = FollowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "about_kind", "about_id"], name="follow_once"),
        ]
        indexes = [models.Index(name="follow_about", fields=["about_kind", "about_id"])]

    def __str__(self) -> str:
        return f"{self.member_id} follows {self.about_kind}"
