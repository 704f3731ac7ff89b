"""What was looked for: kept once it is typed, and after thirteen months only how often, by month."""

from datetime import UTC, date, datetime, timedelta

from django.contrib.postgres.search import TrigramSimilarity
from django.db import transaction
from django.db.models import F

from apps.collateral.models import PastSearch, Search
from apps.collateral.models.searches import KEPT
from apps.collateral.words import folded, parse
from apps.core.errors import require
from apps.people.models import Member

# What is typed within so long is one search, and so is the same asked again within the hour.
ONE_SEARCH, ONE_SITTING = timedelta(seconds=30), timedelta(hours=1)
# So alike are two searches for the same.
ALIKE = 0.6


@transaction.atomic
def note_search(*, actor: Member, said: str, found: int, cause: str, now: datetime) -> None:
    """Keep what was looked for; the beginnings typed on the way to it are no searches of their own."""
    require(actor.is_active)
    said = " ".join(said.split())[:200]
    words = parse(said)
    likeness = " ".join(sorted({folded(word) for term in words.terms for word in term.words}))[:200]
    if not likeness:
        return
    search = _same_search(actor, said, now) or Search(member=actor)
    search.said, search.found, search.cause, search.at = said, found, cause, now
    search.likeness = _known_likeness(likeness)
    search.save()


def note_opening(*, actor: Member, now: datetime) -> None:
    """Something that was found is opened: what was last looked for is met, unless nothing had all of its words."""
    last = Search.objects.filter(member=actor, at__gte=now - ONE_SITTING).order_by("-at").values("pk")[:1]
    Search.objects.filter(pk__in=last, found__gt=0, opened_at__isnull=True).update(opened_at=now)


@transaction.atomic
def forget_searches(*, now: datetime) -> None:
    """What is too long ago is added to its month, and who looked for it is forgotten.

    A person counts in a month with the last of their searches for the same, so that days forgotten one after the other
    count nobody twice.
    """
    old = list(Search.objects.select_for_update().filter(at__lt=now - KEPT).order_by("at", "pk"))
    kept = {(_month(one), one.likeness, one.member_id) for one in _still_kept(old, now)}
    groups: dict[tuple[date, str], list[Search]] = {}
    for one in old:
        groups.setdefault((_month(one), one.likeness), []).append(one)
    for (month, likeness), alike in groups.items():
        people = {(month, likeness, one.member_id) for one in alike} - kept
        unmet = sum(one.opened_at is None for one in alike)
        _add_to_month(month, likeness, alike[-1].said, people=len(people), times=len(alike), unmet=unmet)
    Search.objects.filter(pk__in=[one.pk for one in old]).delete()


def _still_kept(old: list[Search], now: datetime) -> list[Search]:
    """Those of the same months and people; only the last month has any."""
    if not old:
        return []
    people = {one.member_id for one in old}
    rows = Search.objects.filter(member__in=people, at__gte=now - KEPT, at__lt=old[-1].at + timedelta(days=31))
    return list(rows)


def _month(search: Search) -> date:
    return search.at.astimezone(UTC).date().replace(day=1)


def _add_to_month(month: date, likeness: str, said: str, **counts: int) -> None:
    nothing = {"said": said, **counts}
    past, is_new = PastSearch.objects.get_or_create(month=month, likeness=likeness, defaults=nothing)
    if not is_new:
        more = {name: F(name) + count for name, count in counts.items()}
        PastSearch.objects.filter(pk=past.pk).update(said=said, **more)


def _same_search(actor: Member, said: str, now: datetime) -> Search | None:
    last = Search.objects.filter(member=actor, at__gte=now - ONE_SITTING).order_by("-at").first()
    if last is None or last.opened_at is not None:
        return None
    one, other = said.casefold(), last.said.casefold()
    typing = last.at >= now - ONE_SEARCH and (one.startswith(other) or other.startswith(one))
    return last if typing or one == other else None


def _known_likeness(likeness: str) -> str:
    """That of an earlier search for the same, in whatever order and with a slip or an ending more."""
    rows = Search.objects.filter(likeness__trigram_similar=likeness)
    alike = rows.annotate(alike=TrigramSimilarity("likeness", likeness)).filter(alike__gte=ALIKE)
    return alike.order_by("-alike", "at").values_list("likeness", flat=True).first() or likeness
