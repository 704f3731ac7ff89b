"""Reading shares: those of members, and what stands behind a customer's link."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Case, Count, Exists, Max, OuterRef, Q, QuerySet, Subquery, TextChoices, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from apps.collateral.models import Asset, AssetVersion, Opening, Passage, Reading, Share
from apps.collateral.models.shares import ShareQuerySet
from apps.collateral.queries.assets import PAGES_AT_ONCE, Shelf
from apps.collateral.queries.showing import for_customers, may_be_shown
from apps.people import keys
from apps.people.models import Member
from apps.people.queries import manager_of, working_time


class Standing(TextChoices):
    """Whether a share works on this day, and if not, why."""

    WORKS = "works", _("Works")
    ENDED = "ended", _("Ended")
    REVOKED = "revoked", _("Revoked")
    WITHDRAWN = "withdrawn", _("No longer for customers")


def shares(*, viewer: Member, now: datetime) -> ShareQuerySet:
    """Each with where it stands, how often it was opened, and when last."""
    return standing_on(Share.objects.visible_to(viewer), today=working_time().today(now)).select_related(
        "asset", "collection", "shared_by", "revoked_by"
    )


def standing_on(rows: ShareQuerySet, *, today: date) -> ShareQuerySet:
    """Of a collection one thing at least must be for customers."""
    asset = for_customers(Asset.objects.filter(pk=OuterRef("asset")), today=today)
    kept = Q(collected__collection=OuterRef("collection"), collected__collection__archived_at__isnull=True)
    inside = for_customers(Asset.objects.filter(kept), today=today)
    opened = Opening.objects.filter(share=OuterRef("pk")).order_by().values("share")
    return rows.annotate(
        standing=Case(
            When(revoked_at__isnull=False, then=Value(Standing.REVOKED.value)),
            When(expires_on__lt=today, then=Value(Standing.ENDED.value)),
            When(~(Exists(asset) | Exists(inside)), then=Value(Standing.WITHDRAWN.value)),
            default=Value(Standing.WORKS.value),
        ),
        opened=Coalesce(Subquery(opened.annotate(n=Count("pk")).values("n")), 0),
        opened_at=Subquery(opened.annotate(last=Max("at")).values("last")),
    )


def shares_that_work(*, today: date) -> ShareQuerySet:
    """Whoever made them."""
    rows: Any = standing_on(Share.objects.select_related("asset", "collection", "shared_by"), today=today)
    found: ShareQuerySet = rows.filter(standing=Standing.WORKS)
    return found


def openings(*, viewer: Member, share: Share, now: datetime | None = None) -> QuerySet[Opening]:
    return Opening.objects.visible_to(viewer).filter(share=share).select_related("version")


@dataclass(frozen=True)
class Sharing:
    """What an asset's page says of its links; the newest of those that the viewer sees."""

    may_be_shown: bool
    newest: list[Share]


def sharing_of(*, viewer: Member, asset: Asset, now: datetime) -> Sharing:
    rows = shares(viewer=viewer, now=now).filter(asset=asset).order_by("-shared_at", "pk")
    return Sharing(may_be_shown(asset, today=working_time().today(now)), list(rows[:5]))


# --- behind the link


def share_by(secret: str, *, now: datetime) -> Share | None:
    """The share with this secret, with where it stands; None where there never was one."""
    return _standing(Share.objects.filter(digest=keys.digest(secret)), now).first()


def share_again(share: Share, *, now: datetime) -> Share:
    """The share read anew, with where it stands."""
    return _standing(Share.objects.filter(pk=share.pk), now).get()


def standing_of(share: Share) -> Standing:
    """Where a share stands that one of these queries found."""
    return Standing(vars(share)["standing"])


def _standing(rows: ShareQuerySet, now: datetime) -> ShareQuerySet:
    return standing_on(
        rows.select_related("asset__current", "collection", "shared_by"), today=working_time().today(now)
    )


def whom_to_ask(share: Share) -> Member:
    """Who shared it; for somebody who left after it was revoked, their manager."""
    return share.shared_by if share.shared_by.is_active else manager_of(share.shared_by)


def pages_for_customers(version: AssetVersion, *, page: int) -> Shelf:
    """The ten pages among which `page` is, without what is for speakers alone."""
    count = (version.page_count or 0) if version.reading == Reading.READ else 0
    first = (min(max(page, 1), max(count, 1)) - 1) // PAGES_AT_ONCE * PAGES_AT_ONCE + 1
    last = min(first + PAGES_AT_ONCE - 1, count)
    rows = Passage.objects.filter(version=version, internal=False, number__range=(first, last)).defer("search")
    return Shelf(
        list(rows.order_by("number")),
        first,
        last,
        first - PAGES_AT_ONCE if first > 1 else None,
        last + 1 if last < count else None,
    )
