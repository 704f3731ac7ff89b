from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from apps.collateral import commands, policy, queries
from apps.collateral.forms import MergeForm, VoteForm
from apps.collateral.things import request_url
from apps.collateral.views.ground import invalid, refused
from apps.collateral.views.requests import PAGE, found, request_context
from apps.core.answer import answer, back, say
from apps.core.errors import Refused, require
from apps.people.access import MemberRequest, signed_in


@signed_in
@require_POST
def vote(request: MemberRequest, pk: UUID) -> HttpResponse:
    """One tap; why and for which deal may be said with it, or later."""
    wish, form = found(request, pk), VoteForm(request.POST)

    def show() -> HttpResponse:
        return answer(request, page=PAGE, context=request_context(request, wish, vote_form=form), form=form)

    if not form.is_valid():
        return show()
    try:
        commands.vote(actor=request.user, request=wish, now=timezone.now(), **form.cleaned_data)
    except Refused as refusal:
        return refused(refusal, form, show)
    say(request, _("You need it too. You hear of what becomes of it."))
    return redirect(back(request, request_url(wish)))


@signed_in
@require_POST
def take_back_vote(request: MemberRequest, pk: UUID) -> HttpResponse:
    wish = found(request, pk)
    commands.take_back_vote(actor=request.user, request=wish, now=timezone.now())
    say(request, _("Taken back. You hear no more of it."))
    return redirect(back(request, request_url(wish)))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: MemberRequest, pk: UUID) -> HttpResponse:
    """Choose the wish in which this one goes on, see what would move, then do it: it can't be undone."""
    wish = found(request, pk)
    require(policy.may_triage(request.user, wish))
    said = request.GET.get("q", "").strip()
    sent = request.POST or (request.GET if "into" in request.GET else None)
    form = MergeForm(sent, offered=queries.mergeable(viewer=request.user, request=wish, said=said))

    def show() -> HttpResponse:
        context = {"wish": wish, "said": said, "cancel_url": request_url(wish)}
        return invalid(request, form, page="collateral/merge.html", context=context)

    if not form.is_bound or not form.is_valid():
        return show()
    into = form.cleaned_data["into"]
    if request.method != "POST":
        preview = queries.merging(viewer=request.user, request=wish, into=into)
        context = {"wish": wish, "preview": preview, "cancel_url": request_url(wish)}
        return render(request, "collateral/merge_preview.html", context)
    try:
        commands.merge_request(actor=request.user, request=wish, into=into, now=timezone.now())
    except Refused as refusal:
        return refused(refusal, form, show)
    say(request, _("Merged. Whoever needed it is told, and its address leads here."))
    return redirect(request_url(into))
