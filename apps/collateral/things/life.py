from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from apps.collateral import commands
from apps.collateral.models import Review
from apps.core import things
from apps.people.models import Member


def register() -> None:
    things.register(
        things.Thing(
            kind="review",
            label=_("Review"),
            model=Review,
            title=lambda review: review.asset.title,
            url=review_url,
            visible_to=lambda viewer: Review.objects.visible_to(viewer).select_related("asset"),
            involved=lambda review: [review.asked_by, review.reviewer],
            owned_by=_reviews_of,
            hand_over=commands.hand_over_reviews,
            counted=lambda count: ngettext("%d review", "%d reviews", count) % count,
            still_due=_still_due,
            talked_about_at=lambda review: review.asset,
        )
    )


def review_url(review: Review) -> str:
    return reverse("collateral:asset", args=[review.asset_id]) + "#review"


def _reviews_of(member: Member) -> QuerySet[Review]:
    rows = Review.objects.waiting().filter(reviewer=member)
    return rows.select_related("asset", "version", "asked_by", "reviewer").defer("asset__search", "version__search")


def _still_due(review: Review, kind: str, recipient: Any) -> bool:
    if kind == "asset-changes":
        return review.asset.state == "changes_requested"
    return review.verdict == "" and review.reviewer_id == recipient.pk
