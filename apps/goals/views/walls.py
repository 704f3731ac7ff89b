"""The scoreboard as a screen on a wall, and the links by which it is seen without signing in."""

from functools import partial
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from apps.core.errors import Refused, require
from apps.goals import commands, policy, queries
from apps.goals.filters import ScoreboardLinkFilters
from apps.goals.forms import ScoreboardLinkForm
from apps.goals.views.forming import PAGE
from apps.people import queries as people
from apps.people.access import member_of, signed_in
from apps.people.editing import act_and_go, typed
from apps.people.lists import Column, Empty, listing
from apps.people.models import Member
from apps.people.strangers import key_in_address

THEMES = ("light", "dark")
# A screen asks once a minute; an office has a few of them behind one address.
MOST_A_MINUTE = 60
COLUMNS = [
    Column("name", gettext_lazy("What it is for"), lambda link: link.name),
    Column("made_by", gettext_lazy("Made by"), lambda link: link.made_by),
    Column("made_at", gettext_lazy("Made"), lambda link: link.made_at),
    Column("last_used_at", gettext_lazy("Last used"), lambda link: link.last_used_at),
    Column("works", gettext_lazy("Works"), lambda link: link.works),
    Column("revoked_at", gettext_lazy("Revoked"), lambda link: link.revoked_at),
    Column("revoked_by", gettext_lazy("Revoked by"), lambda link: link.revoked_by),
]
ORDERS: dict[str, str | tuple[str, ...]] = {"-made_at": "-made_at", "name": "name", "-last_used_at": "-last_used_at"}


@signed_in
@require_safe
@never_cache
def wall(request: HttpRequest) -> HttpResponse:
    return _wall(request, member_of(request), {"leave": reverse("goals:scoreboard")})


@require_safe
@key_in_address("shared-scoreboard", most=MOST_A_MINUTE)
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """For strangers: the link is the key. It shows what who made it sees, and leads nowhere else."""
    link, now = queries.link_by(token), timezone.now()
    if link is None:
        raise Http404
    commands.note_use_of_link(link=link, now=now)
    return _wall(request, link.made_by, {})


def _wall(request: HttpRequest, viewer: Member, more: dict[str, str]) -> HttpResponse:
    theme = request.GET.get("theme", "")
    chosen = {"theme": theme} if theme in THEMES else {}
    now = timezone.now()
    context = {"board": queries.scoreboard(viewer=viewer, now=now), "now": now}
    # Who passes by sees the time of the place where the screen hangs.
    with timezone.override(ZoneInfo(people.company().time_zone)):
        return render(request, "goals/wall.html", context | chosen | more)


@signed_in
@require_safe
def links(request: HttpRequest) -> HttpResponseBase:
    viewer = member_of(request)
    require(policy.may_share_scoreboard(viewer))
    return listing(
        request,
        page="goals:scoreboard_links",
        rows=queries.scoreboard_links(viewer=viewer, now=timezone.now()),
        filters=ScoreboardLinkFilters,
        columns=COLUMNS,
        orders=ORDERS,
        default_order="-made_at",
        template="goals/scoreboard_links.html",
        rows_template="goals/_scoreboard_links.html",
        empty=Empty(
            _("Nobody sees the scoreboard without signing in."), reverse("goals:new_scoreboard_link"), _("Make a link")
        ),
    )


@signed_in
@never_cache
def new_link(request: HttpRequest) -> HttpResponse:
    """The secret stands on the answer to this one call, and nowhere else."""
    actor = member_of(request)
    require(policy.may_share_scoreboard(actor))
    form = ScoreboardLinkForm(typed(request))
    if not form.is_valid():
        return _ask(request, form)
    try:
        made = commands.share_scoreboard(actor=actor, now=timezone.now(), **form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _ask(request, form)
    return render(request, "goals/scoreboard_link.html", {"link": made.link, "url": made.url}, status=201)


def _ask(request: HttpRequest, form: Any) -> HttpResponse:
    context = {
        "form": form,
        "heading": _("A link to the scoreboard"),
        "intro": _("Whoever has it sees the scoreboard as you see it, without signing in, and can do nothing there."),
        "submit": _("Make the link"),
        "cancel_url": reverse("goals:scoreboard_links"),
    }
    return render(request, PAGE, context, status=422 if form.is_bound else 200)


@signed_in
@require_POST
def revoke(request: HttpRequest, pk: UUID) -> HttpResponse:
    actor = member_of(request)
    link = get_object_or_404(queries.scoreboard_links(viewer=actor, now=timezone.now()), pk=pk)
    act = partial(commands.revoke_scoreboard_link, actor=actor, link=link, now=timezone.now())
    said = _("“%(name)s” no longer works.") % {"name": link}
    return act_and_go(request, act=act, to=reverse("goals:scoreboard_links"), said=said)
