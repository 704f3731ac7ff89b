"""What is there already, or was asked for before, that is like what somebody is about to ask for."""

import re
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import SearchQuery, TrigramWordSimilarity
from django.db.models import Case, F, FloatField, Q, QuerySet, Value, When
from django.db.models.lookups import GreaterThanOrEqual

from apps.collateral.models import Asset, Request
from apps.collateral.queries.assets import library
from apps.collateral.queries.finding import RANKED_AT_MOST, found
from apps.collateral.queries.requests import requests
from apps.core.finding import holding
from apps.people.models import Member

# How much alike two words are that differ in an ending or a slip; and how many of each kind are shown.
ALIKE = 0.5
SHOWN = 3
MOST_WORDS = 8
DELIVERABLE_AT_ONCE = 20
# Shorter words join others; a code says something at any length.
_TELLING = re.compile(r"[^\W_]{4,}|[^\W_]*\d[^\W_]*")


@dataclass(frozen=True)
class Similar:
    """What may answer a wish, or is the same wish."""

    assets: list[Asset]
    requests: list[Request]

    def __bool__(self) -> bool:
        return bool(self.assets or self.requests)


def similar(*, viewer: Member, said: str) -> Similar:
    """Published collateral and requests that `viewer` may see and that share half of the words that tell something."""
    return Similar(similar_assets(viewer=viewer, said=said), similar_requests(viewer=viewer, said=said))


def _telling(said: str) -> list[str]:
    return list(dict.fromkeys(word.lower() for word in _TELLING.findall(said)))[:MOST_WORDS]


def similar_assets(*, viewer: Member, said: str) -> list[Asset]:
    words = _telling(said)
    if not words:
        return []
    published = library(viewer=viewer).usable()
    # By the index first: a large library must answer while somebody types.
    begun_so = published.filter(search=_beginnings(words)).order_by(F("published_at").desc(), "pk")
    near = published.filter(pk__in=begun_so.values("pk")[:RANKED_AT_MOST])
    called_so = list(_alike(near, words)[:SHOWN])
    holding_it = found(published, " ".join(words)).exclude(pk__in=[asset.pk for asset in called_so])
    return [*called_so, *holding_it.order_by(F("fit").desc(), "pk")[: SHOWN - len(called_so)]]


def similar_requests(*, viewer: Member, said: str) -> list[Request]:
    """By the index of all their words, and of very many the newest: the likeness of titles is slow to tell."""
    words, begins = _telling(said), Q()
    if not words:
        return []
    for word in words:
        begins |= holding(_beginning(word), *Request.WORDS)
    wishes = Request.objects.visible_to(viewer).exclude(state=Request.State.MERGED)
    near = wishes.filter(begins).order_by("-pk").values("pk")[:RANKED_AT_MOST]
    return list(_alike(requests(viewer=viewer).filter(pk__in=near), words)[:SHOWN])


def _beginning(word: str) -> str:
    """What stays of a word whatever its ending: “alar” of “alarms”."""
    return word[: max(4, len(word) - 2)]


def _beginnings(words: list[str]) -> SearchQuery:
    """Fits where one of the words begins so; they are letters and digits alone, so nothing breaks out of the quotes."""
    raw = " | ".join(f"'{_beginning(word)}':*" for word in words)
    return SearchQuery(raw, config="accord", search_type="raw")


def deliverable(*, viewer: Member, said: str = "", like: str = "") -> list[Asset]:
    """What can answer a request: published collateral that fits the words, else what is `like` it and the newest."""
    rows = library(viewer=viewer).usable()
    if said:
        return list(found(rows, said).order_by(F("fit").desc(), "-published_at", "pk")[:DELIVERABLE_AT_ONCE])
    alike = similar_assets(viewer=viewer, said=like)
    newest = rows.exclude(pk__in=[asset.pk for asset in alike]).order_by("-published_at", "pk")
    return [*alike, *newest[: DELIVERABLE_AT_ONCE - len(alike)]]


def _alike(rows: QuerySet[Any], words: list[str]) -> QuerySet[Any]:
    """Rows whose title holds at least half of the words, or nearly; the most first."""
    shared: Any = Value(0.0)
    for word in words:
        alike = GreaterThanOrEqual(TrigramWordSimilarity(word, "title"), ALIKE)
        shared = shared + Case(When(alike, then=Value(1.0)), default=Value(0.0), output_field=FloatField())
    return rows.annotate(shared=shared).filter(shared__gte=len(words) / 2).order_by(F("shared").desc(), "-pk")
