"""What members say of collateral, and what became of it. Who said it, only its owner and they themselves may know."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch

from apps.collateral.models import Asset, Feedback, FeedbackAnswer, FeedbackFix
from apps.collateral.models.feedback import FeedbackQuerySet
from apps.people.models import Member

SHOWN = 50


def feedback(*, viewer: Member, now: datetime | None = None) -> FeedbackQuerySet:
    """What is said of all that `viewer` may see, each with its answers and fixes."""
    answers = FeedbackAnswer.objects.select_related("author").order_by("answered_at", "pk")
    fixes = FeedbackFix.objects.select_related("version", "said_by").defer("version__search").order_by("said_at", "pk")
    rows = Feedback.objects.visible_to(viewer).named_for(viewer)
    rows = rows.select_related("author", "version__asset__owner").defer("version__search", "version__asset__search")
    return rows.prefetch_related(Prefetch("answers", answers), Prefetch("fixes", fixes))


def feedback_on(*, viewer: Member, asset: Asset, now: datetime | None = None) -> FeedbackQuerySet:
    """What members say of an asset, older judgements of theirs included: they are its history."""
    return feedback(viewer=viewer, now=now).filter(version__asset=asset)


@dataclass(frozen=True)
class Said:
    """What is said of an asset, as its page tells it to `viewer`.

    Attributes:
        rows: the newest fifty.
        own: what the viewer thinks of the version in use.
        to_fix: what stands against earlier versions, for whoever may say that it is fixed.
        asked_again: what the viewer said and is said to be fixed: they are asked.
    """

    rows: list[Feedback]
    own: Feedback | None
    to_fix: list[Feedback]
    asked_again: list[FeedbackFix]


def said_of(asset: Asset, *, viewer: Member, may_fix: bool) -> Said:
    rows = list(feedback_on(viewer=viewer, asset=asset).order_by("-given_at", "pk")[:SHOWN])
    own = next((one for one in rows if one.author_id == viewer.pk and one.version_id == asset.current_id), None)
    asked = FeedbackFix.objects.open().filter(feedback__author=viewer, version__asset=asset)
    asked = asked.select_related("feedback__version", "version", "said_by").order_by("said_at", "pk")
    to_fix = list(fixable(asset, viewer=viewer)) if may_fix else []
    return Said(rows, own, to_fix, list(asked.defer("version__search", "feedback__version__search")))


def fixable(asset: Asset, *, viewer: Member, in_next: bool = False) -> FeedbackQuerySet:
    """What the version in use may have put right; with `in_next`, what a new one might."""
    rows = Feedback.objects.standing().named_for(viewer).filter(version__asset=asset)
    current = asset.current
    if current is None or asset.state != Asset.State.PUBLISHED:
        return rows.none()
    before = current.number + (1 if in_next else 0)
    rows = rows.filter(version__number__lt=before).select_related("author", "version__asset")
    return rows.defer("version__search", "version__asset__search").order_by("given_at", "pk")
