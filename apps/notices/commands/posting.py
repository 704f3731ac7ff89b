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
    readers = {member.pk: member for member in to if member}
    told = [(member, about, facts) for member in readers.values()]
    return post_each(told=told, kind=kind, actor=actor, now=now, mailed=mailed, urgent=urgent)


@transaction.atomic
def post_each(
    *,
    told: Iterable[telling.Told],
    kind: str,
    actor: Any,
    now: datetime,
    mailed: bool = True,
    urgent: bool | None = None,
) -> list[Notice]:
    """The same to many, each about a thing of their own, by as many statements as for one."""
    known = telling.notice_kind(kind)
    told = [one for one in told if one[0].is_active and one[0].pk != actor.pk]
    if not told:
        return []
    reach = reach_of({member.pk: member for member, *_ in told}.values(), now=now)
    entries: list[tuple[Member, Member | None, Model, dict[str, Any]]] = [(one[0], None, *one[1:]) for one in told]
    if known.urgent if urgent is None else urgent:
        deputies = _deputies(told, reach, actor, now)
        entries += deputies
        reach |= reach_of((deputy for deputy, *_ in deputies), now=now)
    rhythms = _rhythms([member for member, *_ in entries], known)
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
        for member, away, about, facts in entries
        for name, pk in [things.pair(about)]
    ]
    Notice.objects.bulk_create(notices)
    if any(notice.mail_at and notice.mail_at <= now for notice in notices):
        nudge.deliver_soon()
    return notices


def _deputies(
    told: Iterable[telling.Told], reach: dict[Any, Reach], actor: Any, now: datetime
) -> list[tuple[Member, Member, Model, dict[str, Any]]]:
    """Who stands in for whom, where the deputy may see what it is about and isn't told of it anyway."""
    anyway = {(member.pk, about.pk) for member, about, _facts in told}
    found = []
    for member, about, facts in told:
        absence = reach[member.pk].away(now)
        deputy = absence.deputy if absence else None
        if deputy is None or not deputy.is_active or deputy.pk == actor.pk or (deputy.pk, about.pk) in anyway:
            continue
        if things.find(*things.pair(about), deputy):
            found.append((deputy, member, about, facts))
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
