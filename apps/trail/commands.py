"""Recording, sealing, verifying."""

import hashlib
import json
import secrets
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection, transaction
from django.db.models import Model

from apps.core import things
from apps.trail.models import Activity, Detail, Seal

BATCH = 5000
_SEALING = 7_001  # the advisory lock that lets one sealer work at a time


def _plain(value: Any) -> Any:
    """A fact as JSON: members by id alone, so that erasing the member erases the name everywhere."""
    if isinstance(value, AbstractBaseUser):
        return {"member": str(value.pk)}
    if isinstance(value, Model):
        name, pk = things.pair(value)
        return {"kind": name, "id": str(pk), "title": things.title(value)}
    if isinstance(value, datetime | date | UUID | Decimal):
        return value.isoformat() if isinstance(value, datetime | date) else str(value)
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if value is None or isinstance(value, bool | int | float | str):
        return value
    return str(value)


def hash_of(salt: str, facts: dict[str, Any]) -> str:
    text = json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(f"{salt}\n{text}".encode()).hexdigest()


def record(*, actor: Any, act: str, about: Model | things.Pair, now: datetime, **facts: Any) -> Activity:
    """Write down an act in the caller's transaction.

    Args:
        act: kind and past participle, `task.offered`.
        facts: what the words of the act name; members and things may be given as they are. Changes of fields go
            into `changes` as `{field: [old, new]}`.
    """
    return record_many(actor=actor, act=act, about=[about], now=now, **facts)[0]


def record_many(
    *, actor: Any, act: str, about: Iterable[Model | things.Pair], now: datetime, **facts: Any
) -> list[Activity]:
    """The same act on many things, each with a row of its own, in two statements."""
    return record_each(actor=actor, acts=[(act, thing, facts) for thing in about], now=now)


def record_each(
    *, actor: Any, acts: Iterable[tuple[str, Model | things.Pair, dict[str, Any]]], now: datetime
) -> list[Activity]:
    """An act on each of many things with facts of its own, in two statements.

    Args:
        acts: what was done, with what, and the facts.
    """
    rows, details = [], []
    for act, thing, facts in acts:
        name, pk = things.pair(thing) if isinstance(thing, Model) else thing
        salt, plain = secrets.token_hex(16), _plain(facts)
        row = Activity(at=now, actor=actor, act=act, about_kind=name, about_id=pk, detail_hash=hash_of(salt, plain))
        rows.append(row)
        details.append(Detail(activity=row, salt=salt, facts=plain))
    Activity.objects.bulk_create(rows)
    Detail.objects.bulk_create(details)
    return rows


def _line(activity: Activity) -> str:
    parts = [activity.pk, activity.at.timestamp(), activity.actor_id, activity.act, *activity.about]
    return "|".join(map(str, [*parts, activity.detail_hash]))


def digest_of(previous: str, activities: Iterable[Activity]) -> str:
    """SHA-256 over the seal before and each activity's own line, in the order of their ids."""
    digest = hashlib.sha256(previous.encode())
    for activity in activities:
        digest.update(b"\n" + _line(activity).encode())
    return digest.hexdigest()


@transaction.atomic
def seal(*, now: datetime) -> int:
    """Seal what was committed and isn't sealed yet; returns how many. One sealer at a time, the others leave."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_xact_lock(%s)", [_SEALING])
        if not cursor.fetchone()[0]:
            return 0
    rows = list(Activity.objects.filter(seal__isnull=True).order_by("at", "id")[:BATCH])
    if not rows:
        return 0
    rows.sort(key=lambda row: row.pk)
    last = Seal.objects.order_by("number").last()
    previous = last.digest if last else ""
    made = Seal.objects.create(
        number=last.number + 1 if last else 1,
        previous=previous,
        digest=digest_of(previous, rows),
        count=len(rows),
        sealed_at=now,
    )
    Activity.objects.filter(pk__in=[row.pk for row in rows]).update(seal=made)
    return len(rows)


def verify() -> list[str]:
    """What doesn't fit: one sentence per broken seal or detail, none where all is as it was written."""
    wrong, previous, number = [], "", 0
    for made in Seal.objects.order_by("number").iterator():
        number += 1
        rows = list(made.activities.order_by("id").select_related("detail"))
        if made.number != number:
            wrong.append(f"seal {number} is missing")
            number = made.number
        if made.previous != previous or made.digest != digest_of(made.previous, rows) or made.count != len(rows):
            wrong.append(f"seal {made.number} doesn't match its {made.count} activities")
        wrong += [
            f"the detail of activity {row.pk} was changed"
            for row in rows
            if row.detail.erased_at is None and hash_of(row.detail.salt, row.detail.facts) != row.detail_hash
        ]
        previous = made.digest
    return wrong


def erase_details(*, of: Iterable[Activity], now: datetime) -> int:
    """Empty the values of these activities; the acts, their times and the seals stay. Returns how many."""
    pks = [activity.pk for activity in of]
    return Detail.objects.filter(pk__in=pks, erased_at__isnull=True).update(facts={}, salt="", erased_at=now)
