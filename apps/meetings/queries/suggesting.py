"""What an agenda suggests by itself: each with what speaks for it, the weightiest first.

Nothing is copied: a suggestion points at its thing, is gone when the thing is settled, and isn't made again for what
stands on an agenda of the series already, unless something new speaks for it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from django.db.models import F, Q
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.agreements import queries as agreements
from apps.collateral import queries as collateral
from apps.collateral.models import Asset, Feedback, Request
from apps.core import things
from apps.core.saying import ended
from apps.goals import queries as goals
from apps.goals.due.promises import overdue
from apps.leads import queries as leads
from apps.meetings.models import AgendaItem, Meeting
from apps.meetings.queries.overdue_collateral import from_the_field, late_promises, missing_input, reopened
from apps.meetings.queries.suggestion import EACH, Suggestion
from apps.people.models import Member

LOW = 2
# A low rating speaks for this long; leads that came back since then are told of together.
LATELY = timedelta(days=60)


def suggested(meeting: Meeting, *, viewer: Member, now: datetime) -> list[Suggestion]:
    """What could go on the meeting's agenda, as far as `viewer` may see it; the weightiest first."""
    if not meeting.is_ahead:
        return []
    before = _before(meeting)
    found = [
        *_low_ratings(viewer, now),
        *_waiting_requests(viewer, now),
        *late_promises(viewer, now),
        *reopened(viewer, now),
        *from_the_field(viewer, now),
        *missing_input(viewer, now),
        *_returned_leads(viewer, now),
        *_heard(viewer, now),
        *_obstacles(viewer, now),
        *_overdue_activities(viewer, now),
        *_slipped(viewer, now),
        *_objections(viewer),
        *_moves(viewer, now),
        *_parked(before),
    ]
    taken = _dealt_with(before)
    fresh = [one for one in found if one.about not in taken or taken[one.about] < one.since]
    return sorted(fresh, key=lambda one: (-one.weight, one.since, str(one.about)))


def _before(meeting: Meeting) -> list[AgendaItem]:
    """What agendas of the series took in or parked, the newest first."""
    rows = AgendaItem.objects.filter(meeting__series=meeting.series_id).exclude(state=AgendaItem.State.TAKEN_OFF)
    rows = rows.filter(Q(about_id__isnull=False) | Q(state=AgendaItem.State.PARKED))
    rows = rows.select_related("meeting__segment", "proposed_by")
    return list(rows.order_by("-meeting__starts_at", "position", "pk"))


def _dealt_with(before: Iterable[AgendaItem]) -> dict[things.Pair, datetime]:
    """What is or was on an agenda of the series, and since when nothing older speaks for it again."""
    found: dict[things.Pair, datetime] = {}
    for item in before:
        if item.about is not None and item.state != AgendaItem.State.PARKED:
            until = item.meeting.closed_at or datetime.max.replace(tzinfo=UTC)
            found[item.about] = max(until, found.get(item.about, until))
    return found


def _low_ratings(viewer: Member, now: datetime) -> Iterator[Suggestion]:
    """Published collateral that somebody rated low lately and that isn't replaced since."""
    low = Feedback.objects.visible_to(viewer).current().filter(rating__lte=LOW, given_at__gte=now - LATELY)
    rows = low.filter(version__current_of__state=Asset.State.PUBLISHED)
    by_asset: dict[Asset, list[Feedback]] = {}
    for one in rows.select_related("version__asset").order_by("given_at", "pk"):
        by_asset.setdefault(one.version.asset, []).append(one)
    ranked = sorted(by_asset.items(), key=lambda pair: (-len(pair[1]), min(one.rating for one in pair[1])))
    for asset, given in ranked[:EACH]:
        yield Suggestion(
            about=things.pair(asset),
            title=_("Low rating: %(title)s") % {"title": asset},
            evidence=_rated(given),
            url=things.url(asset),
            since=given[-1].given_at,
            weight=30 + 10 * len(given) + 5 * (LOW - min(one.rating for one in given)),
        )


