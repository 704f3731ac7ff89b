"""What the pages of collateral show beyond the kit."""

from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from apps.collateral import files, policy, queries
from apps.collateral.models import FACETS, Asset, AssetVersion, Audience, Finding, Input, Quick, Request, Search
from apps.collateral.words import Words, marked
from apps.core.keeping import looks_at
from apps.core.markdown import render
from apps.core.templatetags.kit import icon, pill
from apps.people.models import Member

register = template.Library()

Way = queries.Way
WAYS = {Way.READ: "good", Way.UNREADABLE: "warn", Way.INFECTED: "bad", Way.REFUSED: "bad"}
STATES = {
    Asset.State.PUBLISHED: "good",
    Asset.State.DRAFT: "warn",
    Asset.State.IN_REVIEW: "info",
    Asset.State.CHANGES_REQUESTED: "warn",
    Asset.State.RECALLED: "bad",
}


@register.simple_tag(takes_context=True)
def find_hits(context: Context, assets: list[Asset], words: Words, is_partly: bool = False) -> str:
    """Gives each asset of a page its `hit`, and what it lacks, by one query for all; it shows nothing itself."""
    if not words:
        return ""
    found = queries.hits(viewer=context["request"].user, assets=assets, words=words)
    lacks = queries.lacking(assets=assets, words=words) if is_partly else {}
    for asset in assets:
        hit = found.get(asset.pk)
        said = [("q", words.meant)]
        query = urlencode([*said, *([("page", str(hit.page))] if hit else [])])
        why = queries.reasons(asset, words, hit)
        vars(asset).update(hit=hit, hit_query=query, words_query=urlencode(said), why=why, lacks=lacks.get(asset.pk))
    return ""


@register.filter
def mark(text: Any, words: Words | None) -> Any:
    """The words of a search marked in a text."""
    return marked(str(text), words) if words else text


@register.filter
def demand_cause(search: Search, viewer: Member) -> str:
    return str(queries.cause_for(viewer, search.cause).label)


@register.simple_tag
def next_step(finding: Finding, viewer: Member) -> queries.NextStep:
    """What mends it; where, for those alone who may."""
    step = queries.next_step(finding)
    return step if policy.may_edit_asset(viewer, finding.asset) else replace(step, url="")


@register.filter
def may_be_mended_by(asset: Asset, viewer: Member) -> bool:
    return policy.may_edit_asset(viewer, asset)


@register.filter
def facets(asset: Asset) -> list[tuple[str, str]]:
    """Each list of which something is said, with it in words."""
    found = queries.by_list(vars(asset)["said_facets"])
    said = [(name, _("all") if name in asset.for_all else ", ".join(one["label"] for one in found[name]))
            for name in FACETS]  # fmt: skip
    return [(str(name.label), words) for name, words in said if words]


@register.filter
@looks_at("said_facets")
def facet_line(asset: Asset) -> str:
    """What an asset is for, in one line of a list; what is for all needs no words there."""
    return " · ".join(one["label"] for rows in queries.by_list(vars(asset)["said_facets"]).values() for one in rows)


@register.simple_tag
@looks_at("current.pk", "current.sha256", "current.has_picture", "recalled_at")
def thumb(asset: Asset) -> SafeString:
    """The picture of a first page, small, beside a title that says all of it; of what is recalled there is none."""
    version = asset.current
    if version is None or asset.recalled_at is not None or not version.has_picture:
        return SafeString("")
    url = f"{_pictures()}{version.pk}/{version.sha256}/1.webp"
    return SafeString(f'<img class="thumb" src="{url}" width="44" height="56" alt="" loading="lazy">')


@lru_cache(maxsize=1)
def _pictures() -> str:
    """What the addresses of all pictures begin with: asking for each takes longer than drawing its row."""
    nil = UUID(int=0)
    return reverse("collateral:picture", args=[nil, "x", 1]).removesuffix(f"{nil}/x/1.webp")


