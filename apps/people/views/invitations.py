"""The way in: admins ask, strangers accept."""

from functools import partial
from uuid import UUID

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.core.errors import Refused
from apps.people import commands, forms, queries
from apps.people.access import admins_only, freshly_signed_in, member_of
from apps.people.editing import act_and_go, form_page, typed
from apps.people.filters import InvitationFilters
from apps.people.lists import Column, Empty, listing
from apps.people.models import Invitation

COLUMNS = [
    Column("name", gettext_lazy("Name"), lambda row: row.name),
    Column("email", gettext_lazy("E-mail address"), lambda row: row.email),
    Column("side", gettext_lazy("Side"), lambda row: row.get_side_display()),
    Column("team", gettext_lazy("Team"), lambda row: row.team),
    Column("sent", gettext_lazy("Sent"), lambda row: row.invited_at),
    Column("expires", gettext_lazy("Good until"), lambda row: row.expires_at),
    Column("accepted", gettext_lazy("Accepted"), lambda row: row.accepted_at),
]
ORDERS = {"sent": "-invited_at", "name": "name"}


@admins_only
@require_GET
def invitations(request: HttpRequest) -> HttpResponseBase:
    return listing(
        request,
        page="people:invitations",
        rows=queries.invitations(viewer=member_of(request)),
        filters=InvitationFilters,
        columns=COLUMNS,
        orders=ORDERS,
        default_order="sent",
        template="people/invitations.html",
        rows_template="people/_invitations.html",
        empty=Empty(_("Nobody has been invited yet."), reverse("people:invite"), _("Invite the first")),
        context={"now": timezone.now()},
    )


@admins_only
@freshly_signed_in
@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    return form_page(
        request,
        form=forms.InvitationForm,
        act=partial(commands.invite, actor=member_of(request), now=timezone.now()),
        done=reverse("people:invitations"),
        context={
            "heading": _("Invite somebody"),
            "intro": _("They get a link by mail that makes them a member. It is good for seven days and works once."),
            "submit": _("Send the invitation"),
            "cancel_url": reverse("people:invitations"),
        },
        said=_("The invitation is on its way."),
    )


@admins_only
@require_POST
def resend(request: HttpRequest, pk: UUID) -> HttpResponse:
    actor = member_of(request)
    found = get_object_or_404(queries.invitations(viewer=actor), pk=pk)
    act = partial(commands.resend_invitation, actor=actor, invitation=found, now=timezone.now())
    said = _("A new link is on its way; the old one no longer works.")
    return act_and_go(request, act=act, to=reverse("people:invitations"), said=said)


@admins_only
@require_POST
def withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    actor = member_of(request)
    found = get_object_or_404(queries.invitations(viewer=actor), pk=pk)
    act = partial(commands.withdraw_invitation, actor=actor, invitation=found, now=timezone.now())
    return act_and_go(request, act=act, to=reverse("people:invitations"), said=_("The link no longer works."))


@never_cache
@require_http_methods(["GET", "POST"])
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """For strangers: the link is the key, so whoever holds it needs no sign-in."""
    now = timezone.now()
    found = queries.invitation_by(token, now=now)
    if found is None:
        return render(request, "people/invitation_closed.html", status=410)
    form = forms.AcceptForm(typed(request), invitation=found, initial={"name": found.name})
    if not form.is_valid():
        return _ask(request, form, found, status=422 if form.is_bound else 200)
    try:
        member = commands.accept_invitation(token=token, now=now, **form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _ask(request, form, found, status=422)
    record_authentication(request, member, method="password", reauthenticated=True)
    response = perform_login(request, member)
    return response or redirect("/")


def _ask(request: HttpRequest, form: forms.AcceptForm, found: Invitation, *, status: int) -> HttpResponse:
    context = {"form": form, "invitation": found, "company": queries.company()}
    return render(request, "people/invitation.html", context, status=status)