def _rated(given: list[Feedback]) -> str:
    worst = min(one.rating for one in given)
    reasons = Counter(one.get_reason_display() for one in given if one.reason)
    said = ngettext(
        "rated %(worst)s of 5 by one colleague",
        "rated low by %(count)s colleagues, at worst %(worst)s of 5",
        len(given),
    )
    words = said % {"worst": worst, "count": len(given)}
    why = ", ".join(f"{reason}" for reason, _count in reasons.most_common(2))
    last = date_format(given[-1].given_at, "j M")
    return _("%(rated)s, last on %(day)s: %(why)s") % {"rated": words, "day": last, "why": why}


def _waiting_requests(viewer: Member, now: datetime) -> Iterator[Suggestion]:
    """Wishes that nobody has answered, those most wanted first, and then the longest waiting."""
    promise = collateral.promise()
    rows = collateral.requests(viewer=viewer, now=now).filter(state=Request.State.NEW)
    for request in rows.order_by(F("votes").desc(), "asked_at", "pk")[:EACH]:
        late = promise.answer_by(request) < now
        waits = timesince(request.asked_at, now, depth=1)
        facts = {"who": request.asked_by, "waits": waits, "side": request.get_side_display()}
        say = _("%(who)s has waited %(waits)s for an answer from %(side)s")
        if late:
            say = _("%(who)s has waited %(waits)s for an answer from %(side)s: longer than promised")
        days, votes = (now - request.asked_at).days, vars(request)["votes"]
        evidence = say % facts
        if votes:
            too = ngettext("%(count)s other needs it too", "%(count)s others need it too", votes) % {"count": votes}
            evidence = _("%(waits)s; %(too)s") % {"waits": evidence, "too": too}
        yield Suggestion(
            about=things.pair(request),
            title=_("Request: %(title)s") % {"title": request},
            evidence=evidence,
            url=things.url(request),
            since=request.asked_at,
            weight=(35 if late else 15) + min(days, 20) + 5 * min(votes, 10),
        )


def _returned_leads(viewer: Member, now: datetime) -> Iterator[Suggestion]:
    """Leads that came back, all in one: what is to be talked about is the reasons."""
    rows = list(leads.returned(viewer=viewer, since=now - LATELY)[:100])
    if not rows:
        return
    reasons = Counter(str(row.reason) for row in rows)
    why = ", ".join(f"{count} × {reason}" for reason, count in reasons.most_common(3))
    count = len(rows)
    said = ngettext("%(count)s lead came back: %(why)s", "%(count)s leads came back: %(why)s", count)
    yield Suggestion(
        about=things.pair(rows[0]),
        title=_("Returned leads"),
        evidence=said % {"count": count, "why": why},
        url=things.url(rows[0]),
        since=rows[0].answered_at or now,
        weight=25 + 3 * min(count, 10),
    )


def _heard(viewer: Member, now: datetime) -> Iterator[Suggestion]:
    """What was noted in the field, all in one: by persona, with the newest in its own words."""
    lately = collateral.field_notes(viewer=viewer).filter(noted_at__gte=now - LATELY)
    rows = list(lately.order_by("-noted_at", "pk")[:100])
    if not rows:
        return
    personas = Counter(row.persona.label for row in rows if row.persona)
    whom = ", ".join(f"{count} × {persona}" for persona, count in personas.most_common(3))
    count = len(rows)
    say = ngettext("%(count)s note, the newest: “%(heard)s”", "%(count)s notes, the newest: “%(heard)s”", count)
    newest = say % {"count": count, "heard": Truncator(rows[0].heard).chars(150)}
    yield Suggestion(
        about=things.pair(rows[0]),
        title=_("What customers say"),
        evidence=f"{newest} ({whom})" if whom else newest,
        url=things.url(rows[0]),
        since=rows[0].noted_at,
        weight=20 + min(count, 10),
    )


def _obstacles(viewer: Member, now: datetime) -> Iterator[Suggestion]:
    """What is in the way and not removed, the oldest first."""
    for row in goals.open_obstacles(viewer=viewer, now=now)[:EACH]:
        facts = {
            "what": vars(row)["blocked_title"],
            "day": date_format(row.since, "j M"),
            "who": row.remover,
        }
        yield Suggestion(
            about=things.pair(row),
            title=_("In the way: %(what)s") % {"what": Truncator(row.what).chars(150)},
            evidence=_("has held up “%(what)s” since %(day)s; %(who)s can remove it") % facts,
            url=things.url(row),
            since=row.raised_at,
            weight=40 + min((now.date() - row.since).days, 30),
        )


