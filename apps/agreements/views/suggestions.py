"""Suggested changes: written by whoever can read it, answered by who is named on it."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from apps.agreements import commands, policy, queries
from apps.agreements.commands.suggesting import suggestible
from apps.agreements.forms import DeclineForm, SuggestionForm, TakeForm
from apps.agreements.models import Agreement, Suggestion
from apps.agreements.queries.suggestions import marked
from apps.agreements.views.finding import asked, found, page_of
from apps.core import things
from apps.core.errors import require
from apps.people.access import member_of, signed_in
from apps.people.editing import act_and_go, typed


@signed_in
def suggest(request: HttpRequest, pk: UUID) -> HttpResponse:
    actor, agreement, now = member_of(request), found(request, pk), timezone.now()
    version = suggestible(agreement, actor, now)
    if version is None:
        raise Http404
    sent = typed(request)
    form = SuggestionForm(sent, version=version, initial={"text": version.text})
    context = {"heading": _("Suggest a change"), "submit": _("Suggest it"), "draft": f"suggestion-{agreement.pk}"}
    act = partial(commands.suggest_change, actor=actor, agreement=agreement, now=now)
    said = _("It is with those named on it: they take it, or say why not.")
    return asked(request, form, act=act, agreement=agreement, context=context, said=said)


def _suggestion(request: HttpRequest, agreement: Agreement, pk: UUID) -> Suggestion:
    rows = queries.suggestions(viewer=member_of(request), now=timezone.now(), agreement=agreement)
    return get_object_or_404(rows, pk=pk)


@signed_in
def take(request: HttpRequest, pk: UUID, suggestion_id: UUID) -> HttpResponse:
    """The suggestion as an edit that stands ready: its taker may put it better."""
    actor, agreement = member_of(request), found(request, pk)
    suggestion = _suggestion(request, agreement, suggestion_id)
    require(policy.may_answer_suggestion(actor, agreement))
    act = partial(commands.take_suggestion, actor=actor, agreement=agreement, suggestion=suggestion, now=timezone.now())
    if agreement.about is not None:
        return _taken_elsewhere(request, agreement, act)
    now_reads = (agreement.versions.filter(state="draft").first() or suggestion.version).text
    moved = now_reads != suggestion.was
    sent = typed(request)
    initial = {"revision": agreement.revision, "text": now_reads if moved else suggestion.text}
    context = {
        "heading": _("Take the suggestion"),
        "submit": _("Take it"),
        "suggestion": suggestion,
        "pieces": marked(suggestion.was, suggestion.text),
        "moved": moved,
        "draft": f"take-{suggestion.pk}",
    }
    return asked(
        request,
        TakeForm(sent, initial=initial),
        act=act,
        agreement=agreement,
        context=context,
        said=_("It stands in the draft."),
        page="agreements/take.html",
    )


def _taken_elsewhere(request: HttpRequest, agreement: Agreement, act: Any) -> HttpResponse:
    """What a plan or definition says is changed where it is worked on: its draft is opened, and shown."""
    if request.method != "POST":
        return redirect(page_of(agreement))
    assert agreement.about is not None
    matter = things.find(*agreement.about, request.user)
    to = things.url(matter) if matter else page_of(agreement)
    return act_and_go(request, act=act, to=to, said=_("You took it. Change here what it asks for."))


@signed_in
def decline(request: HttpRequest, pk: UUID, suggestion_id: UUID) -> HttpResponse:
    actor, agreement = member_of(request), found(request, pk)
    suggestion = _suggestion(request, agreement, suggestion_id)
    require(policy.may_answer_suggestion(actor, agreement))
    form = DeclineForm(typed(request))
    act = partial(
        commands.decline_suggestion, actor=actor, agreement=agreement, suggestion=suggestion, now=timezone.now()
    )
    heading = _("Decline what %(name)s suggests") % {"name": suggestion.by}
    context = {"heading": heading, "intro": suggestion.why, "submit": _("Decline it")}
    said = _("%(name)s is told why.") % {"name": suggestion.by}
    return asked(request, form, act=act, agreement=agreement, context=context, said=said)


@signed_in
@require_POST
def withdraw(request: HttpRequest, pk: UUID, suggestion_id: UUID) -> HttpResponse:
    agreement = found(request, pk)
    suggestion = _suggestion(request, agreement, suggestion_id)
    act = partial(
        commands.withdraw_suggestion,
        actor=member_of(request),
        agreement=agreement,
        suggestion=suggestion,
        now=timezone.now(),
    )
    return act_and_go(request, act=act, to=page_of(agreement), said=_("Your suggestion is withdrawn."))
