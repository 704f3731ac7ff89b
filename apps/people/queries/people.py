"""The rows of this app as their viewer may see them, with what their pages show."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.usersessions.models import UserSession
from django.db.models import Count, Model, Q, QuerySet
from django.utils.translation import gettext as _

from apps.core import things
from apps.people import keys
from apps.people.models import (
    Absence,
    ApiToken,
    Area,
    Choice,
    ClosedDay,
    Company,
    Invitation,
    Member,
    SavedView,
    Team,
)
from apps.people.models.areas import AreaQuerySet


def members(*, viewer: Member, now: datetime | None = None) -> QuerySet[Member]:
    return Member.objects.visible_to(viewer).select_related("team", "team__lead")


def teams(*, viewer: Member, now: datetime | None = None) -> QuerySet[Team]:
    people = Count("members", filter=Q(members__is_active=True))
    return Team.objects.visible_to(viewer).select_related("lead").prefetch_related("liaisons").annotate(people=people)


def areas(*, viewer: Member, now: datetime | None = None) -> AreaQuerySet:
    return Area.objects.visible_to(viewer).select_related("owner", "owner__team", "deputy")


def absences(*, viewer: Member, now: datetime | None = None) -> QuerySet[Absence]:
    return Absence.objects.visible_to(viewer).select_related("member", "member__team", "deputy")


def choices(*, viewer: Member, now: datetime | None = None) -> QuerySet[Choice]:
    return Choice.objects.visible_to(viewer)


def closed_days(*, viewer: Member, now: datetime | None = None) -> QuerySet[ClosedDay]:
    return ClosedDay.objects.visible_to(viewer)


def companies(*, viewer: Member, now: datetime | None = None) -> QuerySet[Company]:
    return Company.objects.visible_to(viewer).select_related("sales_lead", "marketing_lead")


def invitations(*, viewer: Member, now: datetime | None = None) -> QuerySet[Invitation]:
    return Invitation.objects.visible_to(viewer).select_related("invited_by", "team", "member")


# So much of each kind is shown on the page of whoever answers for it.
OWNED_SHOWN = 20


def invitation_by(token: str, *, now: datetime) -> Invitation | None:
    """The invitation that a link leads to, where it can still be accepted."""
    held = Invitation.objects.open().filter(token_hash=keys.digest(token), expires_at__gt=now)
    return held.select_related("invited_by").first()


def api_tokens(*, viewer: Member, now: datetime | None = None) -> QuerySet[ApiToken]:
    return ApiToken.objects.visible_to(viewer)


def saved_views(*, viewer: Member, now: datetime | None = None) -> QuerySet[SavedView]:
    return SavedView.objects.visible_to(viewer)


def sessions(*, viewer: Member, now: datetime | None = None) -> QuerySet[UserSession]:
    """Where somebody is signed in is theirs alone to see."""
    return UserSession.objects.filter(user=viewer).order_by("-last_seen_at")


@dataclass(frozen=True)
class Owned:
    """A thing somebody answers for: its pair as one word for forms, what it is, and where."""

    pair: things.Pair
    label: Any
    title: str
    url: str
    row: Model


def owned(member: Member) -> list[Owned]:
    """All that goes to successors when `member` leaves, by kind."""
    return _by_kind(things.owned_by(member))


def duties(member: Member) -> list[str]:
    """What `member` does besides owning: it ends, or goes to the main successor, when they leave."""
    company = Company.objects.get()
    found = [
        _("leads %(side)s for the company") % {"side": side}
        for side, lead in ((_("sales"), company.sales_lead_id), (_("marketing"), company.marketing_lead_id))
        if lead == member.pk
    ]
    found += [_("deputy for the area %(name)s") % {"name": area} for area in member.deputy_for.order_by("name")]
    found += [
        _("stands in for %(name)s") % {"name": absence.member}
        for absence in member.deputy_in.select_related("member").order_by("from_on", "member__name")
    ]
    return found + [_("liaison of %(name)s") % {"name": team} for team in member.liaison_of.order_by("name")]


def owned_things(member: Member, *, viewer: Member) -> tuple[list[Owned], list[str]]:
    """What of it `viewer` may see, for the member's page: the first of each kind, and of which kinds there is more."""
    rows: list[Any] = []
    more: list[str] = []
    for thing in things.kinds():
        if thing.owned_by is None:
            continue
        seen = thing.visible_to(viewer).order_by().values("pk")
        found = list(thing.owned_by(member).filter(pk__in=seen)[: OWNED_SHOWN + 1])
        rows += found[:OWNED_SHOWN]
        more += [str(thing.many or thing.label)] if len(found) > OWNED_SHOWN else []
    return _by_kind(rows), sorted(more)


def _by_kind(rows: list[Any]) -> list[Owned]:
    return sorted((_owned(row) for row in rows), key=lambda one: (str(one.label), one.title.lower()))


def _owned(row: Model) -> Owned:
    thing = things.of(row)
    return Owned(pair=things.pair(row), label=thing.label, title=thing.title(row), url=thing.url(row), row=row)
