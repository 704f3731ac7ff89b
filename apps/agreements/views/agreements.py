from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from apps.agreements import freezing, policy, queries
from apps.agreements.commands.standing_in import DAYS_OF_SILENCE
from apps.agreements.filters import AgreementPageFilters
from apps.agreements.forms import QuestionForm, SignForm
from apps.agreements.models import Agreement, Version
from apps.agreements.queries.steps import steps_of
from apps.agreements.views.finding import found, version_of
from apps.core import markdown, things
from apps.people import queries as people
from apps.people.access import member_of, signed_in
from apps.people.lists import Column, Empty, listing
from apps.people.models import Member, Side

MOVES = 10
COLUMNS = [
    Column("title", gettext_lazy("Agreement"), lambda row: row.title),
    Column("kind", gettext_lazy("Kind"), lambda row: row.get_kind_display()),
    Column("open_state", gettext_lazy("Under way"), lambda row: row.open_state and Version.State(row.open_state).label),
    Column("since", gettext_lazy("Counts since"), lambda row: row.since),
    Column("sponsor", gettext_lazy("Sponsor"), lambda row: row.sponsor),
    Column("review_on", gettext_lazy("Looked at again"), lambda row: row.review_on),
]
ORDERS: dict[str, str | tuple[str, ...]] = {"title": "title", "review_on": "review_on", "-since": "-since"}


@signed_in
@require_safe
def agreements(request: HttpRequest) -> HttpResponseBase:
    viewer, now = member_of(request), timezone.now()
    may = policy.may_start(viewer)
    say = _("Nothing is agreed yet. Begin with what sales and marketing want of each other.")
    return listing(
        request,
        page="agreements:agreements",
        rows=queries.agreements(viewer=viewer, now=now),
        filters=AgreementPageFilters,
        columns=COLUMNS,
        orders=ORDERS,
        default_order="title",
        template="agreements/agreements.html",
        rows_template="agreements/_agreements.html",
        context={"may_start": may, "waiting": {one.pk for one in queries.awaiting(viewer)}},
        empty=Empty(say, reverse("agreements:new_agreement"), _("Begin an agreement")) if may else Empty(say),
    )


@signed_in
@require_safe
def agreement(request: HttpRequest, pk: UUID) -> HttpResponse:
    return render(request, "agreements/agreement.html", context_of(request, found(request, pk)))


def context_of(request: HttpRequest, row: Agreement) -> dict[str, Any]:
    """All that the agreement's page shows to its reader."""
    viewer, now = member_of(request), timezone.now()
    versions = list(queries.versions(viewer=viewer, now=now, agreement=row).order_by("-number"))
    for version in versions:
        version.agreement = row
    opened = next((one for one in versions if one.state in ("draft", "proposed")), None)
    counting = next((one for one in versions if one.counts_at(now)), None)
    steps = steps_of(row, opened=opened, counting=counting, viewer=viewer, now=now)
    asking = opened if opened and opened.state == "proposed" else counting
    proposal = queries.latest(asking) if asking else None
    standing_in = queries.proxies(row, now)
    return {
        "agreement": row,
        "versions": versions,
        "opened": _shown(opened, now) if opened else None,
        "counting": _shown(counting, now) if counting else None,
        "steps": steps,
        "coverage": queries.coverage(counting, viewer=viewer) if counting and counting.entered_at else None,
        "sign_form": SignForm(initial={"digest": proposal.digest, "instead_of": steps.instead_of})
        if proposal
        else None,
        "question_form": QuestionForm(),
        "consulted": row.consulted.order_by("name", "pk"),
        "audience": [
            *(str(Side(side).label) for side in row.audience),
            *(team.name for team in row.audience_teams.all()),
        ],
        "matter": _matter(row, viewer),
        "moves": _moves(row, viewer, now),
        "wishes": queries.wishes(viewer=viewer, now=now, agreement=row),
        "may_answer_wishes": (not opened or opened.state == "draft") and policy.may_answer_suggestion(viewer, row),
        "stands_in": list(standing_in.values()),
        "may_name_proxy": viewer not in standing_in and _holds_a_seat(viewer, opened, counting),
        "may_reseat": _silent_seats(row, opened, viewer, now),
        "lost_sides": queries.lost_sides(counting) if counting else [],
        "is_suspended": counting is not None and queries.is_suspended(counting, now),
        "may_name": {
            seat.pk
            for version in versions
            for seat in version.seats.all()
            if seat.is_vacant and version.state != "ended" and policy.may_name_successor(viewer, seat)
        },
    }


def _holds_a_seat(viewer: Member, *versions: Version | None) -> bool:
    return any(seat.member_id == viewer.pk for version in versions if version for seat in version.seats.all())


def _silent_seats(row: Agreement, opened: Version | None, viewer: Member, now: datetime) -> set[UUID]:
    """The seats that the sponsor may give to somebody else by now."""
    if opened is None or opened.state != "proposed" or not policy.may_reseat(viewer, row):
        return set()
    proposal = queries.latest(opened)
    if proposal is None or now < people.working_time().after_days(proposal.at, DAYS_OF_SILENCE):
        return set()
    return {one.seat.pk for one in queries.standings(opened) if not one.said and not one.seat.is_vacant}


def _moves(row: Agreement, viewer: Member, now: datetime) -> list[dict[str, Any]]:
    """The newest moves inside the leeway, with whether the viewer may ask to talk about each."""
    rows = queries.moves(viewer=viewer, now=now, agreement=row).order_by("-at", "-pk")[:MOVES]
    return [{"move": one, "may_talk": one.talk_at is None and policy.may_talk_about(viewer, one)} for one in rows]


def _shown(version: Version, now: Any) -> dict[str, Any]:
    """A version as it is read: its words, its seats in columns by side, and what it was proposed as."""
    text = freezing.content_of(version, now)["text"] if version.state == "draft" else version.text
    standings = queries.standings(version)
    pairs = [[one for one in standings if one.seat.side == side] for side in ("sales", "marketing")]
    return {
        "version": version,
        "text": markdown.render(text),
        "says_something": bool(text.strip()),
        "sides": [(Side(side), found) for side, found in zip(("sales", "marketing"), pairs, strict=True)],
        "others": [one for one in standings if one.seat.side not in ("sales", "marketing")],
        "agreed": version.state in ("signed", "ended") or all(one.agrees for one in standings),
    }


def _matter(row: Agreement, viewer: Member) -> dict[str, Any] | None:
    """The plan or definition that it freezes, where its draft is worked on."""
    if row.about is None:
        return None
    thing = things.find(*row.about, viewer)
    return {"title": things.title(thing), "url": things.url(thing)} if thing else None


@signed_in
@require_safe
def version(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """One version by itself, as it is printed."""
    row = found(request, pk)
    one = version_of(request, row, number)
    context = {"agreement": row, "shown": _shown(one, timezone.now()), "version": one, "sheet": queries.sheet_of(one)}
    return render(request, "agreements/version.html", context | {"now_counts": one.counts_at(timezone.now())})
