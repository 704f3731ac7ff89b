"""Discussion, follow and history on any thing's page, without that page's app knowing of this one."""

from typing import Any

from django import template
from django.db.models import Model
from django.template import Context
from django.urls import reverse

from apps.core import things
from apps.notices import lines, queries
from apps.notices.forms import CommentForm
from apps.notices.models import Notice
from apps.people.models import Member
from apps.trail import queries as trail

register = template.Library()


def talk(thing: Model, *, viewer: Member, form: CommentForm | None = None) -> dict[str, Any]:
    """The context of a discussion."""
    kind, pk = things.pair(thing)
    return {
        "comments": queries.discussion_of(thing, viewer=viewer),
        "comment_form": form or CommentForm(),
        "comment_url": reverse("notices:comment", args=[kind, pk]),
        "comment_draft": f"comment-{kind}-{pk}",
    }


def standing(thing: Model, *, viewer: Member) -> dict[str, Any]:
    """The context of the follow button."""
    kind, pk = things.pair(thing)
    return {
        "following": queries.following(thing=thing, viewer=viewer),
        "own_thing": viewer in list(things.of(thing).involved(thing)),
        "follow_url": reverse("notices:follow", args=[kind, pk]),
        "unfollow_url": reverse("notices:unfollow", args=[kind, pk]),
        "help_url": reverse("notices:offer_help", args=[kind, pk]),
    }


def _of_page(context: Context, found: dict[str, Any]) -> dict[str, Any]:
    return found | {"request": context["request"], "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("notices/_discussion.html", takes_context=True)
def discussion(context: Context, thing: Model) -> dict[str, Any]:
    """What was said about a thing, and the form to say something."""
    return _of_page(context, talk(thing, viewer=context["request"].user))


@register.inclusion_tag("notices/_follow.html", takes_context=True)
def follow_button(context: Context, thing: Model) -> dict[str, Any]:
    """Follow, "I can help", and who has offered to."""
    return _of_page(context, standing(thing, viewer=context["request"].user))


@register.inclusion_tag("kit/_history.html", takes_context=True)
def history(context: Context, thing: Model) -> dict[str, Any]:
    """Who did what with a thing, the newest first."""
    return _of_page(context, {"entries": trail.history_of(thing)})


@register.simple_tag(takes_context=True)
def lines_of(context: Context, notices: list[Notice]) -> list[lines.Line]:
    """The entries of a page as sentences; their things are found by one query per kind."""
    return lines.entries(notices, reader=context["request"].user)
