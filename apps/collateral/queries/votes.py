"""Who needs a wish too, and what would go on in which other."""

from dataclasses import dataclass
from datetime import datetime

from apps.collateral.models import Request, RequestVote
from apps.collateral.models.requests import RequestQuerySet
from apps.collateral.models.votes import RequestVoteQuerySet
from apps.collateral.queries.requests import requests
from apps.collateral.queries.similar import similar_requests
from apps.core.finding import fitting
from apps.notices import queries as notices
from apps.people.models import Member

OFFERED = 20


def votes_for(*, viewer: Member, request: Request, now: datetime | None = None) -> RequestVoteQuerySet:
    """Who said that they need it too, and why; the first first."""
    rows = RequestVote.objects.visible_to(viewer).standing().filter(request=request)
    return rows.select_related("member").order_by("at", "pk")


def mergeable(*, viewer: Member, request: Request, said: str = "") -> list[Request]:
    """Open wishes to the same side in which this one could go on: what is like it first, or what fits the words."""
    rows = requests(viewer=viewer).open().filter(side=request.side).exclude(pk=request.pk)
    if said:
        return list(fitting(rows, said, *Request.WORDS)[:OFFERED])
    alike = [row.pk for row in similar_requests(viewer=viewer, said=request.title)]
    newest = list(rows.order_by("-asked_at", "pk")[:OFFERED])
    like_it = list(rows.filter(pk__in=alike))
    return [*like_it, *(row for row in newest if row.pk not in alike)][:OFFERED]


@dataclass(frozen=True)
class Merging:
    """What merging a wish into another would do.

    Attributes:
        moved: people who need the one and not yet the other, with who asked.
        together: people who need the other afterwards, with who asked for it.
        told: members who hear of it.
    """

    into: Request
    moved: int
    together: int
    told: int


def merging(*, viewer: Member, request: Request, into: Request) -> Merging:
    """The sums before it is done."""

    def behind(row: Request) -> set[object]:
        return {row.asked_by_id, *votes_for(viewer=viewer, request=row).values_list("member", flat=True)}

    here, there = behind(request), behind(into)
    followers = set(notices.followers_of(request).values_list("pk", flat=True))
    told = (followers | {request.asked_by_id}) - {viewer.pk}
    return Merging(into, len(here - there), len(here | there), len(told))


def merged_here(*, viewer: Member, request: Request) -> RequestQuerySet:
    """The wishes that go on in this one; their words and discussions stay with them."""
    return requests(viewer=viewer).filter(merged_into=request).order_by("asked_at", "pk")
