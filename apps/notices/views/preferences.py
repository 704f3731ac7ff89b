from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from apps.core import telling
from apps.core.answer import answer, say
from apps.notices import commands, queries, unsubscribing
from apps.notices.forms import RhythmsForm
from apps.notices.models import Rhythm
from apps.people.access import member_of, signed_in


@signed_in
@require_http_methods(["GET", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """How I hear of what."""
    viewer = member_of(request)
    rhythms = queries.rhythms(viewer=viewer)
    form = RhythmsForm(request.POST or None, rhythms=rhythms)
    if form.is_valid():
        with transaction.atomic():
            for kind, rhythm in rhythms:
                if form.cleaned_data[kind.name] != rhythm:
                    commands.choose_rhythm(
                        actor=viewer, kind=kind.name, rhythm=form.cleaned_data[kind.name], now=timezone.now()
                    )
        say(request, _("Your choices are kept."))
        return redirect("notices:preferences")
    return answer(request, page="notices/preferences.html", context={}, form=form)


@csrf_exempt
@require_http_methods(["GET", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """The link at a mail's foot: a page with a button, and for mail programs one POST (RFC 8058). No sign-in.

    The token is the permission, so a request forged by another site could only do what its author may do anyway.
    """
    try:
        member, kinds = unsubscribing.read(token)
    except unsubscribing.BrokenLink as fault:
        raise Http404 from fault
    known = {kind.name: kind for kind in telling.notice_kinds()}
    with translation.override(member.language):
        labels = [known[name].label for name in kinds if name in known]
        if request.method == "POST":
            with transaction.atomic():
                for name in kinds:
                    if name in known:
                        commands.choose_rhythm(actor=member, kind=name, rhythm=Rhythm.NEVER, now=timezone.now())
        return render(request, "notices/unsubscribe.html", {"labels": labels, "done": request.method == "POST"})


unsubscribe.login_rule = "anyone"  # type: ignore[attr-defined]
