"""What people turn to one another for."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from apps.core import telling, undo
from apps.core.changing import change
from apps.core.errors import NotNow, Refused, require
from apps.core.models import locked
from apps.people import policy
from apps.people.commands._writing import require_here, require_name_free
from apps.people.models import Area, DirectorySearch, Member
from apps.trail import commands as trail

# Typing on within this time makes one search of it.
ONE_SEARCH = timedelta(minutes=2)


class OwnerIsDeputy(Refused):
    """A deputy stands in for the owner, so it is another person."""


class AlreadyTheirs(NotNow):
    """They own it."""


class AreaRetired(NotNow):
    """The directory doesn't show it any more."""


class AreaCurrent(NotNow):
    """The directory shows it."""


@transaction.atomic
def create_area(
    *, actor: Member, name: str, owner: Member, now: datetime, words: str = "", deputy: Member | None = None
) -> Area:
    """Make an area; its owner is told, and found in the directory for it."""
    require(policy.may_name_owner(actor, owner))
    require_here(owner, deputy)
    require_name_free(Area.objects.all(), name)
    _require_two_people(owner, deputy)
    area = Area.objects.create(name=name, words=words, owner=owner, deputy=deputy)
    trail.record(actor=actor, act="area.created", about=area, now=now, owner=owner, deputy=deputy)
    telling.tell(to=[owner], kind="area-given", about=area, actor=actor, now=now)
    return area


@transaction.atomic
def edit_area(*, actor: Member, area: Area, now: datetime, revision: int | None = None, **values: Any) -> Area:
    """Change name, search words or deputy; the owner changes by `hand_over_area`."""
    require(policy.may_edit_area(actor, area))
    require_here(values.get("deputy"))
    area = locked(area, revision=revision)
    if "name" in values:
        require_name_free(Area.objects.all(), values["name"], but=area)
    _require_two_people(area.owner, values.get("deputy", area.deputy))
    changes = change(area, values)
    if changes:
        trail.record(actor=actor, act="area.edited", about=area, now=now, changes=changes)
    return area


@transaction.atomic
def hand_over_area(*, actor: Member, area: Area, to: Member, now: datetime) -> Area:
    """Make `to` the owner at once; were they the deputy, nobody is until one is named."""
    require(policy.may_edit_area(actor, area) and policy.may_name_owner(actor, to))
    require_here(to)
    area = locked(area)
    if area.owner_id == to.pk:
        raise AlreadyTheirs(_("%(name)s owns it already.") % {"name": to})
    before = area.owner
    change(area, {"owner": to} | ({"deputy": None} if area.deputy_id == to.pk else {}))
    trail.record(actor=actor, act="area.handed-over", about=area, now=now, before=before, to=to)
    telling.tell(to=[to], kind="area-given", about=area, actor=actor, now=now)
    return area


@transaction.atomic
def retire_area(*, actor: Member, area: Area, now: datetime) -> tuple[Area, undo.Undo]:
    """Show it no longer; its history stays."""
    require(policy.may_edit_area(actor, area))
    area = locked(area)
    if area.retired_at:
        raise AreaRetired(_("“%(name)s” is out of the directory already.") % {"name": area})
    change(area, {"retired_at": now})
    trail.record(actor=actor, act="area.retired", about=area, now=now)
    payload = {"area": str(area.pk), "revision": area.revision}
    label = _("“%(name)s” is out of the directory.") % {"name": area}
    return area, undo.offer(name="area.retire", label=label, actor=actor, payload=payload)


@transaction.atomic
def undo_retire_area(*, actor: Member, now: datetime, area: str, revision: int) -> None:
    restore_area(actor=actor, area=locked(Area.objects.get(pk=area), revision=revision), now=now)


@transaction.atomic
def restore_area(*, actor: Member, area: Area, now: datetime) -> Area:
    """Show it in the directory again."""
    require(policy.may_edit_area(actor, area))
    area = locked(area)
    if not area.retired_at:
        raise AreaCurrent(_("“%(name)s” is in the directory already.") % {"name": area})
    change(area, {"retired_at": None})
    trail.record(actor=actor, act="area.restored", about=area, now=now)
    return area


@transaction.atomic
def record_directory_miss(*, actor: Member, words: str, now: datetime) -> None:
    """Keep a search that found nobody; the beginnings typed on the way to it are not searches of their own."""
    words = " ".join(words.split())[:200]
    recent = DirectorySearch.objects.filter(member=actor, at__gte=now - ONE_SEARCH).order_by("-at")
    for earlier in recent:
        if words.lower().startswith(earlier.words.lower()):
            earlier.delete()
    DirectorySearch.objects.create(member=actor, words=words, at=now)


def _require_two_people(owner: Member, deputy: Member | None) -> None:
    if deputy == owner:
        raise OwnerIsDeputy(_("The deputy is somebody other than the owner."))
