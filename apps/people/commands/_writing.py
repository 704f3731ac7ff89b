"""What the commands of people share."""

from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from apps.core.errors import NotNow, Refused
from apps.people.holding import lock_members
from apps.people.models import Company, Member, Side, Team


class NameTaken(Refused):
    """Two things of a kind can't be told apart by the same name."""


class HasLeft(NotNow):
    """Nobody who can't sign in is made to answer for something."""


class TeamOfAnotherSide(Refused):
    """A member's side and their team's are the same."""


def hold_company() -> Company:
    """The company's row, locked: what decides on several members hangs on it, one such decision after the other."""
    return Company.objects.select_for_update().get()


def require_here(*members: Member | None) -> None:
    """Hold these against leaving, and refuse whoever has left; None is nobody and passes. Before a thing is locked."""
    for member in lock_members(member.pk for member in members if member is not None):
        if not member.is_active:
            raise HasLeft(_("%(name)s has left; choose somebody else.") % {"name": member})


def require_name_free(others: QuerySet[Any], name: str, *, field: str = "name", but: Model | None = None) -> None:
    taken = others.filter(**{f"{field}__iexact": name})
    if but is not None:
        taken = taken.exclude(pk=but.pk)
    if taken.exists():
        raise NameTaken(_("There is already one called “%(name)s”.") % {"name": name})


def require_fits_side(team: Team | None, side: str) -> None:
    if team is not None and team.side != side:
        words = {"team": team, "side": Side(team.side).label}
        raise TeamOfAnotherSide(
            _("%(team)s is a team of the side %(side)s: choose that side, or another team.") % words
        )
