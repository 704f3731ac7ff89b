"""What the pages of collateral show beyond the kit."""

from datetime import datetime
from typing import Any

from django import template
from django.template import Context
from django.utils.http import urlencode

from apps.collateral import queries
from apps.collateral.models import Asset, Request
from apps.collateral.words import Words, marked

register = template.Library()


@register.simple_tag(takes_context=True)
def find_hits(context: Context, assets: list[Asset], words: Words) -> str:
    """Gives each asset of a page its `hit`, by one query for all; it shows nothing itself."""
    found = queries.hits(viewer=context["request"].user, assets=assets, words=words) if words else {}
    for asset in assets:
        hit = found.get(asset.pk)
        query = urlencode([("q", words.said), ("page", str(hit.page))]) if hit else ""
        vars(asset).update(hit=hit, hit_query=query)
    return ""


@register.filter
def mark(text: Any, words: Words | None) -> Any:
    """The words of a search marked in a text."""
    return marked(str(text), words) if words else text


@register.filter
def average(asset: Asset) -> float | None:
    return queries.shown_average(asset)


@register.filter
def answer_by(promise: queries.Promise, request: Request) -> datetime:
    return promise.answer_by(request)


@register.filter
def confirm_by(promise: queries.Promise, request: Request) -> datetime:
    return promise.confirm_by(request)
