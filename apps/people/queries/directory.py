"""Who do I turn to for …?"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.postgres.search import TrigramWordSimilarity
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Count, Model, QuerySet
from django.utils.translation import gettext as _

from apps.core import things
from apps.core.finding import holding
from apps.core.paging import Page
from apps.core.paging import page as page_of
from apps.people.models import Absence, Area, DirectorySearch, Member, Team
from apps.people.queries.people import areas, members, teams

MOST = 20
# How like a typed word and a name must be where nothing holds the word itself.
LIKENESS = 0.45


@dataclass(frozen=True)
class Answerer:
    """Somebody to turn to, and why them: "owns pricing one-pagers".

    Attributes:
        stands_in_for: the owner who is away, where this is their deputy.
        away: their own absence, where nobody stands in.
    """

    member: Member
    because: str
    stands_in_for: Member | None = None
    away: Absence | None = None


@dataclass(frozen=True)
class Directory:
    """What the directory shows for some words, or all of it for none; `alike` are names nearly as typed."""

    answerers: list[Answerer]
    people: Page
    alike: list[Member]
    teams: list[Team]
    areas: list[Area]

    @property
    def found_nobody(self) -> bool:
        return not (self.answerers or self.people.rows or self.teams or self.areas)


def directory(*, viewer: Member, words: str, now: datetime, side: str = "", page: Any = 1) -> Directory:
    """People, teams and areas that `words` lead to, of one side or of all, never somebody who left."""
    people, of_side, of_owner = members(viewer=viewer).filter(is_active=True), {}, {}
    if side:
        of_side, of_owner = {"side": side}, {"owner__side": side}
    found = people.filter(holding(words, "name", "job_title", "team__name", "email"), **of_side)
    listed = page_of(found.order_by("name", "pk"), page)
    return Directory(
        answerers=who_answers(viewer=viewer, words=words, now=now),
        people=listed,
        alike=_alike(people, words) if words.split() and not listed.rows else [],
        teams=list(teams(viewer=viewer).filter(holding(words, "name"), **of_side).order_by("side", "name")[:MOST]),
        areas=list(_areas_called(viewer, words).filter(**of_owner).order_by("name")[:MOST]),
    )


def who_answers(*, viewer: Member, words: str, now: datetime) -> list[Answerer]:
    """Whom to turn to for `words`, the surest first: owners of areas, then owners of things; each person once."""
    if not words.split():
        return []
    found = _areas_called(viewer, words).order_by("name", "pk")[:MOST]
    reasons = [(area.owner, area.deputy, _("owns %(name)s") % {"name": area}) for area in found]
    reasons += [(row.owner, None, f"{thing.label}: {thing.title(row)}") for thing, row in _owned_things(viewer, words)]
    away = _away({owner for owner, _deputy, _because in reasons}, now)
    answerers: dict[Any, Answerer] = {}
    for owner, deputy, because in reasons:
        one = _answerer(owner, deputy, because, away)
        answerers.setdefault(one.member.pk, one)
    return list(answerers.values())[:MOST]


def _answerer(owner: Member, deputy: Member | None, because: str, away: dict[Any, Absence]) -> Answerer:
    absence = away.get(owner.pk)
    stands_in = deputy or (absence.deputy if absence else None)
    if absence is None or stands_in is None:
        return Answerer(owner, because, away=absence)
    return Answerer(stands_in, because, stands_in_for=owner)


def _away(owners: set[Member], now: datetime) -> dict[Any, Absence]:
    """The absences of those who are away at `now`, each by the date in their own zone."""
    absences = Absence.objects.filter(member__in=owners).select_related("member", "deputy")
    return {
        absence.member_id: absence
        for absence in absences
        if absence.covers(now.astimezone(ZoneInfo(absence.member.time_zone)).date())
    }


def _areas_called(viewer: Member, words: str) -> QuerySet[Area]:
    return areas(viewer=viewer).current().filter(holding(words, "name", "words"))


def _owned_things(viewer: Member, words: str) -> list[tuple[things.Thing, Any]]:
    """Things whose title holds the words and whose owner is here, a few per kind that has owners."""
    return [
        (thing, row)
        for thing in things.kinds()
        if thing.owned_by is not None and thing.model is not Area and _has_title_and_owner(thing.model)
        for row in thing.visible_to(viewer)
        .filter(holding(words, "title"), owner__is_active=True)
        .select_related("owner")
        .order_by("title", "pk")[:5]
    ]


def _has_title_and_owner(model: type[Model]) -> bool:
    try:
        return bool(model._meta.get_field("title") and model._meta.get_field("owner"))
    except FieldDoesNotExist:
        return False


def _alike(rows: QuerySet[Member], words: str) -> list[Member]:
    """Names that are nearly what was typed."""
    likeness = TrigramWordSimilarity(words, "name")
    return list(rows.annotate(likeness=likeness).filter(likeness__gte=LIKENESS).order_by("-likeness", "name")[:5])


def directory_misses(*, viewer: Member) -> QuerySet[Any]:
    """Searches that found nobody, by how often; for admins, without who asked."""
    rows = DirectorySearch.objects.all() if viewer.is_active and viewer.is_admin else DirectorySearch.objects.none()
    return rows.values("words").annotate(times=Count("pk")).order_by("-times", "words")
