from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from apps.core import things
from apps.core.errors import require
from apps.meetings import commands, policy, queries
from apps.meetings.forms import ItemChangesForm, ItemForm, WhereForm
from apps.meetings.models import AgendaItem
from apps.meetings.views.forming import found, page_of
from apps.people.access import member_of, signed_in
from apps.people.editing import act_and_go, bound_page, typed


def _item(request: HttpRequest, pk: UUID) -> AgendaItem:
    return get_object_or_404(queries.items(viewer=member_of(request), now=timezone.now()), pk=pk)


@signed_in
def propose(request: HttpRequest, pk: UUID) -> HttpResponse:
    actor, meeting = member_of(request), found(request, pk)
    require(policy.may_propose(actor, meeting))
    context = {
        "heading": _("Put something on the agenda"),
        "intro": things.title(meeting),
        "submit": _("Put it on the agenda"),
        "cancel_url": page_of("meeting", meeting),
        "draft": f"agenda-item-new-{meeting.pk}",
    }
    return bound_page(
        request,
        ItemForm(typed(request), initial={"title": request.GET.get("title", "")}),
        act=partial(commands.propose_item, actor=actor, meeting=meeting, now=timezone.now()),
        done=page_of("meeting", meeting),
        context=context,
        said=_("It is on the agenda."),
    )


@signed_in
@require_POST
def take_in(request: HttpRequest, pk: UUID) -> HttpResponse:
    actor, meeting = member_of(request), found(request, pk)
    kind, _colon, wanted = request.POST.get("about", "").partition(":")
    try:
        about = things.find(kind, UUID(wanted), actor)
    except ValueError as fault:
        raise Http404 from fault
    if about is None:
        raise Http404
    act = partial(commands.take_in, actor=actor, meeting=meeting, about=about, now=timezone.now())
    return act_and_go(request, act=act, to=page_of("meeting", meeting), said=_("It is on the agenda."))


@signed_in
def edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    actor, row = member_of(request), _item(request, pk)
    require(policy.may_edit_item(actor, row))
    context = {
        "heading": _("Change the agenda item"),
        "cancel_url": page_of("meeting", row.meeting),
        "draft": f"agenda-item-{row.pk}",
    }
    return bound_page(
        request,
        ItemChangesForm(typed(request), initial=ItemChangesForm.values_of(row)),
        act=partial(commands.edit_item, actor=actor, item=row, now=timezone.now()),
        done=page_of("meeting", row.meeting),
        context=context,
    )


def _tap(
    request: HttpRequest, item: AgendaItem, command: Callable[..., Any], said: str = "", **more: Any
) -> HttpResponse:
    act = partial(command, actor=member_of(request), item=item, now=timezone.now(), **more)
    return act_and_go(request, act=act, to=page_of("meeting", item.meeting), said=said)


@signed_in
@require_POST
def move(request: HttpRequest, pk: UUID) -> HttpResponse:
    item, form = _item(request, pk), WhereForm(request.POST)
    # What isn't a place leaves it where it is.
    to = form.cleaned_data["to"] if form.is_valid() else item.position
    return _tap(request, item, commands.move_item, to=to)


@signed_in
@require_POST
def take_off(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _tap(request, _item(request, pk), commands.take_off_item, _("It is off the agenda."))


@signed_in
@require_POST
def reach(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _tap(request, _item(request, pk), commands.reach_item)
