from typing import Any

from django.db import models
from django.db.models import Q, QuerySet

from apps.collateral.models.assets import Asset
from apps.collateral.models.collections import Collection
from apps.collateral.models.versions import AssetVersion
from apps.core.models import Revised, Row, append_only, count_revisions
from apps.people.models import Member, Role
from apps.people.models.guards import held_by_active_members

# Kept beside a share, without its being another one by that.
_NOTED = ("wrong_tries", "wrong_since", "tried_at")


class ShareQuerySet(QuerySet["Share"]):
    def visible_to(self, viewer: Any) -> "ShareQuerySet":
        """Whoever shared it, whoever answers for what is shared, and those who make collateral."""
        if not viewer.is_active:
            return self.none()
        if viewer.has_role(Role.MARKETER, Role.ADMIN):
            return self.all()
        return self.filter(Q(shared_by=viewer) | Q(asset__owner=viewer) | Q(collection__owner=viewer))

    def kept_up(self) -> "ShareQuerySet":
        """Those that nobody revoked; whether they work is for the day to say."""
        return self.filter(revoked_at__isnull=True)


class Share(Revised):
    """A customer's way to an asset or a collection without signing in. Of its secret and passcode hashes are kept."""

    asset = models.ForeignKey(Asset, null=True, on_delete=models.PROTECT, related_name="shares")
    collection = models.ForeignKey(Collection, null=True, on_delete=models.PROTECT, related_name="shares")
    recipient = models.CharField(max_length=120)
    digest = models.CharField(max_length=64, unique=True)
    passcode = models.CharField(max_length=128, blank=True)
    may_download = models.BooleanField(default=True)
    expires_on = models.DateField()
    shared_by: Any = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="shares")
    shared_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    revoked_by: Any = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    # Wrong passcodes since a time; when somebody first asked for it after its end.
    wrong_tries = models.PositiveSmallIntegerField(default=0)
    wrong_since = models.DateTimeField(null=True)
    tried_at = models.DateTimeField(null=True)

    objects = ShareQuerySet.as_manager()

    class Meta(Revised.Meta):
        constraints = [
            models.CheckConstraint(
                name="share_of_one_thing",
                condition=Q(asset__isnull=False, collection__isnull=True)
                | Q(asset__isnull=True, collection__isnull=False),
            ),
            models.CheckConstraint(name="share_names_its_recipient", condition=~Q(recipient="")),
            models.CheckConstraint(name="share_keeps_a_hash", condition=Q(digest__regex="^[0-9a-f]{64}$")),
            models.CheckConstraint(
                name="share_keeps_a_hashed_passcode", condition=Q(passcode="") | Q(passcode__contains="$")
            ),
            models.CheckConstraint(
                name="share_revoked_by_somebody",
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
            ),
            models.CheckConstraint(
                name="share_wrong_tries_since_a_time", condition=Q(wrong_tries=0) | Q(wrong_since__isnull=False)
            ),
        ]
        indexes = [
            models.Index(name="share_of_asset", fields=["asset", "-shared_at"]),
            models.Index(name="share_ending", fields=["expires_on"], condition=Q(revoked_at__isnull=True)),
        ]
        triggers = [
            count_revisions(but=_NOTED),
            held_by_active_members("share", "shared_by_id"),
            # What was revoked never works again, and no link comes to lead to something else.
            *append_only(
                "share",
                but=(
                    "(OLD.id, OLD.asset_id, OLD.collection_id, OLD.digest, OLD.passcode, OLD.shared_at, OLD.recipient)"
                    " IS NOT DISTINCT FROM (NEW.id, NEW.asset_id, NEW.collection_id, NEW.digest, NEW.passcode,"
                    " NEW.shared_at, NEW.recipient) AND (OLD.revoked_at IS NULL OR (OLD.revoked_at, OLD.expires_on)"
                    " IS NOT DISTINCT FROM (NEW.revoked_at, NEW.expires_on))"
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.asset_id or self.collection_id} for {self.recipient}"

    @property
    def what(self) -> Asset | Collection:
        """The thing that is shared."""
        shared = self.asset or self.collection
        if shared is None:
            raise LookupError(self.pk)
        return shared


class OpeningQuerySet(QuerySet["Opening"]):
    def visible_to(self, viewer: Any) -> "OpeningQuerySet":
        return self.filter(share__in=Share.objects.visible_to(viewer))


class Opening(Row):
    """A customer pressed the button. Nothing is kept of who or from where; the numbers keep two at once apart."""

    share = models.ForeignKey(Share, on_delete=models.PROTECT, related_name="openings")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    # Of an asset; what was in a collection at that time is its history.
    version = models.ForeignKey(AssetVersion, null=True, on_delete=models.PROTECT, related_name="openings")
    downloaded_at = models.DateTimeField(null=True)

    objects = OpeningQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["share", "number"], name="opening_number_once"),
            models.CheckConstraint(name="opening_number_from_one", condition=Q(number__gte=1)),
        ]
        triggers = append_only(
            "opening",
            but=(
                "OLD.downloaded_at IS NULL AND (OLD.id, OLD.share_id, OLD.number, OLD.at, OLD.version_id)"
                " IS NOT DISTINCT FROM (NEW.id, NEW.share_id, NEW.number, NEW.at, NEW.version_id)"
            ),
        )

    def __str__(self) -> str:
        return f"opening {self.number} of {self.share_id}"
