"""Input on drafts: asked for by whoever makes it, answered on a phone in a minute."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.collateral import commands, policy, queries
from apps.collateral.filters import InputFilters
from apps.collateral.forms import AskAnotherForm, AskInputForm, DeclineInputForm, GiveInputForm, ThanksForm
from apps.collateral.models import Asset, Input, InputAsk, Quick
from apps.collateral.things import asset_url
from apps.collateral.things.inputs import input_url
from apps.collateral.views.assets import PAGE, asset_context
from apps.collateral.views.assets import found as found_asset
from apps.collateral.views.ground import refused
from apps.core.answer import say
from apps.core.errors import NotNow, Refused, require
from apps.people.access import MemberRequest, signed_in
from apps.people.lists import Column, Empty, listing

ANSWER_PAGE = "collateral/input.html"


def _in_words(given: Input) -> str:
    """All answers of one person in one cell, each with its question."""
    if given.state != Input.State.GIVEN:
        return given.reason
    lines = []
    for one in given.answers:
        quick = str(Quick(one.quick).label) if one.quick else ""
        lines.append(f"{one.question} {', '.join(filter(None, [quick, one.words]))}")
    return "\n".join(lines)


COLUMNS = [
    Column("asset", gettext_lazy("Collateral"), lambda row: row.ask.asset.title),
    Column("member", gettext_lazy("Asked"), lambda row: row.member),
    Column("state", gettext_lazy("State"), lambda row: row.get_state_display()),
    Column("by", gettext_lazy("Answers by"), lambda row: row.ask.answer_by),
    Column("asked_by", gettext_lazy("Asked by"), lambda row: row.ask.asked_by),
    Column("asked", gettext_lazy("Newest"), lambda row: row.ask.asked_at),
    Column("given", gettext_lazy("Answered"), lambda row: row.given_at),
    Column("version", gettext_lazy("Version"), lambda row: row.version and row.version.number),
    Column("answers", gettext_lazy("Answers"), _in_words),
    Column("thanked", gettext_lazy("Thanked"), lambda row: row.thanked_at),
    Column("link", gettext_lazy("Link"), input_url),
]
ORDERS: dict[str, str | tuple[str, ...]] = {
    "-asked": ("-ask__asked_at", "member__name"),
    "by": ("ask__answer_by", "member__name"),
}


def _found(request: MemberRequest, pk: UUID) -> Input:
    return get_object_or_404(queries.inputs(viewer=request.user), pk=pk)


@signed_in
@require_safe
def inputs(request: MemberRequest) -> HttpResponseBase:
    return listing(
        request,
        page="collateral:inputs",
        rows=queries.inputs(viewer=request.user),
        filters=InputFilters,
        columns=COLUMNS,
        orders=ORDERS,
        default_order="-asked",
        template="collateral/inputs.html",
        rows_template="collateral/_input_rows.html",
        empty=Empty(_("You are asked for nothing at the moment. A draft on which you are comes up on Home.")),
    )


# --- whoever asks


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def ask_input(request: MemberRequest, pk: UUID) -> HttpResponse:
    """Up to three questions, whom, and by when; those who are likeliest to know stand first."""
    asset, now = found_asset(request, pk), timezone.now()
    require(policy.may_ask_for_input(request.user, asset))
    form = AskInputForm(
        request.POST or None,
        could=queries.not_asked_yet(asset),
        proposed=queries.proposed_for_input(asset, besides=request.user, now=now),
        initial={"answer_by": queries.usual_answer_day(now)},
    )
    context = {"asset": asset, "form": form, "cancel_url": asset_url(asset), "draft": f"ask-input-{pk}"}

    def show() -> HttpResponse:
        return render(request, "collateral/ask_input.html", context, status=422 if form.is_bound else 200)

    if not form.is_valid():
        return show()
    try:
        commands.ask_for_input(actor=request.user, asset=asset, now=now, **form.said)
    except Refused as refusal:
        return refused(refusal, form, show)
    say(request, _("They are asked. What they answer stands here as it comes."))
    return redirect(_section(asset))


def _section(asset: Asset) -> str:
    return f"{asset_url(asset)}#input"


def _stepped(
    request: MemberRequest, asset: Asset, *, form: Form, name: str, at: UUID, act: Callable[..., Any], done: str
) -> HttpResponse:
    """A small form of the asset's page; refused, the page comes back with the form open and as typed."""

    def show() -> HttpResponse:
        context = asset_context(request, found_asset(request, asset.pk)) | {name: form, "opens": name, "opens_at": at}
        return render(request, PAGE, context, status=422)

    if not form.is_valid():
        return show()
    try:
        act(actor=request.user, now=timezone.now(), **form.cleaned_data)
    except Refused as refusal:
        return refused(refusal, form, show)
    say(request, done)
    return redirect(_section(asset))


