"""Being away."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from apps.core import telling
from apps.core.changing import change
from apps.core.errors import NotNow, Refused, require
from apps.core.models import locked
from apps.people import policy
from apps.people.commands._writing import require_here
from apps.people.models import Absence, Member
from apps.trail import commands as trail


class DatesInDisorder(Refused):
    """An absence ends today or later, and not before it begins."""


class DeputyOfOneself(Refused):
    """Somebody else stands in."""


class AlreadyAway(NotNow):
    """Two absences don't overlap."""


class AlreadyOver(NotNow):
    """What is past stays as it was."""


@transaction.atomic
def set_absence(
    *,
    actor: Member,
    member: Member,
    until_on: date,
    now: datetime,
    from_on: date | None = None,
    deputy: Member | None = None,
) -> Absence:
    """Be away until a day, from today on unless another first day is given; a deputy gets what is urgent."""
    require(policy.may_set_absence(actor, member))
    require_here(member, deputy)
    today = _today_of(member, now)
    from_on = from_on or today
    if until_on < max(from_on, today):
        raise DatesInDisorder(_("The last day away is today or later, and not before the first."))
    if deputy == member:
        raise DeputyOfOneself(_("Choose somebody else as deputy."))
    _require_free(member, from_on, until_on)
    absence = Absence.objects.create(member=member, from_on=from_on, until_on=until_on, deputy=deputy)
    trail.record(
        actor=actor, act="absence.set", about=absence, now=now, member=member, from_on=from_on, until_on=until_on,
        deputy=deputy,
    )  # fmt: skip
    if deputy is not None:
        until = until_on.isoformat()
        telling.tell(to=[deputy], kind="deputy-named", about=member, actor=actor, now=now, until=until)
    return absence


def _require_free(member: Member, from_on: date, until_on: date) -> None:
    other = member.absences.filter(from_on__lte=until_on, until_on__gte=from_on).first()
    if other is not None:
        words = {"from_on": other.from_on.isoformat(), "until_on": other.until_on.isoformat()}
        raise AlreadyAway(
            _("There is an absence from %(from_on)s to %(until_on)s already; end that one first.") % words
        )


@transaction.atomic
def end_absence(*, actor: Member, absence: Absence, now: datetime) -> Absence | None:
    """Be back: an absence that hasn't begun is taken back, one under way ended yesterday."""
    require(policy.may_set_absence(actor, absence.member))
    absence = locked(absence)
    today = _today_of(absence.member, now)
    if absence.until_on < today:
        raise AlreadyOver(_("This absence is over already."))
    trail.record(actor=actor, act="absence.ended", about=absence, now=now, member=absence.member)
    if absence.from_on >= today:
        absence.delete()
        return None
    change(absence, {"until_on": today - timedelta(days=1)})
    return absence


def _today_of(member: Member, now: datetime) -> date:
    return now.astimezone(ZoneInfo(member.time_zone)).date()
