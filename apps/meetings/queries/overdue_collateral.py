"""What of the work on collateral is late or came back: what an agenda suggests of it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.collateral import queries as collateral
from apps.collateral.models import FeedbackFix, Request
from apps.core import things
from apps.meetings.queries.suggestion import EACH, Suggestion
from apps.people.models import Member
from apps.people.queries import working_time


def from_the_field(viewer: Member, now: datetime) -> Iterator[Suggestion]:
    """What salespeople handed in and nobody decided in time, all in one: what isn't out is named to nobody."""
    waiting: Any = collateral.field_content(viewer=viewer).filter(asset__state="in_review", asset__published_at=None)
    asked = {row: vars(row)["asked_at"] for row in waiting.filter(asked_at__isnull=False).order_by("asked_at", "pk")}
    promise = collateral.promise() if asked else None
    late = [row for row, at in asked.items() if promise and promise.from_moment(at) < now]
    if not late:
        return
    oldest, count = late[0], len(late)
    say = ngettext(
        "%(count)s piece that a salesperson made waits longer than promised: for %(waits)s",
        "%(count)s pieces that salespeople made wait longer than promised, the oldest for %(waits)s",
        count,
    )
    yield Suggestion(
        about=things.pair(oldest),
        title=_("Field content that waits"),
        evidence=say % {"count": count, "waits": timesince(asked[oldest], now, depth=1)},
        url=things.url(oldest),
        since=asked[late[-1]],
        weight=32 + 3 * min(count, 10),
    )


def reopened(viewer: Member, now: datetime) -> Iterator[Suggestion]:
    """What was said to be fixed and isn't, the longest waiting first. Who said so isn't told."""
    waiting: Any = collateral.feedback(viewer=viewer).unanswered()
    for row in waiting.filter(reopened_at__isnull=False).order_by("reopened_at", "pk")[:EACH]:
        fixes = [fix for fix in row.fixes.all() if fix.outcome == FeedbackFix.Outcome.REOPENED]
        last = max(fixes, key=lambda fix: fix.said_at)
        closed = last.closed_at or now
        facts = {
            "number": last.version.number,
            "day": date_format(closed, "j M"),
            "missing": Truncator(last.missing).chars(150),
        }
        yield Suggestion(
            about=things.pair(row),
            title=_("Not fixed: %(title)s") % {"title": row.version.asset},
            evidence=_("version %(number)s was to fix it; sent back on %(day)s: %(missing)s") % facts,
            url=things.url(row),
            since=closed,
            weight=38 + min((now - closed).days, 20),
        )


def late_promises(viewer: Member, now: datetime) -> Iterator[Suggestion]:
    """What was accepted and isn't delivered by its day, the most wanted first."""
    time = working_time()
    rows: Any = collateral.requests(viewer=viewer, now=now)
    late = rows.filter(state__in=Request.PROMISED, due_on__lt=time.today(now))
    for row in late.select_related("owner", "asked_by").order_by("-votes", "due_on", "pk")[:EACH]:
        days, votes = (time.today(now) - row.due_on).days, vars(row)["votes"]
        evidence = _("%(who)s promised it to %(whom)s for %(day)s") % {
            "who": row.owner, "whom": row.asked_by, "day": date_format(row.due_on, "j M"),
        }  # fmt: skip
        if votes:
            too = ngettext("%(count)s other needs it too", "%(count)s others need it too", votes) % {"count": votes}
            evidence = _("%(promised)s; %(too)s") % {"promised": evidence, "too": too}
        yield Suggestion(
            about=things.pair(row),
            title=_("Promised and late: %(title)s") % {"title": Truncator(row.title).chars(150)},
            evidence=evidence,
            url=things.url(row),
            since=time.end_of(row.due_on),
            weight=36 + min(days, 20) + 5 * min(votes, 10),
        )


def missing_input(viewer: Member, now: datetime) -> Iterator[Suggestion]:
    """Input that wasn't given by its day, for those who see it, the longest waiting first; no draft is named."""
    time = working_time()
    for row in collateral.late_inputs(viewer=viewer, today=time.today(now))[:EACH]:
        since = time.end_of(row.ask.answer_by)
        facts = {"by": row.ask.asked_by, "waits": timesince(row.ask.asked_at, now, depth=1), "who": row.member}
        yield Suggestion(
            about=things.pair(row),
            title=_("Input on a draft that waits"),
            evidence=_("%(by)s has waited %(waits)s for the input of %(who)s") % facts,
            url=things.url(row),
            since=since,
            weight=15 + min((now - since).days, 20),
            minutes=5,
        )
