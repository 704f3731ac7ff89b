from uuid import UUID

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from apps.core import things
from apps.core.answer import answer, back
from apps.notices import commands, queries
from apps.notices.templatetags.discussion import standing
from apps.notices.views._finding import thing_or_404
from apps.people.access import member_of, signed_in


@signed_in
@require_POST
def follow(request: HttpRequest, kind: str, pk: UUID) -> HttpResponse:
    viewer = member_of(request)
    thing = thing_or_404(viewer, kind, pk)
    commands.follow(actor=viewer, thing=thing, now=timezone.now())
    return _answer(request, thing)


@signed_in
@require_POST
def offer_help(request: HttpRequest, kind: str, pk: UUID) -> HttpResponse:
    viewer = member_of(request)
    thing = thing_or_404(viewer, kind, pk)
    commands.offer_help(actor=viewer, thing=thing, now=timezone.now())
    return _answer(request, thing)


@signed_in
@require_POST
def unfollow(request: HttpRequest, kind: str, pk: UUID) -> HttpResponse:
    viewer = member_of(request)
    thing = thing_or_404(viewer, kind, pk)
    own = get_object_or_404(queries.follows(viewer=viewer), about_kind=kind, about_id=pk)
    commands.unfollow(actor=viewer, follow=own, now=timezone.now())
    return _answer(request, thing)


def _answer(request: HttpRequest, thing: Model) -> HttpResponse:
    """On its own page the buttons change; elsewhere one is back where the button stood."""
    if where := back(request, ""):
        return redirect(where)
    fragment = "notices/_follow.html"
    context = standing(thing, viewer=member_of(request))
    return answer(request, page=fragment, fragment=fragment, context=context, done=things.url(thing))
