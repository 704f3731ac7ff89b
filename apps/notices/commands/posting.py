"""Writing into inboxes."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Model

from apps.core import telling, things
from apps.notices import nudge
from apps.notices.hours import Reach, reach_of
from apps.notices.models import Notice, Preference, Rhythm
from apps.people.models import Member


@transaction.atomic
def post(
    *,
    to: Iterable[Any],
    kind: str,
    about: Model,
    actor: Any,
    now: datetime,
    mailed: bool = True,
    urgent: bool | None = None,
    **facts: Any,
) -> list[Notice]:
    """Tell each active member of `to` once, but never the actor; the mail's time is judged here.

    Args:
        mailed: False leaves it at the inbox, whatever the reader chose.
        urgent: reaches the deputy of who is away; the kind's own word where it is None.
    """
    known = telling.notice_kind(kind)
    readers = {member.pk: member for member in to if member and member.is_active and member.pk != actor.pk}
    if not readers:
        return []
    reach = reach_of(readers.values(), now=now)
    pairs: list[tuple[Member, Member | None]] = [(member, None) for member in readers.values()]
    if known.urgent if urgent is None else urgent:
        deputies = _deputies(readers.values(), reach, about, now)
        pairs += [(deputy, away) for deputy, away in deputies if deputy.pk not in {actor.pk, *readers}]
        reach |= reach_of((deputy for deputy, _ in deputies), now=now)
    rhythms = _rhythms([member for member, _ in pairs], known)
    name, pk = things.pair(about)
    notices = [
        Notice(
            recipient=member,
            instead_of=away,
            kind=kind,
            about_kind=name,
            about_id=pk,
            actor=actor,
            facts={key: _plain(value) for key, value in facts.items()},
            at=now,
            folds_on=_day_of(member, now) if known.folds and away is None else None,
            mail_at=_mail_at(rhythms[member.pk], reach[member.pk], now) if mailed else None,
        )
        for member, away in pairs
    ]
    Notice.objects.bulk_create(notices)
    if any(notice.mail_at and notice.mail_at <= now for notice in notices):
        nudge.deliver_soon()
    return notices


def _deputies(
    readers: Iterable[Member], reach: dict[Any, Reach], about: Model, now: datetime
) -> list[tuple[Member, Member]]:
    """Who stands in for whom, where the deputy may see what it is about."""
    found = []
    for member in readers:
        absence = reach[member.pk].away(now)
        deputy = absence.deputy if absence else None
        if deputy and deputy.is_active and things.find(*things.pair(about), deputy):
            found.append((deputy, member))
    return found


def _rhythms(members: list[Member], kind: telling.NoticeKind) -> dict[Any, str]:
    chosen = dict(Preference.objects.filter(member__in=members, kind=kind.name).values_list("member", "rhythm"))
    return {member.pk: chosen.get(member.pk, kind.rhythm) for member in members}


def _mail_at(rhythm: str, reach: Reach, now: datetime) -> datetime | None:
    if rhythm == Rhythm.NEVER:
        return None
    return reach.next(now) if rhythm == Rhythm.AT_ONCE else reach.next_digest(now)


def _day_of(member: Member, now: datetime) -> date:
    return now.astimezone(ZoneInfo(member.time_zone)).date()


def _plain(value: Any) -> Any:
    """A fact as JSON; words that are translated later are taken as they read now."""
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)
