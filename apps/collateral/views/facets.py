"""The shared lists beside the library: what may be narrowed by, how many each entry leaves, and what narrows now."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.http import urlencode

from apps.collateral import commands, queries
from apps.collateral.filters import LibraryFilters
from apps.collateral.words import Words, holds
from apps.core.answer import asks_for
from apps.core.paging import Page
from apps.people.access import MemberRequest

SUGGESTED = 3


def facets_context(request: MemberRequest, narrowed: LibraryFilters, page: Page) -> dict[str, Any]:
    """Nothing is counted on the whole library until somebody turns to its filters: most come with words."""
    fits = narrowed.is_valid()
    counted = fits and any(value for name, value in request.GET.items() if name not in ("sort", "page"))
    chosen = narrowed.chosen if fits else {}
    if fits and page.number == 1:
        _note(request, narrowed, page)
    found = queries.facets(rows=narrowed.without_facets() if counted else None, chosen=chosen)
    return {
        "facets": found,
        "counted": counted,
        "chips": _chips(request, narrowed, found) if fits else [],
        "only_results": asks_for(request, "results"),
        "words": narrowed.words if fits else None,
        "searched": fits and bool(narrowed.words),
        "has_none": fits and narrowed.has_none,
        "is_partly": fits and narrowed.is_partly,
        "entries_called_so": _called_so(request, narrowed.words, found) if fits else [],
    }


def _note(request: MemberRequest, narrowed: LibraryFilters, page: Page) -> None:
    """What was looked for is kept, so that what isn't there is missed by more than one."""
    said = narrowed.form.cleaned_data
    if not narrowed.words:
        return
    is_narrowed = bool(narrowed.chosen) or any(said[name] for name in ("owner", "audience", "state"))
    # What has only some of the words isn't what was looked for.
    count = 0 if narrowed.has_none else page.total
    cause = queries.why_nothing(viewer=request.user, words=narrowed.words, is_narrowed=is_narrowed, count=count)
    commands.note_search(actor=request.user, said=narrowed.words.said, found=count, cause=cause, now=timezone.now())


def facet_counts(request: MemberRequest) -> HttpResponse:
    """The counts alone, each put beside its entry."""
    narrowed = LibraryFilters(request.GET, queryset=queries.library(viewer=request.user), request=request)
    rows = narrowed.without_facets() if narrowed.is_valid() else narrowed.queryset.none()
    chosen = narrowed.chosen if narrowed.is_valid() else {}
    answer = render(request, "collateral/_facet_counts.html", {"facets": queries.facets(rows=rows, chosen=chosen)})
    patch_vary_headers(answer, ["HX-Request", "HX-Target"])
    return answer


def _chips(request: MemberRequest, narrowed: LibraryFilters, found: Sequence[queries.Facet]) -> list[dict[str, str]]:
    """What narrows the list, each with the address of the list without it."""
    said = narrowed.form.cleaned_data
    plain = [(name, request.GET.get(name, ""), _words(narrowed, name, said[name]))
             for name in ("owner", "audience", "state") if said[name]]  # fmt: skip
    some = [(facet.name, str(entry.id), entry.label) for facet in found for entry in facet.chosen]
    return [{"label": label, "url": _without(request, name, value)} for name, value, label in [*plain, *some]]


def _called_so(request: MemberRequest, words: Words, found: Sequence[queries.Facet]) -> list[dict[str, str]]:
    """Entries of the lists that are called like what is looked for: the list of all that has one of them."""
    return [
        {
            "label": f"{facet.label}: {entry.label}",
            "entry": entry.label,
            "url": f"{request.path}?{urlencode({facet.name: str(entry.id)})}",
        }
        for facet in found
        for entry in facet.entries
        if words and not entry.chosen and holds(entry.label, words)
    ][:SUGGESTED]


def _words(narrowed: LibraryFilters, name: str, value: Any) -> str:
    choices: dict[str, Any] = dict(narrowed.filters[name].extra.get("choices", ()))
    return str(choices.get(value, value))


def _without(request: MemberRequest, name: str, value: str) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    query.setlist(name, [one for one in query.getlist(name) if one != value])
    return f"{request.path}?{query.urlencode()}"
