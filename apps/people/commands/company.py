"""The company's settings and its closed days."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from apps.core import undo
from apps.core.changing import change
from apps.core.errors import NotNow, Refused, require
from apps.core.models import locked
from apps.people import policy, starter
from apps.people.commands._writing import require_here
from apps.people.models import Choice, ClosedDay, Company, Member, Role, Side
from apps.trail import commands as trail


class AlreadySetUp(NotNow):
    """One company per installation."""


class HoursInDisorder(Refused):
    """Work ends after it begins."""


class DaysInDisorder(Refused):
    """What is usual isn't more than what is allowed."""


class DayTaken(Refused):
    """A date is closed once."""


def ensure_system_member() -> Member:
    """Who acts where no person does; a database emptied by `demo remove` gets it back."""
    found = Member.objects.filter(is_system=True).first()
    if found is not None:
        return found
    made = Member(email="system@accord.invalid", name="Accord", is_system=True, is_active=False, side=Side.OTHER)
    made.set_unusable_password()
    made.save()
    return made


@transaction.atomic
def set_up_company(
    *,
    name: str,
    admin_name: str,
    admin_email: str,
    admin_password: str,
    now: datetime,
    time_zone: str = "Europe/Berlin",
    is_demo: bool = False,
) -> tuple[Company, Member]:
    """Begin with one admin and the lists that every company starts from."""
    if Company.objects.exists():
        raise AlreadySetUp(_("This portal already has its company."))
    company = Company.objects.create(name=name, time_zone=time_zone, is_demo=is_demo)
    admin = Member(
        name=admin_name,
        email=admin_email.lower(),
        side=Side.OTHER,
        roles=[Role.ADMIN],
        time_zone=time_zone,
        language=settings.LANGUAGE_CODE,
        joined_at=now,
    )
    admin.set_password(admin_password)
    admin.save()
    Choice.objects.bulk_create(
        Choice(list=list_name, label=str(label), position=position, reviewed=label in starter.REVIEWED)
        for list_name, labels in starter.CHOICES.items()
        for position, label in enumerate(labels, start=1)
    )
    trail.record(actor=ensure_system_member(), act="company.set-up", about=company, now=now, admin=admin)
    return company, admin


@transaction.atomic
def edit_company(
    *, actor: Member, company: Company, now: datetime, revision: int | None = None, **values: Any
) -> Company:
    """Change the settings named in `values`; promises already running follow at once, for they are read, not stored."""
    require(policy.may_edit_company(actor))
    company = locked(company, revision=revision)
    if values.get("opens", company.opens) >= values.get("closes", company.closes):
        raise HoursInDisorder(_("Work ends later in the day than it begins."))
    if values.get("share_days", company.share_days) > values.get("share_days_most", company.share_days_most):
        raise DaysInDisorder(_("Links to customers can't usually work for longer than they may at most."))
    require_here(values.get("sales_lead"), values.get("marketing_lead"))
    changes = change(company, values)
    if changes:
        trail.record(actor=actor, act="company.edited", about=company, now=now, changes=changes)
    return company


@transaction.atomic
def add_closed_day(*, actor: Member, on: date, name: str, now: datetime) -> ClosedDay:
    """Make it a day on which the company doesn't work and no promise runs."""
    require(policy.may_edit_company(actor))
    if ClosedDay.objects.filter(on=on).exists():
        raise DayTaken(_("%(day)s is closed already.") % {"day": on.isoformat()})
    day = ClosedDay.objects.create(on=on, name=name)
    trail.record(actor=actor, act="closed-day.added", about=day, now=now)
    return day


@transaction.atomic
def remove_closed_day(*, actor: Member, closed_day: ClosedDay, now: datetime) -> tuple[None, undo.Undo]:
    """Make it a working day again."""
    require(policy.may_edit_company(actor))
    day = locked(closed_day)
    trail.record(actor=actor, act="closed-day.removed", about=day, now=now, on=day.on, name=day.name)
    day.delete()
    label = _("%(day)s is a working day again.") % {"day": closed_day.name}
    payload = {"on": closed_day.on.isoformat(), "name": closed_day.name}
    return None, undo.offer(name="closed-day.remove", label=label, actor=actor, payload=payload)


def undo_remove_closed_day(*, actor: Member, now: datetime, on: str, name: str) -> None:
    add_closed_day(actor=actor, on=date.fromisoformat(on), name=name, now=now)
