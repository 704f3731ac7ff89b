"""One's own page: profile, photo, look, sessions, tokens, saved views, and taking back."""

from functools import partial
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.core import undo
from apps.core.addresses import came_from
from apps.core.answer import say
from apps.core.errors import Stale
from apps.people import browsers, commands, forms, queries
from apps.people.access import freshly_signed_in, member_of, signed_in
from apps.people.door.scopes import scope_words
from apps.people.editing import act_and_go, form_page, submit, typed
from apps.people.models import Member
from apps.people.photos import MOST_BYTES


def back_to(request: HttpRequest, path: str) -> str:
    """A page of ours to go back to, whatever was sent."""
    ours = url_has_allowed_host_and_scheme(path, allowed_hosts={request.get_host()})
    return path if path.startswith("/") and ours else "/"


@signed_in
@require_http_methods(["GET", "POST"])
def me(request: HttpRequest) -> HttpResponse:
    member = member_of(request)
    return form_page(
        request,
        form=forms.ProfileForm,
        initial=forms.ProfileForm.values_of(member),
        act=partial(commands.edit_profile, actor=member, member=member, now=timezone.now()),
        done=reverse("people:me"),
        page="people/me.html",
        context={
            "member": member,
            "photo_form": forms.PhotoForm(),
            "absences": queries.absences_ahead(member, now=timezone.now()),
        },
        said=_("Your page is saved."),
    )


@signed_in
@require_POST
def set_photo(request: HttpRequest) -> HttpResponse:
    member, now = member_of(request), timezone.now()
    form = forms.PhotoForm(request.POST, request.FILES)
    context = {"heading": _("Your photo"), "cancel_url": reverse("people:me")}

    def act(photo: UploadedFile) -> Member:
        return commands.set_photo(actor=member, member=member, image=photo.read(MOST_BYTES + 1), now=now)

    return submit(request, form=form, act=act, done=reverse("people:me"), context=context)


@signed_in
@require_POST
def remove_photo(request: HttpRequest) -> HttpResponse:
    member = member_of(request)
    act = partial(commands.remove_photo, actor=member, member=member, now=timezone.now())
    return act_and_go(request, act=act, to=reverse("people:me"), said=_("Your photo is gone."))


@signed_in
@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    member = member_of(request)
    form = forms.ThemeForm(request.POST)
    if form.is_valid():
        theme = form.cleaned_data["theme"]
        commands.edit_profile(actor=member, member=member, theme=theme, now=timezone.now())
    return redirect(back_to(request, request.POST.get("next", "/")))


@signed_in
@require_GET
def sessions(request: HttpRequest) -> HttpResponse:
    found = UserSession.objects.purge_and_list(member_of(request))
    found.sort(key=lambda session: session.last_seen_at, reverse=True)
    for session in found:
        session.browser = browsers.words_for(session.user_agent)
    context = {"sessions": found, "own_key": request.session.session_key}
    return render(request, "people/sessions.html", context)


@signed_in
@require_POST
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    actor = member_of(request)
    session = get_object_or_404(queries.sessions(viewer=actor), pk=pk)
    act = partial(commands.end_session, actor=actor, session=session, now=timezone.now())
    return act_and_go(request, act=act, to=reverse("people:sessions"), said=_("That browser is signed out."))


@signed_in
@require_POST
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    keep = request.session.session_key or ""
    act = partial(commands.end_other_sessions, actor=member_of(request), keep=keep, now=timezone.now())
    return act_and_go(request, act=act, to=reverse("people:sessions"), said=_("You are signed in here only."))


@signed_in
@require_GET
def tokens(request: HttpRequest) -> HttpResponse:
    found = queries.api_tokens(viewer=member_of(request)).order_by("-created_at")
    tokens = [(token, ", ".join(map(scope_words, token.scopes))) for token in found]
    return render(request, "people/tokens.html", {"tokens": tokens, "now": timezone.now()})


@signed_in
@freshly_signed_in
@never_cache
@require_http_methods(["GET", "POST"])
def new_token(request: HttpRequest) -> HttpResponse:
    """The secret stands on the answer to this one call, and nowhere else."""
    context = {"heading": _("New API token"), "submit": _("Make the token"), "cancel_url": reverse("people:tokens")}
    form = forms.TokenForm(typed(request))
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "kit/form.html", context | {"form": form}, status=status)
    made = commands.create_token(actor=member_of(request), now=timezone.now(), **form.cleaned_data)
    may = ", ".join(map(scope_words, made.token.scopes))
    return render(request, "people/token.html", {"token": made.token, "may": may, "secret": made.secret}, status=201)


@signed_in
@require_POST
def revoke_token(request: HttpRequest, pk: UUID) -> HttpResponse:
    actor = member_of(request)
    token = get_object_or_404(queries.api_tokens(viewer=actor), pk=pk)
    act = partial(commands.revoke_token, actor=actor, token=token, now=timezone.now())
    return act_and_go(
        request, act=act, to=reverse("people:tokens"), said=_("“%(name)s” no longer works.") % {"name": token}
    )


@signed_in
@require_POST
def save_view(request: HttpRequest, page: str) -> HttpResponse:
    """Keep the filter of the list it was sent from, and go back there."""
    name, query = request.POST.get("name", "").strip()[:80], request.POST.get("query", "").lstrip("?")
    path = back_to(request, request.POST.get("path", "/"))
    if name:
        commands.save_view(actor=member_of(request), page=page[:60], name=name, query=query, now=timezone.now())
        say(request, _("“%(name)s” is saved.") % {"name": name})
    return redirect(f"{path}?{query}" if query else path)


@signed_in
@require_POST
def delete_view(request: HttpRequest, pk: UUID) -> HttpResponse:
    actor = member_of(request)
    view = get_object_or_404(queries.saved_views(viewer=actor), pk=pk)
    act = partial(commands.delete_view, actor=actor, saved_view=view, now=timezone.now())
    return act_and_go(request, act=act, to=reverse(view.page))


@signed_in
@require_POST
def take_back(request: HttpRequest) -> HttpResponse:
    """Undo, whatever it was: the token says what, and is bound to who did it."""
    try:
        undo.run(token=request.POST.get("token", ""), actor=member_of(request), now=timezone.now())
    except Stale as fault:
        raise undo.TooLate(_("Somebody has changed it since, so it can't be undone any more.")) from fault
    say(request, _("It is as it was before."))
    return redirect(back_to(request, came_from(request)))
