from datetime import datetime
from typing import Any

from django.db.models import Exists, Model, OuterRef, Q, QuerySet, Subquery

from apps.agreements.models import Agreement, Seat, Version
from apps.agreements.models.versions import VersionQuerySet
from apps.agreements.queries.answers import SIDES, standing_objections, standings
from apps.agreements.queries.suspending import suspended
from apps.core import things
from apps.people.models import Member

State = Version.State


def agreements(*, viewer: Member, now: datetime) -> QuerySet[Agreement]:
    """Agreements with `open_state` of the draft or proposal that the viewer sees, and `since` when what counts does."""
    seen = Version.objects.visible_to(viewer).filter(agreement=OuterRef("pk"))
    opened = seen.filter(state__in=[State.DRAFT, State.PROPOSED])
    counting = seen.in_force(now)
    return (
        Agreement.objects.visible_to(viewer)
        .select_related("sponsor", "started_by")
        .prefetch_related("audience_teams")
        .annotate(
            open_state=Subquery(opened.values("state")[:1]),
            open_number=Subquery(opened.values("number")[:1]),
            since=Subquery(counting.values("effective_from")[:1]),
            since_number=Subquery(counting.values("number")[:1]),
            is_suspended=suspended(now),
            is_mine=Exists(Seat.objects.filter(version__agreement=OuterRef("pk"), member=viewer)),
        )
    )


def versions(*, viewer: Member, now: datetime, agreement: Agreement) -> VersionQuerySet:
    """The agreement's versions that the viewer may see, with seats, answers and proposals."""
    rows = Version.objects.visible_to(viewer).filter(agreement=agreement)
    around = [
        "proposals__by",
        "seats__member",
        *(
            "seats__signatures__member",
            "seats__objections__member",
            "seats__signatures__proxy",
            "seats__objections__proxy",
        ),
        *("seats__reseatings__before", "seats__reseatings__by"),
    ]
    return rows.select_related("agreement", "created_by").prefetch_related(*around)


def in_force(thing: Model, now: datetime) -> Version | None:
    """The version that counts at `now`, of an agreement or of the one about `thing`."""
    rows = Version.objects.in_force(now).select_related("agreement")
    if isinstance(thing, Agreement):
        return rows.filter(agreement=thing).first()
    kind, pk = things.pair(thing)
    return rows.filter(agreement__about_kind=kind, agreement__about_id=pk).first()


def awaiting(viewer: Member) -> list[Agreement]:
    """Agreements whose proposal waits for the viewer's answer."""
    return [
        version.agreement
        for version in _asking().filter(seats__member=viewer)
        if any(one.seat.member_id == viewer.pk and not one.said for one in standings(version))
    ]


def proposed(viewer: Member) -> list[tuple[Agreement, list[Any]]]:
    """What is before the seats, the longest first, each with the members whose answer is still missing."""
    if not viewer.is_active:
        return []
    return [
        (version.agreement, [one.seat.member for one in standings(version) if not one.said]) for version in _asking()
    ]


def objected(viewer: Member) -> list[tuple[Agreement, list[Any]]]:
    """What is proposed and somebody objects to, with the objections that stand; the longest proposed first."""
    if not viewer.is_active:
        return []
    found: dict[Agreement, list[Any]] = {}
    rows = standing_objections().select_related("member", "seat__version__agreement")
    for one in rows.order_by("seat__version__created_at", "seat__version", "member__name", "pk"):
        found.setdefault(one.seat.version.agreement, []).append(one)
    return [(agreement, sorted(said, key=lambda one: SIDES.index(one.seat.side))) for agreement, said in found.items()]


def _asking() -> VersionQuerySet:
    around = ("proposals", "seats__member", "seats__signatures", "seats__objections__member")
    rows = Version.objects.filter(state=State.PROPOSED).select_related("agreement").prefetch_related(*around)
    return rows.order_by("created_at", "pk")


def audience(agreement: Agreement) -> QuerySet[Member]:
    """Who it is announced to, as they are here now: joiners too."""
    rows, teams = Member.objects.active(), agreement.audience_teams.all()
    if not agreement.audience and not teams.exists():
        return rows
    return rows.filter(Q(side__in=agreement.audience) | Q(team__in=teams))


def is_for(member: Member) -> Q:
    """Picks the agreements whose audience `member` belongs to."""
    everybody = Q(audience=[]) & ~Exists(Agreement.audience_teams.through.objects.filter(agreement=OuterRef("pk")))
    mine = Q(audience__contains=[member.side])
    return everybody | mine | Q(audience_teams=member.team_id) if member.team_id else everybody | mine
