"""What a change to many assets would do to each of them, judged by the rules it would be edited by alone."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from apps.collateral import policy
from apps.collateral.commands import moving
from apps.collateral.commands.assets import refuse_edit
from apps.collateral.commands.facets import (
    AllOrSome,
    FacetChanges,
    FacetStep,
    OfAnotherList,
    facet_step,
    standing_facets,
)
from apps.collateral.commands.ground import WrongState, refuse_leaver
from apps.collateral.models import MANY, Asset
from apps.core.errors import NotNow, Refused
from apps.people.models import Choice, ChoiceList, Member

# As many as can be looked over, and changed while somebody waits.
MOST = 500
NOT_ALLOWED, CHANGED_MEANWHILE = "not-allowed", "changed-meanwhile"


class NothingChosen(Refused):
    """Somebody pressed the button before choosing."""


class TooManyChosen(Refused):
    """More than can be looked over."""


class NothingToChange(Refused):
    """It isn't said what is to change."""


class AddedAndTakenOff(Refused):
    """It can't be both."""


class ChangedMeanwhile(NotNow):
    """Somebody touched it since it was looked at."""


class BulkChanges(FacetChanges, total=False):
    """What is set on each; what isn't given stays. `for_all` names lists of which it applies to all from now on."""

    kind: Choice | None
    audience: str
    owner: Member
    verify_by: date | None
    expires_on: date | None


@dataclass(frozen=True)
class Effect:
    """What a change does to one asset.

    Attributes:
        changed: `{field: [old, new]}`; of the shared lists in words.
        own: the fields to set; `facets`, what is to stand of the shared lists.
        refused: why it can't be changed, for people; `code` says it to machines. Both empty where it can.
    """

    asset: Asset
    changed: dict[str, list[Any]] = field(default_factory=dict)
    own: Mapping[str, Any] = field(default_factory=dict)
    facets: FacetStep | None = None
    refused: str = ""
    code: str = ""


@dataclass(frozen=True)
class Wanted:
    """What is to be done to each: fields and lists set, entries added and taken off, archived."""

    own: Mapping[str, Any]
    facets: Mapping[str, Any]
    add: Sequence[Choice] = ()
    remove: Sequence[Choice] = ()
    archive: bool = False

    @property
    def has_facets(self) -> bool:
        return bool(self.facets or self.add or self.remove)


def wanted(changes: Mapping[str, Any], add: Sequence[Choice], remove: Sequence[Choice], *, archive: bool) -> Wanted:
    """What was asked for, as far as nothing in it contradicts the rest."""
    if not (changes or add or remove or archive):
        raise NothingToChange(_("Say first what is to change."))
    for one in (*add, *remove):
        if one.list not in MANY:
            words = {"label": one, "list": ChoiceList(one.list).label}
            raise OfAnotherList(_("“%(label)s” can't be added or taken off: %(list)s is set.") % words)
    if both := [one for one in add if one in remove]:
        raise AddedAndTakenOff(_("“%(label)s” can't be added and taken off at once.") % {"label": both[0]})
    if "owner" in changes:
        refuse_leaver(changes["owner"])
    facets = {name: value for name, value in changes.items() if name in FacetChanges.__annotations__}
    own = {name: value for name, value in changes.items() if name not in facets}
    return Wanted(own, facets, add, remove, archive)


def refuse_number(assets: Collection[Asset]) -> None:
    if not assets:
        raise NothingChosen(_("Choose first what to change."))
    if len(assets) > MOST:
        raise TooManyChosen(_("That is more than %(most)s. Narrow the list first.") % {"most": MOST})


def effects(
    actor: Member, assets: Collection[Asset], wanted: Wanted, read: Mapping[UUID, int] | None = None
) -> Iterator[Effect]:
    """One for each. `read` are the revisions that were looked at, where somebody looked.

    What the rules look at beside the assets is read once for all of them.
    """
    prefetch_related_objects(list(assets), "kind", "owner", "reviews")
    standing = standing_facets(assets) if wanted.has_facets else {}
    for asset in assets:
        if not _may(actor, asset, wanted):
            yield Effect(asset, refused=_("You can't change this one."), code=NOT_ALLOWED)
            continue
        try:
            if read and read[asset.pk] != asset.revision:
                raise ChangedMeanwhile(_("“%(title)s” was changed meanwhile and stays as it is.") % {"title": asset})
            yield _effect(asset, wanted, standing.get(asset.pk))
        except Refused as refusal:
            yield Effect(asset, refused=str(refusal), code=refusal.code)


def _may(actor: Member, asset: Asset, wanted: Wanted) -> bool:
    return policy.may_edit_asset(actor, asset) and (not wanted.archive or policy.may_publish(actor, asset))


def _effect(asset: Asset, wanted: Wanted, standing: Mapping[str, list[Choice]] | None) -> Effect:
    refuse_edit(asset, wanted.own)
    own = {name: value for name, value in wanted.own.items() if getattr(asset, name) != value}
    changed = {name: [getattr(asset, name), value] for name, value in own.items()}
    step = None if standing is None else _facets(asset, wanted, standing)
    if step is not None:
        changed |= step.changed
    if wanted.archive:
        _refuse_archiving(asset)
        own |= {"state": Asset.State.ARCHIVED}
        changed |= {"state": [asset.state, Asset.State.ARCHIVED]}
    return Effect(asset, changed, own, step if step is not None and step.changed else None)


def _refuse_archiving(asset: Asset) -> None:
    if asset.state == Asset.State.ARCHIVED:
        raise WrongState(_("“%(title)s” is already archived.") % {"title": asset})
    moving.refuse_unless(asset, "archive")
    if any(not review.verdict for review in asset.reviews.all()):
        # Archived by itself, the review would end, and no undo could begin it anew.
        raise WrongState(_("A version of “%(title)s” is in review: archive it on its page.") % {"title": asset})


def _facets(asset: Asset, wanted: Wanted, standing: Mapping[str, list[Choice]]) -> FacetStep:
    given = {**wanted.facets}
    for name in dict.fromkeys(one.list for one in (*wanted.add, *wanted.remove)):
        add, remove = ([one for one in rows if one.list == name] for rows in (wanted.add, wanted.remove))
        if name in given or name not in asset.for_all:
            rows = [*given.get(name, standing[name]), *add]
            given[name] = [one for one in rows if one not in remove]
        elif remove:
            words = {"title": asset, "list": ChoiceList(name).label}
            raise AllOrSome(_("“%(title)s” is for all of %(list)s: nothing can be taken off.") % words)
    if "for_all" in given:
        given["for_all"] = [*(name for name in asset.for_all if not given.get(name)), *given["for_all"]]
    return facet_step(asset, given, standing)
