"""Leaving the company, and being forgotten."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Model, Q
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from apps.core import telling, things
from apps.core.errors import NotNow, Refused, require
from apps.core.models import locked
from apps.people import erasing, policy, queries
from apps.people.commands._writing import hold_company, require_here
from apps.people.commands.company import edit_company
from apps.people.commands.members import require_another_admin
from apps.people.models import Absence, ApiToken, Area, Company, DirectorySearch, Invitation, Member
from apps.trail import commands as trail
from apps.trail.models import Activity


class AlreadyLeft(NotNow):
    """They can't sign in any more."""


class SuccessorIsLeaving(Refused):
    """What somebody leaves behind goes to somebody else."""


class StillHere(NotNow):
    """Only who has left is forgotten."""


class AlreadyErased(NotNow):
    """Nothing personal is left."""


@transaction.atomic
def leave(
    *,
    actor: Member,
    member: Member,
    now: datetime,
    successor: Member | None = None,
    successors: Mapping[things.Pair, Member] | None = None,
) -> Member:
    """End a member's access at once and hand over everything they own.

    Args:
        successor: who gets what isn't named in `successors`; the member's manager by default.
        successors: by `(kind, id)` of the thing.
    """
    require(policy.may_edit_members(actor))
    company = hold_company()
    # Who is here, and who is an admin, changes only under the company's lock.
    member = Member.objects.select_related("team").get(pk=member.pk)
    if not member.is_active:
        raise AlreadyLeft(_("%(name)s has left already.") % {"name": member})
    require_another_admin(member)
    default = successor or queries.manager_of(member)
    count, given = _hand_over_all(actor, member, default, successors or {}, now)
    _lead_sides(company, actor, member, default, now)
    _let_go_of_duties(member, default)
    _end_access(member, now)
    member.is_active, member.left_at = False, now
    member.save(update_fields=["is_active", "left_at"])
    member.refresh_from_db(fields=["revision"])
    trail.record(actor=actor, act="member.left", about=member, now=now, count=count, to=default)
    for receiver, what in given.items():
        words = get_text_list(what, _("and"))
        telling.tell(to=[receiver], kind="handed-over", about=member, actor=actor, now=now, what=words)
    return member


def _hand_over_all(
    actor: Member, member: Member, default: Member, named: Mapping[things.Pair, Member], now: datetime
) -> tuple[int, dict[Member, list[str]]]:
    """Everything that any app says the member owns; returns how many things that were, and who got what, in words."""
    require_here(member, default, *named.values())
    if member in (default, *named.values()):
        raise SuccessorIsLeaving(_("Name somebody other than %(name)s.") % {"name": member})
    rows = things.hold_owned_by(member)
    parts: dict[tuple[str, Member], list[Any]] = {}
    for row in rows:
        to = named.get(things.pair(row), default)
        parts.setdefault((things.of(row).kind, to), []).append(row)
    given: dict[Member, list[str]] = {}
    for (_kind, to), part in parts.items():
        given.setdefault(to, []).append(things.hand_over(actor=actor, rows=part, to=to, now=now))
    left_over = things.owned_by(member)
    if left_over:
        raise RuntimeError(f"not handed over: {[things.pair(row) for row in left_over]}")
    return len(rows), given


def _lead_sides(company: Company, actor: Member, member: Member, default: Member, now: datetime) -> None:
    leads = {"sales_lead": company.sales_lead_id, "marketing_lead": company.marketing_lead_id}
    given: dict[str, Any] = {field: default for field, lead in leads.items() if lead == member.pk}
    if given:
        edit_company(actor=actor, company=company, now=now, **given)


def _let_go_of_duties(member: Member, default: Member) -> None:
    """Stand-ins: an area simply has no deputy then; who is away gets the successor, where that isn't themselves."""
    Area.objects.filter(deputy=member).update(deputy=None)
    Absence.objects.filter(deputy=member, member=default).update(deputy=None)
    Absence.objects.filter(deputy=member).update(deputy=default)
    member.liaison_of.clear()


def _end_access(member: Member, now: datetime) -> None:
    for session in UserSession.objects.filter(user=member):
        session.end()
    ApiToken.objects.filter(member=member, revoked_at__isnull=True).update(revoked_at=now)


@transaction.atomic
def erase_member(*, actor: Member, member: Member, now: datetime) -> Member:
    """Put a pseudonym in the place of everything personal; what was done, agreed and decided stays."""
    require(policy.may_edit_members(actor))
    hold_company()
    member = locked(member)
    if member.left_at is None:
        raise StillHere(_("%(name)s is still here; erasing comes after leaving.") % {"name": member})
    if member.erased_at:
        raise AlreadyErased(_("This was done already."))
    erasing.erase_elsewhere(member, now)
    _erase_rows(member, now)
    _erase_columns(member, now)
    trail.record(actor=actor, act="member.erased", about=member, now=now)
    return member


def _erase_columns(member: Member, now: datetime) -> None:
    number = Member.objects.filter(erased_at__isnull=False).count() + 1
    photo = member.photo.name
    if photo:
        transaction.on_commit(lambda: default_storage.delete(photo))
    member.name = f"Former colleague {number}"
    member.email = f"former-colleague-{number}@erased.invalid"
    member.job_title, member.photo, member.last_login, member.erased_at = "", "", None, now
    member.set_unusable_password()
    member.save()
    member.refresh_from_db(fields=["revision"])


def _erase_rows(member: Member, now: datetime) -> None:
    """Rows about the person alone go, or lose name and address; the trail keeps who did what, without the words."""
    Invitation.objects.filter(Q(member=member) | Q(email__iexact=member.email)).update(
        name="", job_title="", email=f"{member.pk}@erased.invalid"
    )
    about: list[Model] = [member, *member.absences.all(), *member.api_tokens.all(), *member.saved_views.all()]
    about += Invitation.objects.filter(member=member)
    pairs = [things.pair(row) for row in about]
    told = Q()
    for kind, pk in pairs:
        told |= Q(about_kind=kind, about_id=pk)
    trail.erase_details(of=Activity.objects.filter(told), now=now)
    for rows in (member.absences, member.api_tokens, member.saved_views):
        rows.all().delete()
    DirectorySearch.objects.filter(member=member).delete()
    EmailAddress.objects.filter(user=member).delete()
