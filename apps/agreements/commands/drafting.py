"""Beginning an agreement, and working on a draft."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.db.models import Model, Q
from django.utils.translation import gettext as _

from apps.agreements import policy
from apps.agreements.commands.ground import (
    counting,
    draft_of,
    here,
    hold,
    refuse_past,
    refuse_terms,
    tell_all,
)
from apps.agreements.models import LEEWAY, Agreement, Kind, Seat, Version
from apps.core import telling, things
from apps.core.errors import NotNow, Refused, require
from apps.people.models import Member, Role, Team
from apps.trail import commands as trail


class NoExecutive(Refused):
    """An agreement's sponsor is an executive: somebody both sides report to."""


class TitleStays(NotNow):
    """What was proposed once is known by its title."""


class ComposedElsewhere(Refused):
    """What a plan or a definition says is written where it is worked on."""


class SeatStays(Refused):
    """Whoever agreed to what counts is asked about its change."""


class NothingToExpire(Refused):
    """An end has no end."""


class DraftChanges(TypedDict, total=False):
    title: str
    text: str
    what_changed: str
    effective_on: date | None
    expires_on: date | None
    is_trial: bool
    leeway_days: int
    leeway_wording: bool
    leeway_owner: bool
    seats: Sequence[Member]
    sponsor: Member
    consulted: Sequence[Member]
    audience: Sequence[str]
    audience_teams: Sequence[Team]
    review_on: date | None


@transaction.atomic
def start_agreement(
    *,
    actor: Member,
    title: str,
    seats: Sequence[Member],
    sponsor: Member,
    now: datetime,
    kind: str = Kind.TEXT,
    text: str = "",
    about: Model | None = None,
    consulted: Sequence[Member] = (),
    audience: Sequence[str] = (),
    audience_teams: Sequence[Team] = (),
    review_on: date | None = None,
    effective_on: date | None = None,
    expires_on: date | None = None,
    is_trial: bool = False,
    leeway_days: int = 0,
) -> Agreement:
    """Begin an agreement with the draft of its first version.

    Args:
        expires_on: the last day on which it counts; a trial has one.
        leeway_days: working days by which owners may move their due dates alone.
        seats: who must agree, each for their own side.
        about: the plan or definition whose content it freezes; its kind's `compose` says what.
        audience, audience_teams: the sides and teams it is announced to; none of both means everybody.
    """
    require(policy.may_start(actor))
    here([actor, sponsor, *seats, *consulted])
    _require_executive(sponsor)
    refuse_past(effective_on, now)
    refuse_terms(Version(effective_on=effective_on, expires_on=expires_on, is_trial=is_trial), now)
    about_kind, about_id = things.pair(about) if about is not None else (None, None)
    agreement = Agreement.objects.create(
        kind=kind,
        title=title,
        sponsor=sponsor,
        review_on=review_on,
        audience=list(audience),
        about_kind=about_kind,
        about_id=about_id,
        started_by=actor,
        created_at=now,
    )
    agreement.consulted.set(consulted)
    agreement.audience_teams.set(audience_teams)
    version = Version.objects.create(
        agreement=agreement,
        number=1,
        text=text,
        effective_on=effective_on,
        expires_on=expires_on,
        is_trial=is_trial,
        leeway_days=leeway_days,
        created_by=actor,
        created_at=now,
    )
    _seat(version, seats)
    trail.record(actor=actor, act="agreement.started", about=agreement, now=now)
    tell_all(agreement, "agreement-started", actor, now, but=consulted)
    telling.tell(to=consulted, kind="comment-asked", about=agreement, actor=actor, now=now)
    return agreement


def _require_executive(sponsor: Member) -> None:
    if not sponsor.has_role(Role.EXECUTIVE):
        raise NoExecutive(_("%(name)s isn't an executive. The sponsor has to be one.") % {"name": sponsor})


def _seat(version: Version, members: Iterable[Member]) -> None:
    for member in members:
        Seat.objects.create(version=version, member=member, side=member.side)


@transaction.atomic
def edit_draft(
    *, actor: Member, agreement: Agreement, now: datetime, revision: int | None = None, **changes: Unpack[DraftChanges]
) -> Agreement:
    """Change what is given of the draft; everybody in on it finds that in their inbox."""
    here([*changes.get("seats", ()), *changes.get("consulted", ()), *_sponsor_in(changes)])
    agreement = hold(agreement, revision=revision)
    require(policy.may_edit(actor, agreement))
    version = draft_of(agreement)
    refuse_past(changes.get("effective_on"), now)
    _require_possible(version, changes, now)
    changed = _change_version(version, changes) | _change_agreement(agreement, changes)
    if "seats" in changes:
        changed |= _change_seats(version, changes["seats"], now)
    if "audience_teams" in changes:
        changed |= _change_teams(agreement, changes["audience_teams"])
    if "consulted" in changes:
        changed |= _change_consulted(agreement, changes["consulted"], actor, now)
    agreement.refresh_from_db()
    if changed:
        told = {field: values for field, values in changed.items() if field not in ("text", "what_changed")}
        trail.record(actor=actor, act="agreement.edited", about=agreement, now=now, number=version.number, changes=told)
        tell_all(agreement, "agreement-edited", actor, now)
    return agreement


