"""What comes from the field carries the name of whoever made it; marketing answers for what it adopts."""

from datetime import datetime
from typing import Any

from apps.collateral.models import Asset, FieldContent
from apps.collateral.models.assets import makes_collateral
from apps.core import telling
from apps.people.models import Member


def field_content_of(asset: Asset) -> FieldContent | None:
    found: FieldContent | None = FieldContent.objects.select_related("made_by").filter(asset=asset).first()
    return found


def to_be_adopted(asset: Asset) -> FieldContent | None:
    """What the asset is of the field, while it never was out."""
    return field_content_of(asset) if asset.published_at is None else None


def taken_over(content: FieldContent | None, asset: Asset, *, actor: Member) -> dict[str, Any]:
    """Who answers for what is adopted: whoever does already, if they make collateral, else whoever adopts it."""
    return {} if content is None or makes_collateral(asset.owner) else {"owner": actor}


def tell_maker(content: FieldContent, kind: str, *, actor: Member, now: datetime, **facts: str) -> None:
    """Whoever made it hears what becomes of it, unless they have left."""
    if content.made_by.is_active:
        telling.tell(to=[content.made_by], kind=kind, about=content.asset, actor=actor, now=now, **facts)
