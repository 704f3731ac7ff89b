from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from apps.core.models import Revised, count_revisions
from apps.people.models.members import Member, Role, Side, Team


class InvitationQuerySet(QuerySet["Invitation"]):
    def visible_to(self, viewer: Any) -> "InvitationQuerySet":
        """Admins alone invite."""
        return self.all() if viewer.is_active and viewer.is_admin else self.none()

    def open(self) -> "InvitationQuerySet":
        """Neither accepted nor withdrawn; it may have expired."""
        return self.filter(accepted_at__isnull=True, withdrawn_at__isnull=True)


class Invitation(Revised):
    """A way in for one person, for seven days, once. Only the hash of its link is kept."""

    email = models.EmailField()
    name = models.CharField(max_length=120)
    job_title = models.CharField(max_length=120, blank=True)
    side = models.CharField(max_length=12, choices=Side)
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.PROTECT, related_name="invitations")
    roles = ArrayField(models.CharField(max_length=12, choices=Role), default=list)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by: Any = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="invitations_sent")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    member: Any = models.OneToOneField(
        Member, null=True, blank=True, on_delete=models.PROTECT, related_name="invitation"
    )

    objects = InvitationQuerySet.as_manager()

    class Meta(Revised.Meta):
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="invitation_one_open_per_email",
            ),
            models.CheckConstraint(
                name="invitation_accepted_by_a_member",
                condition=Q(accepted_at__isnull=True, member__isnull=True)
                | Q(accepted_at__isnull=False, member__isnull=False),
            ),
            models.CheckConstraint(name="invitation_roles_known", condition=Q(roles__contained_by=Role.values)),
        ]

    def __str__(self) -> str:
        return self.email


class ApiTokenQuerySet(QuerySet["ApiToken"]):
    def visible_to(self, viewer: Any) -> "ApiTokenQuerySet":
        """One's own alone, those that still work."""
        return self.filter(member=viewer, revoked_at__isnull=True) if viewer.is_active else self.none()


class ApiToken(Revised):
    """A member's key for a machine: shown once, kept as a hash, never wider than its owner."""

    member: Any = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=80)
    prefix = models.CharField(max_length=12)
    token_hash = models.CharField(max_length=64, unique=True)
    # `read`, `write`, or one of them for one app: `collateral:write`.
    scopes = ArrayField(models.CharField(max_length=40))
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = ApiTokenQuerySet.as_manager()

    class Meta(Revised.Meta):
        constraints = [models.CheckConstraint(name="token_has_a_scope", condition=Q(scopes__len__gte=1))]
        # Its use isn't a change of it, or whoever reads and then edits a token by API would always be too late.
        triggers = [count_revisions(but=["last_used_at"])]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"


class IdempotencyKey(models.Model):
    """What an unsafe call answered, so that the same call sent again is done once."""

    member: Any = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    credential = models.CharField(max_length=64)
    key = models.CharField(max_length=200)
    method = models.CharField(max_length=8)
    path = models.CharField(max_length=400)
    body_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    headers = models.JSONField(default=dict)
    answer = models.JSONField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "credential", "key"], name="idempotency_key_once"),
        ]
        indexes = [models.Index(name="idempotency_at", fields=["at"])]

    def __str__(self) -> str:
        return self.key


class SavedViewQuerySet(QuerySet["SavedView"]):
    def visible_to(self, viewer: Any) -> "SavedViewQuerySet":
        return self.filter(member=viewer) if viewer.is_active else self.none()


class SavedView(Revised):
    """A filter of a list under a name of one's own."""

    member: Any = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="saved_views")
    page = models.CharField(max_length=60)
    name = models.CharField(max_length=80)
    query = models.CharField(max_length=1000)

    objects = SavedViewQuerySet.as_manager()

    class Meta(Revised.Meta):
        constraints = [models.UniqueConstraint("member", "page", Lower("name"), name="saved_view_name_once")]

    def __str__(self) -> str:
        return self.name
