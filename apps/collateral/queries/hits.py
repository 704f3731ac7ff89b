"""Where in an asset the words stand."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.contrib.postgres.search import SearchRank
from django.db.models import F
from django.utils.safestring import SafeString

from apps.collateral.models import Asset, Passage
from apps.collateral.words import Words, snippet
from apps.people.models import Member


@dataclass(frozen=True)
class Hit:
    """The best page of an asset for a search.

    Attributes:
        page: its number; `internal` where the words stand in the speaker's notes.
    """

    page: int
    internal: bool
    snippet: SafeString


def hits(*, viewer: Member, assets: Iterable[Asset], words: Words) -> dict[UUID, Hit]:
    """The best page of each asset, by the asset's id, in one query; none where only its title fits."""
    if words.any_of is None:
        return {}
    rows = (
        Passage.objects.visible_to(viewer)
        # By the versions themselves: over a join, before the database knows how many there are, it may look for hours.
        .filter(version__in=[asset.current_id for asset in assets], search=words.any_of)
        .annotate(fit=SearchRank(F("search"), words.any_of), asset_id=F("version__asset_id"))
        .order_by("asset_id", "-fit", "internal", "number")
        .distinct("asset_id")
    )
    return {
        found["asset_id"]: Hit(found["number"], found["internal"], snippet(found["text"], words))
        for found in rows.values("asset_id", "number", "internal", "text")
    }
