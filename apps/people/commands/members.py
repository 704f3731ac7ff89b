"""Members: their own page, and what admins change about them."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from allauth.account.models import EmailAddress
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from apps.core.changing import change
from apps.core.errors import NotNow, Refused, require
from apps.core.models import locked
from apps.people import photos, policy
from apps.people.commands._writing import (
    HasLeft,
    NameTaken,
    hold_company,
    require_fits_side,
)
from apps.people.commands.company import HoursInDisorder
from apps.people.models import Member, Role
from apps.trail import commands as trail


class AddressTaken(NameTaken):
    """An address is one person's sign-in name, however it is written."""


class LastAdmin(NotNow):
    """A company without an admin could never let anybody in again."""


class NoPhoto(Refused):
    """There is none."""


@transaction.atomic
def edit_profile(*, actor: Member, member: Member, now: datetime, revision: int | None = None, **values: Any) -> Member:
    """Change one's own name, title, zone, hours, language or look."""
    require(policy.may_edit_profile(actor, member))
    member = locked(member, revision=revision)
    if values.get("hours_from", member.hours_from) >= values.get("hours_until", member.hours_until):
        raise HoursInDisorder(_("Your day ends later than it begins."))
    changes = change(member, values)
    if changes:
        trail.record(actor=actor, act="member.profile-edited", about=member, now=now, changes=changes)
    return member


@transaction.atomic
def set_photo(*, actor: Member, member: Member, image: bytes, now: datetime) -> Member:
    """Keep a square of the picture, drawn anew: nothing else that the file carried is kept or shown."""
    require(policy.may_edit_profile(actor, member))
    drawn = photos.square(image)
    member = locked(member)
    _drop_file(member)
    member.photo.save(f"{uuid4().hex}.webp", ContentFile(drawn), save=False)
    member.save(update_fields=["photo"])
    member.refresh_from_db(fields=["revision"])
    trail.record(actor=actor, act="member.photo-set", about=member, now=now)
    return member


@transaction.atomic
def remove_photo(*, actor: Member, member: Member, now: datetime) -> Member:
    """Show initials again; the file goes as well."""
    require(policy.may_edit_profile(actor, member))
    member = locked(member)
    if not member.photo:
        raise NoPhoto(_("There is no photo to remove."))
    _drop_file(member)
    change(member, {"photo": ""})
    trail.record(actor=actor, act="member.photo-removed", about=member, now=now)
    return member


def _drop_file(member: Member) -> None:
    """The file goes once nothing points to it any more, that is after the commit."""
    name = member.photo.name
    if name:
        transaction.on_commit(lambda: default_storage.delete(name))


@transaction.atomic
def edit_member(*, actor: Member, member: Member, now: datetime, revision: int | None = None, **values: Any) -> Member:
    """Change a member's name, title, address, side or team; roles are given by `change_roles`."""
    require(policy.may_edit_members(actor))
    member = locked(member, revision=revision)
    _require_active(member)
    if "email" in values:
        values["email"] = values["email"].lower()
        _require_address_free(values["email"], but=member)
    require_fits_side(values.get("team", member.team), values.get("side", member.side))
    changes = change(member, values)
    if "email" in changes:
        # allauth's own list of addresses would go on accepting the old one.
        EmailAddress.objects.filter(user=member).delete()
    if changes:
        trail.record(actor=actor, act="member.edited", about=member, now=now, changes=changes)
    return member


@transaction.atomic
def change_roles(
    *, actor: Member, member: Member, roles: list[Role], now: datetime, revision: int | None = None
) -> Member:
    """Give and take roles; the last admin stays one."""
    require(policy.may_edit_members(actor))
    hold_company()
    member = locked(member, revision=revision)
    _require_active(member)
    if Role.ADMIN not in roles:
        require_another_admin(member)
    given = [role for role in Role.values if role in roles]
    changes = change(member, {"roles": given})
    if changes:
        trail.record(actor=actor, act="member.roles-changed", about=member, now=now, changes=changes)
    return member


def require_another_admin(member: Member) -> None:
    """Refuse where `member` is the only admin; the caller holds the company's row."""
    others = Member.objects.active().with_role(Role.ADMIN).exclude(pk=member.pk)
    if member.is_admin and not others.exists():
        raise LastAdmin(_("%(name)s is the only admin; make somebody else one first.") % {"name": member})


def _require_active(member: Member) -> None:
    if not member.is_active:
        raise HasLeft(_("%(name)s has left; what was stays as it was.") % {"name": member})


def _require_address_free(email: str, *, but: Member) -> None:
    if Member.objects.filter(email__iexact=email).exclude(pk=but.pk).exists():
        raise AddressTaken(_("Somebody signs in with %(email)s already.") % {"email": email})
