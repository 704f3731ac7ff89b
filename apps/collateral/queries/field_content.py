"""What salespeople made themselves, and what became of it."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import OuterRef, Subquery

from apps.collateral.models import FieldContent, Review
from apps.collateral.models.field_content import FieldContentQuerySet
from apps.people.models import Member


def field_content(*, viewer: Member, now: datetime | None = None) -> FieldContentQuerySet:
    """All that `viewer` may see; what waits, with the name of whoever looks at it."""
    waiting = Review.objects.waiting().filter(asset=OuterRef("asset"))
    rows = FieldContent.objects.visible_to(viewer).select_related(
        "made_by", "asset__kind", "asset__owner", "asset__successor", "asset__current__uploaded_by"
    )
    return rows.defer("asset__search", "asset__current__search", "asset__successor__search").annotate(
        with_reviewer=Subquery(waiting.values("reviewer__name")[:1]),
        asked_at=Subquery(waiting.values("asked_at")[:1]),
    )


def makers_of(assets: Iterable[UUID]) -> dict[UUID, Member]:
    """Who made those of these assets that come from the field and wait to be adopted."""
    rows = FieldContent.objects.filter(asset__in=list(assets), asset__published_at=None).select_related("made_by")
    return {row.asset_id: row.made_by for row in rows}
