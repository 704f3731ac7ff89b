"""What was looked for: kept once it is typed, and let go after thirteen months."""

from datetime import datetime, timedelta

from django.contrib.postgres.search import TrigramSimilarity
from django.db import transaction

from apps.collateral.models import Search
from apps.collateral.words import folded, parse
from apps.core.errors import require
from apps.people.models import Member

# What is typed within so long is one search, and so is the same asked again within the hour.
ONE_SEARCH, ONE_SITTING = timedelta(seconds=30), timedelta(hours=1)
KEPT = timedelta(days=396)
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


def forget_searches(*, now: datetime) -> None:
    """Nobody needs to know for longer."""
    Search.objects.filter(at__lt=now - KEPT).delete()


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
