"""Unmet demand: what people looked for and had nothing of."""

from datetime import UTC, datetime
from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, QuerySet, Subquery
from django.utils import timezone

from apps.collateral.models import Asset, PastSearch, Request, Search
from apps.collateral.models.searches import KEPT
from apps.collateral.queries.finding import standing_in
from apps.collateral.words import Words
from apps.people.models import Member, Role


def unmet_demand(*, viewer: Member, now: datetime | None = None) -> QuerySet[Search]:
    """The newest search of each likeness that nothing came of, with how many `people` and `times`; nobody's name.

    That there is a draft is told to those who may see drafts; to all others `cause_for` says that there is none.
    """
    unmet = Search.objects.unmet(now or timezone.now())
    if not viewer.is_active:
        return unmet.none()
    later = unmet.filter(likeness=OuterRef("likeness"), at__gt=OuterRef("at"))
    alike = unmet.filter(likeness=OuterRef("likeness")).order_by().values("likeness")
    asked = Request.objects.visible_to(viewer).filter(searched__iexact=OuterRef("said")).order_by("-asked_at")
    return unmet.filter(~Exists(later)).annotate(
        people=_count(alike, Count("member", distinct=True)),
        times=_count(alike, Count("pk")),
        request=Subquery(asked.values("pk")[:1]),
        request_state=Subquery(asked.values("state")[:1]),
    )


def past_demand(*, viewer: Member, now: datetime | None = None) -> QuerySet[PastSearch]:
    """What was searched in months of which nothing is kept but the sums; no month that isn't whole yet."""
    over = ((now or timezone.now()) - KEPT).astimezone(UTC).date().replace(day=1)
    return PastSearch.objects.visible_to(viewer).filter(month__lt=over)


def _count(rows: QuerySet[Any, Any], count: Count) -> Subquery:
    return Subquery(rows.annotate(n=count).values("n"), output_field=IntegerField())


def sees_drafts(viewer: Member) -> bool:
    return viewer.has_role(Role.MARKETER, Role.ADMIN)


def cause_for(viewer: Member, cause: str) -> Search.Cause:
    """The cause as `viewer` may know it."""
    hidden = cause == Search.Cause.HIDDEN and not sees_drafts(viewer)
    return Search.Cause.NONE if hidden else Search.Cause(cause)


def why_nothing(*, viewer: Member, words: Words, is_narrowed: bool, count: int) -> str:
    """Why somebody may have nothing of what they look for, as far as it can be told now."""
    cause = Search.Cause
    if count:
        return cause.TYPO if words.corrected else cause.UNOPENED
    if is_narrowed and _kept(Asset.objects.visible_to(viewer)).filter(standing_in(words)).exists():
        return cause.FILTERS
    if not sees_drafts(viewer) and _kept(Asset.objects.all()).filter(standing_in(words)).exists():
        return cause.HIDDEN
    return cause.NONE


def _kept(rows: Any) -> Any:
    return rows.exclude(state=Asset.State.ARCHIVED)
