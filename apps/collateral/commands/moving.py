"""What every step from state to state has in common; the steps themselves stand in the table of `models/states.py`."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from apps.collateral.commands.ground import WrongState
from apps.collateral.models import Asset, AssetVersion
from apps.collateral.models.states import MOVES
from apps.core import undo
from apps.core.changing import change
from apps.core.errors import Refused
from apps.core.undo import Undo
from apps.people.models import Member
from apps.people.queries import working_time
from apps.trail import commands as trail


class NotComplete(Refused):
    """To publish: title, kind, audience."""


def missing_to_publish(asset: Asset) -> list[str]:
    """What publishing asks for and isn't there yet, in words."""
    wanted = {_("a title"): asset.title, _("its kind"): asset.kind_id, _("its audience"): asset.audience}
    return [word for word, there in wanted.items() if not there]


def refuse_incomplete(asset: Asset) -> None:
    if missing := missing_to_publish(asset):
        words = get_text_list(missing, _("and"))
        raise NotComplete(_("Before it can be published it needs %(missing)s.") % {"missing": words})


def refuse_unless(asset: Asset, action: str) -> None:
    """The table's word: whether `action` may be done as the asset stands."""
    move = MOVES[action]
    if asset.state not in move.before:
        raise WrongState(str(move.why_not) % {"title": asset})


def go(asset: Asset, action: str, *, act: str, actor: Member, now: datetime, facts: Any = None, **fields: Any) -> None:
    """Set the state that the table says, with what goes with it, and write it into the history."""
    after = MOVES[action].leads_to(recalled=asset.recalled_at is not None)
    change(asset, {"state": after, **fields})
    trail.record(actor=actor, act=act, about=asset, now=now, **(facts or {}))


def offer(asset: Asset, label: str, *, actor: Member, back_to: str, **more: Any) -> Undo:
    """Undo for a step that told nobody anything they would have acted on."""
    payload = {"asset": str(asset.pk), "revision": asset.revision, "back_to": back_to, **more}
    return undo.offer(name="asset-moved", label=label, actor=actor, payload=payload)


def out_since(asset: Asset, now: datetime) -> dict[str, Any]:
    """What goes with being published: since when, and by when somebody looks again, where its kind says so."""
    days = asset.kind.verify_days if asset.kind else None
    if asset.verify_by is not None or not days:
        return {"published_at": now}
    return {"published_at": now, "verify_by": working_time().today(now) + timedelta(days=days)}


def in_use(asset: Asset) -> AssetVersion:
    if asset.current is None:
        raise LookupError(asset.pk)
    return asset.current
