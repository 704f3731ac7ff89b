from datetime import datetime
from functools import cache
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from apps.core.models import About, Row
from apps.notices.models.mail import Delivery


class Rhythm(models.TextChoices):
    AT_ONCE = "at_once", _("At once")
    DAILY = "daily", _("Daily at 8:00")
    NEVER = "never", _("Only here, no mail")


# What the notices of one entry have in common; a notice without a day is an entry by itself.
FOLD = ("recipient_id", "about_kind", "about_id", "folds_on")


class NoticeQuerySet(QuerySet["Notice"]):
    def visible_to(self, viewer: Any) -> "NoticeQuerySet":
        """An inbox is its reader's alone."""
        return self.filter(recipient=viewer) if viewer.is_active else self.none()

    def unread(self) -> "NoticeQuerySet":
        return self.filter(read_at__isnull=True)

    def entries(self) -> "NoticeQuerySet":
        """What stands in inboxes: of what folds, the newest of a thing and day, with the others under it.

        Asked anew each time, so that two who tell at once need not wait for each other to leave one entry.
        """
        return self.filter(~_newer_in_the_entry())

    def folded_with(self, notice: "Notice") -> "NoticeQuerySet":
        """The notice and what was told before it in its entry; what came since is not among them."""
        if notice.folds_on is None:
            return self.filter(pk=notice.pk)
        before = Q(at__lt=notice.at) | Q(at=notice.at, pk__lte=notice.pk)
        return self.filter(before, **{name: getattr(notice, name) for name in FOLD})

    def to_mail(self, now: datetime) -> "NoticeQuerySet":
        """Whose mail is due by now and not written yet."""
        return self.filter(delivery__isnull=True, mail_at__lte=now)


@cache
def _newer_in_the_entry() -> Exists:
    """Put together once: every page counts what is unread."""
    fold = {name: OuterRef(name) for name in FOLD}
    newer = Q(at__gt=OuterRef("at")) | Q(at=OuterRef("at"), pk__gt=OuterRef("pk"))
    return Exists(Notice.objects.filter(newer, **fold))


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
    # The day, where its reader lives, whose entry about the thing it is part of.
    folds_on = models.DateField(null=True)
    mail_at = models.DateTimeField(null=True)
    delivery = models.ForeignKey(Delivery, null=True, on_delete=models.PROTECT, related_name="notices")

    objects = NoticeQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(name="notice_inbox", fields=["recipient", "-at"]),
            models.Index(name="notice_unread", fields=["recipient"], condition=Q(read_at__isnull=True)),
            models.Index(name="notice_about", fields=["about_kind", "about_id"]),
            models.Index(name="notice_fold", fields=[*FOLD, "at"], condition=Q(folds_on__isnull=False)),
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
