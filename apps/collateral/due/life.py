"""What of an asset's life falls due: to be reviewed, to be changed."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from apps.collateral import queries
from apps.collateral.models import Review, Verdict
from apps.collateral.models.states import State
from apps.core import due
from apps.core.due import Due, DueKind


def register() -> None:
    due.register(
        DueKind(
            "asset-review",
            _("Collateral waits for a review"),
            within=lambda window: (one for one in to_review() if window.after < one.due_at <= window.until),
            waiting=lambda member, now: to_review(reviewer=member),
            lead_hours=8,
            repeat_days=(2, 5),
            verb=_("Review"),
        ),
        DueKind(
            "asset-changes",
            _("Changes that a reviewer asked for wait"),
            within=lambda window: (one for one in to_change() if window.after < one.due_at <= window.until),
            waiting=lambda member, now: to_change(asked_by=member),
            repeat_days=(3, 7),
            verb=_("Work on it"),
        ),
    )


def _rows(**narrowed: Any) -> Any:
    rows = Review.objects.filter(**narrowed).select_related("asset", "asked_by", "reviewer")
    return rows.defer("asset__search").order_by("asked_at", "pk")


def to_review(**narrowed: Any) -> Iterator[Due]:
    """What is put before somebody, due by the days in which the company answers."""
    reviews = list(_rows(verdict="", **narrowed))
    promise = queries.promise() if reviews else None
    for review in reviews:
        assert promise is not None
        yield Due(
            kind="asset-review",
            thing=review,
            recipient=review.reviewer,
            due_at=promise.from_moment(review.asked_at),
            since=review.asked_at,
            waiting_for=review.asked_by,
        )


def sent_back(**narrowed: Any) -> list[Review]:
    """The newest review of each piece that was sent back and isn't worked on again."""
    rows = _rows(verdict=Verdict.CHANGES, asset__state=State.CHANGES_REQUESTED, asked_by__is_active=True, **narrowed)
    newest = {review.asset_id: review for review in rows.order_by("decided_at", "pk")}
    return list(newest.values())


def to_change(**narrowed: Any) -> Iterator[Due]:
    """What came back from a review, for whoever put it up."""
    reviews = sent_back(**narrowed)
    promise = queries.promise() if reviews else None
    for review in reviews:
        assert promise is not None
        assert review.decided_at is not None
        yield Due(
            kind="asset-changes",
            thing=review,
            recipient=review.asked_by,
            due_at=promise.from_moment(review.decided_at),
            since=review.decided_at,
            waiting_for=review.reviewer,
        )
