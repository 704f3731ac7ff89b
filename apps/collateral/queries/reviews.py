"""Who reviews what, and what came of it."""

from datetime import datetime
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Count, Q

from apps.collateral.models import Asset, AssetVersion, Feedback, Request, Review, Share, Use, Verdict
from apps.collateral.models.assets import makes_collateral
from apps.collateral.models.reviews import ReviewQuerySet
from apps.people.models import Absence, Member, Role
from apps.people.models.members import MemberQuerySet


def reviews(*, viewer: Member, asset: Asset, now: datetime | None = None) -> ReviewQuerySet:
    rows = Review.objects.visible_to(viewer).filter(asset=asset)
    return rows.select_related("asked_by", "reviewer", "version", "asset").defer("version__search", "asset__search")


def waiting_review(asset: Asset) -> Review | None:
    rows = Review.objects.waiting().select_related("asked_by", "reviewer", "version").defer("version__search")
    return rows.filter(asset=asset).first()


def asks_review(asset: Asset) -> bool:
    """Whether it goes out only by a review: its kind asks for one, or it was recalled, and nobody approved it yet."""
    if asset.recalled_at is not None:
        return True
    if asset.kind is None or not asset.kind.reviewed:
        return False
    return not Review.objects.filter(version=asset.current_id, verdict=Verdict.APPROVED).exists()


def authors_of(version: AssetVersion, *, asked_by: Member) -> set[UUID]:
    """Whoever made a version or put it up for review doesn't review it while somebody else could."""
    return {asked_by.pk, version.uploaded_by_id}


def others_to_review(authors: set[UUID]) -> MemberQuerySet:
    rows: MemberQuerySet = Member.objects.active().with_role(Role.MARKETER).exclude(pk__in=authors)
    return rows


def reviewer_for(authors: set[UUID], *, now: datetime) -> Member:
    """Whoever is here and has the fewest to review; without another marketer, whoever made it and could say so.

    Raises:
        Member.DoesNotExist: nobody makes collateral.
    """
    makers = Member.objects.active().with_role(Role.MARKETER, Role.ADMIN)
    pool = others_to_review(authors)
    if not pool.exists():
        pool = makers.filter(pk__in=authors) if makers.filter(pk__in=authors).exists() else makers
    today = now.date()
    away = Absence.objects.filter(from_on__lte=today, until_on__gte=today).values("member")
    load = Count("reviews", filter=Q(reviews__verdict=""))
    ranked = pool.annotate(load=load, is_away=Q(pk__in=away)).order_by("is_away", "load", "joined_at", "pk")
    found: Member = ranked[:1].get()
    return found


def last_reviewer(asset: Asset, *, authors: set[UUID], now: datetime) -> Member:
    """Whoever knows a piece already, as long as they still review; else the next one for it."""
    rows = Review.objects.filter(asset=asset).exclude(reviewer__in=authors).select_related("reviewer")
    last = rows.order_by("-asked_at", "-pk").first()
    if last is not None and makes_collateral(last.reviewer):
        return last.reviewer
    return reviewer_for(authors, now=now)


def who_relied_on(asset: Asset) -> MemberQuerySet:
    """Whoever rated, downloaded or shared it, used it in a deal, or was given it for what they asked.

    They hear when it must not be used any more.
    """
    relied = [
        Feedback.objects.filter(version__asset=asset).values("author"),
        Request.objects.filter(delivered_asset=asset).values("asked_by"),
        Share.objects.filter(asset=asset).values("shared_by"),
        Use.objects.standing().filter(asset=asset, kind__in=[Use.Kind.DOWNLOAD, Use.Kind.DEAL]).values("member"),
    ]
    ones = reduce(or_, (Q(pk__in=members) for members in relied))
    rows: MemberQuerySet = Member.objects.active().filter(ones).order_by("name", "pk")
    return rows


MOST_HOPS = 5


def successor_of(*, viewer: Member, asset: Asset) -> Asset | None:
    """What is to be used instead: the end of the line of successors, as far as `viewer` may see, at most five on."""
    found: Asset | None = None
    following = asset.successor_id
    for _hop in range(MOST_HOPS):
        row = Asset.objects.visible_to(viewer).defer("search").filter(pk=following).first() if following else None
        if row is None:
            break
        found, following = row, row.successor_id
    return found


def follows(asset: Asset, other: Asset) -> bool:
    """Whether whoever goes on from `asset` comes to `other`, or stands there already."""
    seen: set[UUID] = set()
    following: UUID | None = asset.pk
    while following is not None and following not in seen:
        if following == other.pk:
            return True
        seen.add(following)
        following = Asset.objects.filter(pk=following).values_list("successor_id", flat=True).first()
    return False