def _require_possible(version: Version, changes: DraftChanges, now: datetime) -> None:
    """Judged before it is written, so that the rule speaks and not the database."""
    wanted = Version(
        effective_on=changes.get("effective_on", version.effective_on),
        expires_on=changes.get("expires_on", version.expires_on),
        is_trial=changes.get("is_trial", version.is_trial),
    )
    if {"effective_on", "expires_on", "is_trial"} & set(changes):
        refuse_terms(wanted, now)
    if version.ends_it and (wanted.expires_on or wanted.is_trial):
        raise NothingToExpire(_("This version ends the agreement; there is nothing in it that could expire."))


def _sponsor_in(changes: DraftChanges) -> list[Member]:
    return [changes["sponsor"]] if "sponsor" in changes else []


def _change_version(version: Version, changes: DraftChanges) -> dict[str, list[Any]]:
    if "text" in changes and changes["text"] != version.text and version.agreement.about and not version.ends_it:
        raise ComposedElsewhere(_("Change it where it is worked on; what it says here is made from that."))
    fields = ("text", "what_changed", "effective_on", "expires_on", "is_trial", *LEEWAY)
    return _set(version, changes, fields)


def _change_agreement(agreement: Agreement, changes: DraftChanges) -> dict[str, list[Any]]:
    if "sponsor" in changes and changes["sponsor"] != agreement.sponsor:
        _require_executive(changes["sponsor"])
    known = agreement.versions.filter(proposals__isnull=False)
    if changes.get("title", agreement.title) != agreement.title and known.exists():
        raise TitleStays(_("“%(title)s” was proposed under this title, so it keeps it.") % {"title": agreement})
    return _set(agreement, changes, ("title", "sponsor", "audience", "review_on"))


def _set(row: Any, changes: DraftChanges, fields: Iterable[str]) -> dict[str, list[Any]]:
    given: dict[str, Any] = dict(changes)
    changed = {
        name: [getattr(row, name), given[name]]
        for name in fields
        if name in given and getattr(row, name) != given[name]
    }
    for name, (_old, new) in changed.items():
        setattr(row, name, new)
    if changed:
        row.save(update_fields=list(changed))
    return changed


def _change_seats(version: Version, members: Sequence[Member], now: datetime) -> dict[str, list[Any]]:
    """Set who must agree. A vacant seat that must stay waits for its successor."""
    before = {seat.member: seat for seat in version.seats.select_related("member")}
    staying = _staying(version, now)
    missing = sorted(member.name for member in staying - set(members) if member.is_active)
    if missing:
        words = {"names": ", ".join(missing)}
        raise SeatStays(_("%(names)s answered before, and is asked again: their seat stays.") % words)
    after = {*members, *(staying & set(before))}
    if set(before) == after:
        return {}
    version.seats.exclude(member__in=after).delete()
    _seat(version, [member for member in members if member not in before])
    return {"seats": [sorted(map(str, before)), sorted(map(str, after))]}


def _staying(version: Version, now: datetime) -> set[Member]:
    """Who agreed to what counts, and who has answered an earlier proposal of this version: that stays on record."""
    in_force = counting(version.agreement, now)
    answered = Q(version=version) & (Q(signatures__isnull=False) | Q(objections__isnull=False))
    seats = Seat.objects.filter(answered | Q(version=in_force) if in_force else answered)
    return set(Member.objects.filter(seats__in=seats))


def _change_teams(agreement: Agreement, teams: Sequence[Team]) -> dict[str, list[Any]]:
    before = set(agreement.audience_teams.all())
    if before == set(teams):
        return {}
    agreement.audience_teams.set(teams)
    return {"audience_teams": [sorted(map(str, before)), sorted(map(str, teams))]}


def _change_consulted(
    agreement: Agreement, members: Sequence[Member], actor: Member, now: datetime
) -> dict[str, list[Any]]:
    """Who is new among them is asked for comment."""
    before = set(agreement.consulted.all())
    if before == set(members):
        return {}
    agreement.consulted.set(members)
    telling.tell(to=set(members) - before, kind="comment-asked", about=agreement, actor=actor, now=now)
    return {"consulted": [sorted(map(str, before)), sorted(map(str, members))]}
