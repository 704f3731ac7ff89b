"""Filters under names of one's own."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Replace
from django.utils.translation import gettext as _

from apps.core import undo
from apps.core.changing import change
from apps.core.errors import Refused, require
from apps.people import policy
from apps.people.models import Choice, Member, SavedView
from apps.trail import commands as trail


class QueryTooLong(Refused):
    """A view is a filter, not a store."""


@transaction.atomic
def save_view(*, actor: Member, page: str, name: str, query: str, now: datetime) -> SavedView:
    """Keep a filter of a list; the same name again replaces what it stood for."""
    require(actor.is_active)
    if len(query) > 1000:
        raise QueryTooLong(_("This filter is too long to be kept; choose fewer values."))
    view = SavedView.objects.select_for_update().filter(member=actor, page=page, name__iexact=name).first()
    if view is None:
        view = SavedView.objects.create(member=actor, page=page, name=name, query=query)
    else:
        change(view, {"query": query})
    trail.record(actor=actor, act="saved-view.saved", about=view, now=now)
    return view


@transaction.atomic
def delete_view(*, actor: Member, saved_view: SavedView, now: datetime) -> tuple[None, undo.Undo]:
    """Forget a filter of one's own."""
    require(policy.may_delete_view(actor, saved_view))
    trail.record(actor=actor, act="saved-view.deleted", about=saved_view, now=now)
    payload = {"page": saved_view.page, "name": saved_view.name, "query": saved_view.query}
    saved_view.delete()
    label = _("The view “%(name)s” is gone.") % {"name": saved_view}
    return None, undo.offer(name="saved-view.delete", label=label, actor=actor, payload=payload)


def undo_delete_view(*, actor: Member, now: datetime, page: str, name: str, query: str) -> None:
    save_view(actor=actor, page=page, name=name, query=query, now=now)


def move_views(*, actor: Member, choice: Choice, into: Choice, now: datetime) -> None:
    """Filters kept for `choice` ask for `into`; called by merging."""
    views = SavedView.objects.filter(query__contains=str(choice.pk))
    views.update(query=Replace(F("query"), Value(str(choice.pk)), Value(str(into.pk))))
