from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import PurePosixPath
from typing import Any, Unpack

from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from apps.collateral import policy
from apps.collateral.commands.facets import FacetChanges, hold_choices, set_facets
from apps.collateral.commands.ground import hold, refuse_leaver, said
from apps.collateral.commands.versions import put_up, taken_in
from apps.collateral.models import Asset, Verdict
from apps.core import telling
from apps.core.changing import change
from apps.core.errors import Refused, require
from apps.core.models import locked
from apps.people.models import Choice, Member
from apps.people.models.company import ChoiceList
from apps.trail import commands as trail


class NotAKind(Refused):
    """The kind must be one of the company's kinds of collateral."""


class DatesInDisorder(Refused):
    """What is used is released before it expires."""


class StillPublished(Refused):
    """What is published keeps what publishing asked for."""


class AssetChanges(FacetChanges, total=False):
    title: str
    summary: str
    kind: Choice | None
    owner: Member
    audience: str
    release_on: date | None
    expires_on: date | None
    verify_by: date | None


@transaction.atomic
def create_asset(
    *,
    actor: Member,
    now: datetime,
    file: "File[Any] | None" = None,
    link: str = "",
    text: str = "",
    title: str = "",
    summary: str = "",
    kind: Choice | None = None,
    audience: str = "",
    owner: Member | None = None,
    **facets: Unpack[FacetChanges],
) -> Asset:
    """Take a file, a link or a text in as a draft; without a title it is called like the file.

    Args:
        link: an address instead of a file; `file` is then a copy of it as PDF, for search.
        text: Markdown, instead of either.
    """
    require(policy.may_create_asset(actor))
    asset = take_in(
        actor=actor, now=now, file=file, link=link, text=text, title=title, summary=summary, kind=kind,
        audience=audience, owner=owner, **facets,
    )  # fmt: skip
    tell_owner([asset], asset.owner, actor=actor, now=now)
    return asset


def take_in(
    *,
    actor: Member,
    now: datetime,
    file: "File[Any] | None",
    link: str,
    text: str,
    title: str,
    summary: str,
    kind: Choice | None,
    audience: str,
    owner: Member | None = None,
    **facets: Unpack[FacetChanges],
) -> Asset:
    """A draft of what was given; whoever calls has asked whether `actor` may."""
    owner = hold(owner or actor)
    refuse_leaver(owner)
    hold_choices({**facets, "kind": kind})
    refuse_other_list(kind)
    kept = taken_in(file, link, text, title=title.strip())
    asset = Asset.objects.create(
        title=title.strip() or title_from(kept.name),
        summary=summary.strip(),
        kind=kind,
        owner=owner,
        audience=audience,
        created_by=actor,
        created_at=now,
    )
    put_up(asset, kept, actor, now)
    set_facets(asset, facets)
    trail.record(actor=actor, act="asset.created", about=asset, now=now, file=kept.name)
    return asset


@transaction.atomic
def edit_asset(
    *, actor: Member, asset: Asset, now: datetime, revision: int | None = None, **changes: Unpack[AssetChanges]
) -> Asset:
    """Change what is given."""
    if "owner" in changes:
        changes["owner"] = hold(changes["owner"])
    hold_choices(changes)
    asset = locked(asset, revision=revision)
    require(policy.may_edit_asset(actor, asset))
    if "owner" in changes:
        refuse_leaver(changes["owner"])
    if "title" in changes:
        changes["title"] = said(changes["title"], _("Give it a title that people will look for."))
    if "summary" in changes:
        changes["summary"] = changes["summary"].strip()
    refuse_edit(asset, changes)
    facets = {name: value for name, value in changes.items() if name in FacetChanges.__annotations__}
    own = {name: value for name, value in changes.items() if name not in facets}
    changed = change(asset, own) | set_facets(asset, facets)
    if changed:
        trail.record(actor=actor, act="asset.edited", about=asset, now=now, changes=changed)
    if "owner" in changed:
        tell_owner([asset], asset.owner, actor=actor, now=now)
    return asset


def tell_owner(assets: Sequence[Asset], owner: Member, *, actor: Member, now: datetime) -> None:
    """One notice, however many they are."""
    more = f" (+{len(assets) - 1})" if len(assets) > 1 else ""
    telling.tell(to=[owner], kind="asset-owner", about=assets[0], actor=actor, now=now, more=more)


@transaction.atomic
def hand_over_assets(*, actor: Member, rows: Iterable[Asset], to: Member, now: datetime) -> None:
    """Give what a leaver owned to who follows; called by leaving."""
    for row in rows:
        asset = locked(row)
        changed = change(asset, {"owner": to})
        trail.record(actor=actor, act="asset.handed_over", about=asset, now=now, to=to, changes=changed)


def title_from(name: str) -> str:
    """A title as people write it, from the name of a file."""
    words = PurePosixPath(name).stem.replace("_", " ").split()
    return " ".join(words)[:200] or name[:200]


def refuse_edit(asset: Asset, changes: Mapping[str, Any]) -> None:
    """The rules about what may be said of an asset, as far as it is changed.

    Raises:
        NotAKind, StillPublished, DatesInDisorder: it may not be said of this one.
    """
    refuse_other_list(changes.get("kind"))
    if asset.state == Asset.State.PUBLISHED and not (changes.get("kind", asset.kind) and changes.get("audience", "-")):
        raise StillPublished(_("It is published, so its kind and its audience have to stay known."))
    _refuse_disorder(changes.get("release_on", asset.release_on), changes.get("expires_on", asset.expires_on))
    _refuse_unreviewed(asset, changes.get("kind"))


def _refuse_disorder(release_on: date | None, expires_on: date | None) -> None:
    if release_on and expires_on and expires_on < release_on:
        raise DatesInDisorder(_("It would be over before it is released: look at the two dates."))


def _refuse_unreviewed(asset: Asset, kind: Choice | None) -> None:
    """What is out doesn't slip into a kind that asks for a review."""
    if asset.state != Asset.State.PUBLISHED or kind is None or kind == asset.kind or not kind.reviewed:
        return
    if (asset.current_id, Verdict.APPROVED) not in {
        (review.version_id, review.verdict) for review in asset.reviews.all()
    }:
        raise StillPublished(
            _("“%(kind)s” is reviewed before it goes out. Make it a draft again, then ask for a review.")
            % {"kind": kind}
        )


def refuse_other_list(kind: Choice | None) -> None:
    if kind is not None and kind.list != ChoiceList.ASSET_KIND:
        raise NotAKind(_("“%(label)s” isn't a kind of collateral.") % {"label": kind})