def _overdue_activities(viewer: Member, now: datetime) -> Iterator[Suggestion]:
    """What a plan names and wasn't kept by its day; each activity once, by its newest day. Whose it is isn't said."""
    newest = {one.activity.pk: one for one in overdue(viewer, now)}
    for one in sorted(newest.values(), key=lambda one: one.span.due_at)[:EACH]:
        span = one.span
        say = _("was agreed in “%(plan)s” and wasn't kept: %(span)s, %(count)s of %(promised)s")
        facts = {"plan": one.activity.plan, "span": span.words, "count": one.count, "promised": span.promised}
        if one.obstacle:
            say = _("was agreed in “%(plan)s” and wasn't kept: %(span)s; in the way: %(what)s")
            facts["what"] = one.obstacle
        yield Suggestion(
            about=things.pair(one.activity),
            title=_("Overdue: %(what)s") % {"what": Truncator(str(one.activity)).chars(150)},
            evidence=say % facts,
            url=things.url(one.activity),
            since=span.due_at,
            weight=42 + min((now - span.due_at).days, 30),
        )


def _slipped(viewer: Member, now: datetime) -> Iterator[Suggestion]:
    """What was brought up of goals that slipped and isn't decided: looked at together, with the owner's account."""
    rows = goals.invocations(viewer=viewer, now=now).open().order_by("proposed_at", "pk")
    for row in rows[:EACH]:
        heard = row.account or _("%(who)s is still to be heard") % {"who": row.goal.owner}
        facts = {"why": Truncator(row.why).chars(150), "heard": Truncator(heard).chars(150)}
        yield Suggestion(
            about=things.pair(row),
            title=_("It slipped: %(what)s") % {"what": Truncator(row.goal.title).chars(150)},
            evidence=_("%(why)s %(heard)s") % facts,
            url=things.url(row),
            since=row.heard_at or row.proposed_at,
            weight=55,
        )


def _objections(viewer: Member) -> Iterator[Suggestion]:
    """What nobody overrides is talked over: agreements that somebody objects to, the longest standing first."""
    for agreement, objections in agreements.objected(viewer)[:EACH]:
        newest = max(objections, key=lambda one: one.at)
        facts = {
            "who": ", ".join(str(one.member) for one in objections),
            "why": ended(Truncator(newest.why).chars(150)),
            "would_do": Truncator(newest.would_do).chars(150),
        }
        yield Suggestion(
            about=things.pair(agreement),
            title=_("Objection: %(title)s") % {"title": agreement},
            evidence=_("%(who)s: %(why)s It would be acceptable so: %(would_do)s") % facts,
            url=things.url(agreement),
            since=newest.at,
            weight=60,
        )


def _moves(viewer: Member, now: datetime) -> Iterator[Suggestion]:
    """What was moved inside a plan's leeway, where somebody who signed it wants to talk about it."""
    for move in agreements.to_talk_about(viewer, since=now - LATELY)[:EACH]:
        moved = "; ".join(f"{field}: {old} → {new}" for field, (old, new) in move.changes.items())
        yield Suggestion(
            about=move.about,
            title=_("Moved: %(what)s") % {"what": move.what},
            evidence=_("%(who)s wants to talk about it. %(moved)s") % {"who": move.talk_by, "moved": moved},
            url=things.url(move.version.agreement),
            since=move.talk_at or now,
            weight=45,
        )


def _parked(before: Iterable[AgendaItem]) -> Iterable[Suggestion]:
    """What was kept without a date at the last meetings, until it is taken up again."""
    rows = [item for item in before if item.state == AgendaItem.State.PARKED]
    for item in rows[:EACH]:
        day = date_format(item.meeting.starts_at.astimezone(item.meeting.segment.tz), "j M")
        yield Suggestion(
            about=things.pair(item),
            title=item.title,
            evidence=_("parked on %(day)s; proposed by %(who)s") % {"day": day, "who": item.proposed_by},
            url=things.url(item.meeting),
            since=item.meeting.starts_at,
            weight=10,
            detail=item.detail,
            minutes=item.minutes,
        )