def _ask(request: MemberRequest, pk: UUID) -> InputAsk:
    return get_object_or_404(queries.input_asks(viewer=request.user), pk=pk)


@signed_in
@require_POST
def ask_another(request: MemberRequest, pk: UUID) -> HttpResponse:
    ask = _ask(request, pk)
    form = AskAnotherForm(request.POST, could=queries.could_give_input(ask.asset))
    act, done = partial(commands.ask_another, ask=ask), _("Asked as well.")
    return _stepped(request, ask.asset, form=form, name="another_form", at=pk, act=act, done=done)


@signed_in
@require_POST
def withdraw_ask(request: MemberRequest, pk: UUID) -> HttpResponse:
    ask = _ask(request, pk)
    _withdrawn, offered = commands.withdraw_ask(actor=request.user, ask=ask, now=timezone.now())
    say(request, offered.label, undo=offered)
    return redirect(_section(ask.asset))


@signed_in
@require_POST
def thank_input(request: MemberRequest, pk: UUID) -> HttpResponse:
    given, form = _found(request, pk), ThanksForm(request.POST)
    act = partial(commands.thank_for_input, input=given)
    done = _("%(name)s reads your thanks.") % {"name": given.member}
    return _stepped(request, given.ask.asset, form=form, name="thanks_form", at=pk, act=act, done=done)


# --- whoever is asked


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def input(request: MemberRequest, pk: UUID) -> HttpResponse:
    """The one page for it: the draft to open, the questions with a tap each, and “not me”."""
    given = _found(request, pk)
    form = GiveInputForm(
        request.POST or None,
        questions=given.ask.questions,
        initial={"version": given.ask.asset.current and given.ask.asset.current.number},
    )
    show = partial(_answering, request, given, form=form)
    if request.method != "POST":
        return show()
    require(policy.may_give_input(request.user, given))
    if not form.is_valid():
        return show(status=422)
    return _done(
        request,
        given,
        form,
        show,
        act=partial(commands.give_input, input=given, **form.said),
        done=_("Thank you. %(name)s reads it now.") % {"name": given.ask.asked_by},
    )


@signed_in
@require_POST
def decline_input(request: MemberRequest, pk: UUID) -> HttpResponse:
    given, form = _found(request, pk), DeclineInputForm(request.POST)
    require(policy.may_give_input(request.user, given))
    show = partial(_answering, request, given, decline_form=form, opens="decline_form")
    if not form.is_valid():
        return show(status=422)
    return _done(request, given, form, show, act=partial(commands.decline_input, input=given, **form.cleaned_data))


def _done(
    request: MemberRequest,
    given: Input,
    form: Form,
    show: Callable[..., HttpResponse],
    *,
    act: Callable[..., Any],
    done: str = "",
) -> HttpResponse:
    """Without words of its own it is said as its undo says it."""
    try:
        made = act(actor=request.user, now=timezone.now())
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return show(status=409 if isinstance(refusal, NotNow) else 422)
    offered = made[1] if isinstance(made, tuple) else None
    say(request, offered.label if offered else done, undo=offered)
    return redirect(input_url(given))


def _answering(request: MemberRequest, given: Input, *, status: int = 200, **context: Any) -> HttpResponse:
    """What was typed stays in sight where it came too late, so that it can be said in another place."""
    seen = Asset.objects.visible_to(request.user).filter(pk=given.ask.asset_id).select_related("current").first()
    answered = {"labels": dict(Quick.choices)} if given.state == Input.State.GIVEN else {}
    mine = policy.may_give_input(request.user, given)
    open_to = mine and vars(given)["counts"] and given.state in (Input.State.OPEN, Input.State.DECLINED)
    context = (
        {
            "given": given,
            "asset": seen,
            "mine": mine,
            "open": open_to,
            "form": GiveInputForm(questions=given.ask.questions),
            "decline_form": DeclineInputForm(),
            "opens": "",
        }
        | answered
        | context
    )
    return render(request, ANSWER_PAGE, context, status=status)
