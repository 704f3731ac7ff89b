"""Where an asset stands in its life, for whoever looks at it."""

from dataclasses import dataclass

from django.db.models import F, Q

from apps.collateral import policy
from apps.collateral.models import Asset, Review, Verdict
from apps.collateral.models.assets import AssetQuerySet
from apps.collateral.models.states import MOVES
from apps.collateral.queries.assets import library
from apps.collateral.queries.finding import found
from apps.collateral.queries.reviews import asks_review, authors_of, others_to_review, successor_of, waiting_review
from apps.people.models import Member

OFFERED_AT_ONCE = 12


@dataclass(frozen=True)
class Life:
    """What happens next with an asset, and what of it is this viewer's.

    Attributes:
        review: what is before a reviewer now; `sent_back` is the review after which changes are waited for.
        asks_review: whether it goes out by a review only.
        successor: what is used instead.
        fixes: how many judgements the version before the reviewer puts right.
        others: the marketers who could review it.
    """

    review: Review | None
    sent_back: Review | None
    asks_review: bool
    successor: Asset | None
    fixes: int
    others: list[Member]
    may_decide: bool
    may_ask: bool
    may_take_back: bool
    may_recall: bool


def life(*, viewer: Member, asset: Asset) -> Life:
    """Reviews are looked up for those alone who have a part in them."""
    may_edit, may_publish = policy.may_edit_asset(viewer, asset), policy.may_publish(viewer, asset)
    review = waiting_review(asset) if may_edit else None
    asked_by, version = (review.asked_by, review.version) if review else (viewer, asset.current)
    assert version is not None
    authors = authors_of(version, asked_by=asked_by)
    others = list(others_to_review(authors).order_by("name", "pk")) if may_edit else []
    decides = review is not None and policy.may_review(viewer, asset)
    return Life(
        review=review,
        sent_back=_sent_back(asset) if may_edit else None,
        asks_review=may_edit and asks_review(asset),
        successor=successor_of(viewer=viewer, asset=asset),
        fixes=review.fixes.count() if review else 0,
        others=others,
        may_decide=decides and (viewer.pk not in authors or not others),
        may_ask=may_edit and asset.state in MOVES["ask_review"].before,
        may_take_back=may_edit and (review is not None or asset.state in MOVES["take_back"].before),
        may_recall=may_publish and asset.state in MOVES["recall"].before,
    )


def _sent_back(asset: Asset) -> Review | None:
    if asset.state != Asset.State.CHANGES_REQUESTED:
        return None
    rows = asset.reviews.filter(verdict=Verdict.CHANGES).select_related("reviewer")
    found: Review | None = rows.order_by("-decided_at").first()
    return found


def could_follow(*, viewer: Member, asset: Asset, said: str = "") -> AssetQuerySet:
    """What may be used instead of an asset: what is published, of its own kind first, or what fits the words."""
    rows = library(viewer=viewer).usable().exclude(pk=asset.pk)
    rows = found(rows, said) if said else rows
    of_its_kind = Q(kind=asset.kind_id)
    return rows.annotate(near=of_its_kind).order_by(F("fit").desc(), "-near", "-published_at", "pk")[:OFFERED_AT_ONCE]
