"""Putting off what waits, on pages of apps that don't know of this one."""

from typing import Any

from django import template
from django.template import Context
from django.urls import reverse

from apps.core import things
from apps.core.due import Due
from apps.followups import queries
from apps.followups.models import Snooze

register = template.Library()
Snoozed = dict[tuple[Any, ...], Snooze]


@register.simple_tag(takes_context=True)
def snoozes(context: Context) -> Snoozed:
    """What the reader has put off, for all buttons of a page by one query."""
    found = queries.snoozes(viewer=context["request"].user)
    return {(snooze.kind, *snooze.about): snooze for snooze in found}


@register.inclusion_tag("followups/_snooze.html", takes_context=True)
def snooze_button(context: Context, due: Due, snoozed: Snoozed) -> dict[str, Any]:
    """Remind me later; or, where that was said, when it comes back."""
    kind, pk = things.pair(due.thing)
    return {
        "snooze": snoozed.get((due.kind, kind, pk)),
        "url": reverse("followups:snooze", args=[due.kind, kind, pk]),
        "title": things.title(due.thing),
        "csrf_token": context.get("csrf_token"),
        "request": context["request"],
    }
