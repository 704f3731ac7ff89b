"""Teams, their leads and their liaisons."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from apps.core.changing import change
from apps.core.errors import Refused, require
from apps.core.models import locked
from apps.people import policy
from apps.people.commands._writing import require_here, require_name_free
from apps.people.models import Member, Side, Team
from apps.trail import commands as trail

_OTHER = {Side.SALES: Side.MARKETING, Side.MARKETING: Side.SALES}


class LiaisonOfTheSameSide(Refused):
    """A liaison brings the other side to the table."""


@transaction.atomic
def create_team(
    *,
    actor: Member,
    name: str,
    side: Side,
    now: datetime,
    lead: Member | None = None,
    liaisons: Iterable[Member] = (),
) -> Team:
    """Make a team; its liaisons come from the other side."""
    require(policy.may_edit_teams(actor))
    require_name_free(Team.objects.all(), name)
    require_here(lead, *liaisons)
    _require_other_side(side, liaisons)
    team = Team.objects.create(name=name, side=side, lead=lead)
    team.liaisons.set(liaisons)
    trail.record(actor=actor, act="team.created", about=team, now=now, lead=lead)
    return team


@transaction.atomic
def edit_team(*, actor: Member, team: Team, now: datetime, revision: int | None = None, **values: Any) -> Team:
    """Change name, lead or liaisons. A team stays on its side, or its members would change theirs unasked."""
    require(policy.may_edit_teams(actor))
    liaisons = values.pop("liaisons", None)
    require_here(values.get("lead"), *(liaisons or ()))
    team = locked(team, revision=revision)
    if "name" in values:
        require_name_free(Team.objects.all(), values["name"], but=team)
    changes = change(team, values) | _change_liaisons(team, liaisons)
    if changes:
        trail.record(actor=actor, act="team.edited", about=team, now=now, changes=changes)
    return team


def _change_liaisons(team: Team, liaisons: Iterable[Member] | None) -> dict[str, list[Any]]:
    if liaisons is None:
        return {}
    _require_other_side(team.side, liaisons)
    before, after = set(team.liaisons.all()), set(liaisons)
    if before == after:
        return {}
    team.liaisons.set(after)
    # The team's own row didn't change: count the edit all the same, so that nobody saves over it unseen.
    Team.objects.filter(pk=team.pk).update(revision=F("revision") + 1)
    team.refresh_from_db(fields=["revision"])
    return {"liaisons": [sorted(before, key=str), sorted(after, key=str)]}


def _require_other_side(side: str, liaisons: Iterable[Member]) -> None:
    for liaison in liaisons:
        if liaison.side != _OTHER.get(Side(side)):
            raise LiaisonOfTheSameSide(
                _("%(name)s can't be a liaison here: a sales team's come from marketing and the other way round.")
                % {"name": liaison}
            )
