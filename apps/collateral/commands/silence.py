"""What is delivered and never looked at is taken as confirmed, after two reminders and ten working days."""

from collections import defaultdict
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from apps.collateral import queries
from apps.collateral.models import Request
from apps.core import telling
from apps.core.changing import change
from apps.notices import queries as noticed
from apps.notices.models import Comment, Notice
from apps.people.models import Member
from apps.people.queries import working_time
from apps.trail import commands as trail

State = Request.State
REMINDERS = 2
SILENT_DAYS = 10
BATCH = 100


@transaction.atomic
def confirm_silent(*, now: datetime) -> int:
    """Confirm by itself what nobody has said a word about, and mark it so; returns how many.

    Safe to run twice, late, or on two workers: what another transaction holds is left to the next run. Where reminders
    are switched off, nothing is taken as confirmed.
    """
    delivered = Request.objects.filter(state=State.DELIVERED).order_by("delivered_at", "pk")
    rows = list(delivered.select_related("asked_by", "asked_by__team__lead"))
    ids = [request.pk for request in _silent(rows, now)[:BATCH]]
    if not ids:
        return 0
    held = list(delivered.filter(pk__in=ids).select_for_update(of=("self",), skip_locked=True))
    system = Member.objects.system()
    for request in held:
        change(request, {"state": State.CONFIRMED, "confirmed_at": now, "confirmed_by_itself": True})
        trail.record(actor=system, act="request.confirmed_by_itself", about=request, now=now)
        to = {request.asked_by, request.owner, *noticed.followers_of(request)}
        telling.tell(to=to, kind="request-silent", about=request, actor=system, now=now)
    return len(held)


def _silent(rows: list[Request], now: datetime) -> list[Request]:
    """Those whose asker was reminded twice since the delivery, and has said nothing for ten working days since."""
    reminded = _reminders(rows)
    due = [request for request in rows if len(reminded[request.pk]) >= REMINDERS]
    if not due:
        return []
    last_words, working = _last_words(due), working_time()
    found = []
    for request in due:
        second = reminded[request.pk][REMINDERS - 1]
        since = max(second, last_words.get(request.pk, second))
        if working.after_days(since, SILENT_DAYS) <= now:
            found.append(request)
    return found


def _reminders(rows: list[Request]) -> dict[Any, list[datetime]]:
    """When whoever has the word was reminded of what came last, in order."""
    by_id = {request.pk: (request.delivered_at, queries.who_confirms(request).pk) for request in rows}
    told = Notice.objects.filter(kind="request-confirm", about_kind="request", about_id__in=by_id).order_by("at", "pk")
    found: dict[Any, list[datetime]] = defaultdict(list)
    for pk, recipient, at in told.values_list("about_id", "recipient", "at"):
        delivered_at, who = by_id[pk]
        if recipient == who and delivered_at is not None and at >= delivered_at:
            found[pk].append(at)
    return found


def _last_words(rows: list[Request]) -> dict[Any, datetime]:
    """When whoever has the word last said something in the discussion: who talks isn't silent."""
    who = {request.pk: queries.who_confirms(request).pk for request in rows}
    said = Comment.objects.filter(about_kind="request", about_id__in=who, withdrawn_at__isnull=True)
    latest = said.values("about_id", "author").annotate(last=Max("at"))
    return {row["about_id"]: row["last"] for row in latest if row["author"] == who[row["about_id"]]}
