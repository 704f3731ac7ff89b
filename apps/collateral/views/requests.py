from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.collateral import commands, policy, queries
from apps.collateral.filters import RequestFilters
from apps.collateral.forms import READY_REASONS, AcceptForm, AskForm, DeclineForm, EditRequestForm, ReopenForm, VoteForm
from apps.collateral.models import Request, WishSide
from apps.collateral.things import request_url
from apps.collateral.views.ground import invalid, refused, revision_of, stale_context
from apps.core.answer import say
from apps.core.errors import Refused, Stale, require
from apps.people.access import MemberRequest, signed_in
from apps.people.editing import act_and_go
from apps.people.lists import Column, Empty, listing
from apps.people.models import Member, Side

PAGE = "collateral/request.html"
COLUMNS = [
    Column("title", gettext_lazy("What"), lambda row: row.title),
    Column("state", gettext_lazy("State"), lambda row: row.get_state_display()),
    Column("kind", gettext_lazy("Kind"), lambda row: row.get_kind_display()),
    Column("side", gettext_lazy("Put to"), lambda row: row.get_side_display()),
    Column("asked_by", gettext_lazy("Asked by"), lambda row: row.asked_by),
    Column("votes", gettext_lazy("Most wanted"), lambda row: row.votes),
    Column("asked", gettext_lazy("Newest"), lambda row: row.asked_at),
    Column("deal", gettext_lazy("Deal"), lambda row: row.deal),
    Column("needed_by", gettext_lazy("Needed by"), lambda row: row.needed_by),
    Column("owner", gettext_lazy("Owner"), lambda row: row.owner),
    Column("due", gettext_lazy("Delivered by"), lambda row: row.due_on),
    Column("link", gettext_lazy("Link"), request_url),
]
ORDERS: dict[str, str | tuple[str, ...]] = {
    "-asked": "-asked_at",
    "-votes": ("-votes", "asked_at"),
    "due": ("due_on", "asked_at"),
    "title": "title",
}


def found(request: MemberRequest, pk: UUID) -> Request:
    return get_object_or_404(queries.requests(viewer=request.user), pk=pk)


@signed_in
@require_safe
def requests(request: MemberRequest) -> HttpResponseBase:
    promise, now = queries.promise(), timezone.now()

    def left(row: Request) -> int | None:
        clock = promise.clock(row, now)
        return clock.left if clock else None

    return listing(
        request,
        page="collateral:requests",
        rows=queries.requests(viewer=request.user),
        filters=RequestFilters,
        columns=[*COLUMNS, Column("left", _("Working days left"), left)],
        orders=ORDERS,
        default_order="-asked",
        template="collateral/requests.html",
        rows_template="collateral/_request_rows.html",
        context={"promise": promise, "now": now},
        empty=Empty(_("Nobody has asked for anything yet."), reverse("collateral:ask"), _("Ask for what you need")),
    )


@signed_in
@require_safe
def request(request: MemberRequest, pk: UUID) -> HttpResponse:
    """A merged one leads on to where it goes on; from there it is reached with its discussion by `here`."""
    wish = found(request, pk)
    if wish.merged_into is not None and "here" not in request.GET:
        say(request, _("“%(title)s” goes on here.") % {"title": wish})
        return redirect(request_url(wish.merged_into))
    return render(request, PAGE, request_context(request, wish))


def request_context(request: MemberRequest, wish: Request, *, late: str = "", **forms: Any) -> dict[str, Any]:
    """The page of a request; `forms` are those with what was typed and refused, `late` says who was faster."""
    viewer, promise, now = request.user, queries.promise(), timezone.now()
    may_triage = policy.may_triage(viewer, wish)
    is_to_answer = may_triage and wish.state == Request.State.NEW
    return {
        "wish": wish,
        "promise": promise,
        "now": now,
        "answer_by": promise.answer_by(wish),
        "confirm_by": promise.confirm_by(wish),
        "accept_form": AcceptForm(wish=wish, viewer=viewer, due_on=promise.deliver_by(wish, now)),
        "decline_form": DeclineForm(),
        "reopen_form": ReopenForm(),
        "vote_form": VoteForm(),
        "votes": queries.votes_for(viewer=viewer, request=wish),
        "merged_here": queries.merged_here(viewer=viewer, request=wish),
        "may_vote": wish.state not in Request.OVER and wish.asked_by_id != viewer.pk,
        "may_start": policy.may_start(viewer, wish),
        "may_triage": may_triage,
        "existing": queries.similar_assets(viewer=viewer, said=wish.title) if is_to_answer else [],
        "ready_reasons": READY_REASONS,
        "may_confirm": policy.may_confirm(viewer, wish),
        "may_edit": wish.state == Request.State.NEW and policy.may_edit_request(viewer, wish),
        "late": late,
        "opens": next(iter(forms), ""),
        **forms,
    }


def _other_side(member: Member) -> WishSide:
    return WishSide.SALES if member.side == Side.MARKETING else WishSide.MARKETING


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: MemberRequest) -> HttpResponse:
    """A wish, with what was searched for in vain where it began in Find; what is like it is shown before it is put."""
    searched = request.GET.get("searched", "")[:200]
    title = (request.POST.get("title") or request.GET.get("title") or searched)[:200]
    alike = queries.similar(viewer=request.user, said=title)
    # What is missed in Find is collateral, whoever looked.
    first = WishSide.MARKETING if searched else _other_side(request.user)
    form = AskForm(request.POST or None, first=first, initial={"title": title, "searched": searched})

    def show(*, asks_first: bool = False) -> HttpResponse:
        context: dict[str, Any] = {"cancel_url": reverse("collateral:requests"), "draft": "request-new"}
        context |= {"searched": searched, "similar": alike, "asks_first": asks_first}
        return invalid(request, form, page="collateral/ask.html", context=context)

    if not form.is_valid():
        return show()
    if alike and "seen" not in request.POST:
        return show(asks_first=True)
    try:
        wish = commands.ask(actor=request.user, now=timezone.now(), **form.cleaned_data)
    except Refused as refusal:
        return refused(refusal, form, show)
    say(request, _("It is asked. You see here what becomes of it."))
    return redirect(request_url(wish))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def edit_request(request: MemberRequest, pk: UUID) -> HttpResponse:
    wish = found(request, pk)
    require(policy.may_edit_request(request.user, wish))
    form = EditRequestForm(request.POST or None, wish=wish)
    context = {"wish": wish, "revision": wish.revision, "cancel_url": request_url(wish), "draft": f"request-{pk}"}

    def show() -> HttpResponse:
        return invalid(request, form, page="collateral/edit_request.html", context=context)

    if not form.is_valid():
        return show()
    try:
        commands.edit_request(
            actor=request.user, request=wish, now=timezone.now(), revision=revision_of(request), **form.cleaned_data
        )
    except Stale as stale:
        context |= stale_context(request, form, stale.current, url=request_url(wish))
        return render(request, "collateral/edit_request.html", context, status=412)
    except Refused as refusal:
        return refused(refusal, form, show)
    return redirect(request_url(wish))


@signed_in
@require_POST
def confirm(request: MemberRequest, pk: UUID) -> HttpResponse:
    wish = found(request, pk)
    act = partial(commands.confirm_request, actor=request.user, request=wish, now=timezone.now())
    said = _("Good to hear. %(name)s is told.") % {"name": wish.owner}
    return act_and_go(request, act=act, to=request_url(wish), said=said)
