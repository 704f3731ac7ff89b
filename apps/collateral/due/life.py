"""What of an asset's life falls due: to be reviewed, to be changed."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.collateral import queries
from apps.collateral.due.ground import may_end_in
from apps.collateral.models import Asset, Review, Verdict, dates
from apps.collateral.models.states import State
from apps.core import due
from apps.core.due import Due, DueKind, Window
from apps.core.worktime import WorkingTime
from apps.people.queries import manager_or_none, working_time

MOST = 200


def register() -> None:
    due.register(
        DueKind(
            "asset-review",
            _("Collateral waits for a review"),
            within=lambda window: (one for one in to_review() if one.due_at in window),
            waiting=lambda member, now: to_review(reviewer=member),
            lead_hours=8,
            repeat_days=(2, 5),
            verb=_("Review"),
        ),
        DueKind(
            "asset-changes",
            _("Changes that a reviewer asked for wait"),
            within=lambda window: (one for one in to_change() if one.due_at in window),
            waiting=lambda member, now: to_change(asked_by=member),
            repeat_days=(3, 7),
            verb=_("Work on it"),
        ),
        # Two weeks and two working days before; then on the day and each week after: its owner's manager waits for it.
        DueKind(
            "asset-verify-soon",
            _("Collateral is soon to be verified"),
            within=lambda window: verify_within(window, "asset-verify-soon"),
            waiting=lambda member, now: (),
            lead_hours=80,
            repeat_days=(8,),
            verb=_("Verify it"),
        ),
        DueKind(
            "asset-verify",
            _("Collateral is unverified"),
            within=lambda window: verify_within(window, "asset-verify"),
            waiting=lambda member, now: to_verify(now=now, owner=member),
            repeat_days=(5, 11, 18),
            verb=_("Verify it"),
        ),
        DueKind(
            "asset-expires",
            _("Collateral expires soon"),
            within=expires_within,
            waiting=lambda member, now: (),
            lead_hours=80,
            verb=_("Look at it"),
        ),
    )


def _in_use(*wanted: Q, **narrowed: Any) -> Any:
    rows = Asset.objects.filter(*wanted, state=State.PUBLISHED, **narrowed).select_related("owner__team__lead")
    return rows.defer("search").order_by("verify_by", "expires_on", "pk")


def verify_within(window: Window, kind: str) -> Iterator[Due]:
    time = working_time()
    found = (_to_verify(asset, time, kind) for asset in _in_use(may_end_in(window, time, "verify_by")))
    return (one for one in found if one.due_at in window)


def to_verify(*, now: datetime, **narrowed: Any) -> Iterator[Due]:
    """What nobody looked at in time, for its owner."""
    time = working_time()
    today = time.today(now)
    rows = _in_use(verify_by__lt=today, **narrowed).exclude(dates.expired(today))
    return (_to_verify(asset, time, "asset-verify") for asset in rows[:MOST])


def _to_verify(asset: Asset, time: WorkingTime, kind: str) -> Due:
    assert asset.verify_by is not None
    due_at = time.end_of(asset.verify_by)
    manager = manager_or_none(asset.owner) if kind == "asset-verify" else None
    return Due(kind=kind, thing=asset, recipient=asset.owner, due_at=due_at, since=due_at, waiting_for=manager)


def expires_within(window: Window) -> Iterator[Due]:
    time = working_time()
    for asset in _in_use(may_end_in(window, time, "expires_on")):
        due_at = time.end_of(asset.expires_on)
        if due_at in window:
            yield Due(kind="asset-expires", thing=asset, recipient=asset.owner, due_at=due_at, since=due_at)


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