@register.simple_tag
def written(version: AssetVersion) -> SafeString:
    """A text of Accord's own, as it is meant to look."""
    return render(files.text_of(version.file))


# `get_…_display` translates every choice there is to find one, which a long list feels.
@register.simple_tag
def asset_state(key: str, expired: bool = False, unverified: bool = False) -> SafeString:
    return _state(key, expired, unverified, get_language())


@lru_cache(maxsize=100)
def _state(key: str, expired: bool, unverified: bool, language: str | None) -> SafeString:
    state = Asset.State(key)
    if expired and state == Asset.State.PUBLISHED:
        return pill(_("Expired"), "warn")
    shown = pill(state.label, STATES.get(state, ""))
    return format_html("{} {}", shown, pill(_("Unverified"), "warn")) if unverified else shown


@register.simple_tag
def batch_way(way: Way) -> SafeString:
    """How far a file of a batch is."""
    return pill(way.label, WAYS.get(way, "info" if way in queries.ON_THE_WAY else ""))


@register.filter
def audience(key: str) -> str:
    """For whom an asset is; empty while nobody said."""
    return _audience(key, get_language()) if key else ""


@lru_cache(maxsize=100)
def _audience(key: str, language: str | None) -> str:
    return str(Audience(key).label)


@register.simple_tag
def rating(average: float | None, ratings: int) -> SafeString:
    """What members think of an asset; below a handful of ratings only how many they are."""
    return _rating(average, ratings, get_language())


@lru_cache(maxsize=2000)
def _rating(average: float | None, ratings: int, language: str | None) -> SafeString:
    """Of a few ratings there are only so many averages."""
    if not ratings:
        return format_html('<span class="muted">{}</span>', _("none yet"))
    count = ngettext("%(count)s rating", "%(count)s ratings", ratings) % {"count": ratings}
    if average is None:
        return format_html('<span class="muted">{}</span>', count)
    # Rounded first: formatting alone cuts off what comes after the first place.
    shown = number_format(round(average, 1), 1)
    star = icon("star-full")
    return format_html('<span title="{}">{} {}</span> <span class="muted">({})</span>', count, star, shown, ratings)


@register.filter
def answer_by(promise: queries.Promise, request: Request) -> datetime:
    return promise.answer_by(request)


@register.filter
def confirm_by(promise: queries.Promise, request: Request) -> datetime:
    return promise.confirm_by(request)


@register.simple_tag
def clock(promise: queries.Promise, request: Request, now: datetime) -> SafeString | str:
    """How many working days its next step still has, or is past."""
    found = promise.clock(request, now)
    return "" if found is None else _clock(found.left, found.is_past, get_language())


@lru_cache(maxsize=500)
def _clock(left: int, is_past: bool, language: str | None) -> SafeString:
    if is_past and not left:
        return pill(_("its day is past"), "warn")
    if is_past:
        return pill(ngettext("%(n)s working day past", "%(n)s working days past", -left) % {"n": -left}, "warn")
    if not left:
        return pill(_("last day"), "info")
    return pill(ngettext("%(n)s working day left", "%(n)s working days left", left) % {"n": left})


@register.simple_tag
def may_be_changed_by(asset: Asset, member: Member) -> bool:
    """Whether a box beside it leads anywhere."""
    return policy.may_edit_asset(member, asset)


@register.filter
def some_for(assets: list[Asset], member: Member) -> bool:
    """Whether `member` may change one of them."""
    return any(policy.may_edit_asset(member, asset) for asset in assets)


@register.simple_tag
def quick_answer(key: str) -> str:
    return str(Quick(key).label)


@register.simple_tag
def input_state(given: Input) -> SafeString:
    kinds = {"given": "good", "open": "info"}
    return pill(given.get_state_display(), kinds.get(given.state, ""))


@register.filter
@looks_at("input_from", "state")
def input_words(asset: Asset) -> str:
    return queries.input_in_words(asset)
