"""The admins' list of members, and what they change about them."""

from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from apps.people import commands, forms, queries
from apps.people.access import admins_only, freshly_signed_in, member_of
from apps.people.editing import act_and_go, form_page, submit, typed
from apps.people.filters import MemberFilters
from apps.people.lists import Column, Empty, listing
from apps.people.models import Member

COLUMNS = [
    Column("name", gettext_lazy("Name"), lambda row: row.name),
    Column("email", gettext_lazy("E-mail address"), lambda row: row.email),
    Column("title", gettext_lazy("Job title"), lambda row: row.job_title),
    Column("side", gettext_lazy("Side"), lambda row: row.get_side_display()),
    Column("team", gettext_lazy("Team"), lambda row: row.team),
    Column("roles", gettext_lazy("Roles"), lambda row: row.role_words),
    Column("joined", gettext_lazy("Joined"), lambda row: row.joined_at),
    Column("left", gettext_lazy("Left"), lambda row: row.left_at),
]
ORDERS: dict[str, str | tuple[str, ...]] = {
    "name": "name",
    "side": ("side", "team__name", "name"),
    "joined": "-joined_at",
}


def _url(member: Member) -> str:
    return reverse("people:member", args=[member.pk])


@admins_only
@require_GET
def members(request: HttpRequest) -> HttpResponseBase:
    answer = _exported if request.GET.get("format") == "csv" else _listed
    return answer(request)


def _listed(request: HttpRequest) -> HttpResponseBase:
    return listing(
        request,
        page="people:members",
        rows=queries.members(viewer=member_of(request)),
        filters=MemberFilters,
        columns=COLUMNS,
        orders=ORDERS,
        default_order="name",
        template="people/members.html",
        rows_template="people/_members.html",
        empty=Empty(_("Nobody is here yet."), reverse("people:invite"), _("Invite somebody")),
    )


_exported = freshly_signed_in(_listed)


@admins_only
@require_http_methods(["GET", "POST"])
def edit_member(request: HttpRequest, pk: UUID) -> HttpResponse:
    actor = member_of(request)
    shown = get_object_or_404(queries.members(viewer=actor), pk=pk)
    return form_page(
        request,
        form=forms.MemberForm,
        initial=forms.MemberForm.values_of(shown),
        act=partial(commands.edit_member, actor=actor, member=shown, now=timezone.now()),
        done=_url,
        page="people/edit_member.html",
        context={"member": shown, "cancel_url": _url(shown)},
    )


@admins_only
@freshly_signed_in
@require_http_methods(["GET", "POST"])
def change_roles(request: HttpRequest, pk: UUID) -> HttpResponse:
    actor = member_of(request)
    shown = get_object_or_404(queries.members(viewer=actor), pk=pk)
    return form_page(
        request,
        form=forms.RolesForm,
        initial=forms.RolesForm.values_of(shown),
        act=partial(commands.change_roles, actor=actor, member=shown, now=timezone.now()),
        done=_url,
        context={
            "heading": _("Roles of %(name)s") % {"name": shown},
            "intro": _("They say what somebody may do and see. Several at a time are fine."),
            "cancel_url": _url(shown),
        },
    )


@admins_only
@freshly_signed_in
@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What somebody leaves behind, listed first with what each is; then who gets it."""
    actor = member_of(request)
    shown = get_object_or_404(queries.members(viewer=actor).filter(is_active=True), pk=pk)
    owned = queries.owned(shown)
    form = forms.LeaveForm(
        typed(request),
        member=shown,
        owned=owned,
        initial={"successor": queries.manager_or_none(shown)},
    )
    context = {
        "member": shown,
        "duties": queries.duties(shown),
        "colleagues": Member.objects.active().exclude(pk=shown.pk).order_by("name"),
        "cancel_url": _url(shown),
    }
    if not form.is_bound:
        return render(request, "people/leave.html", context | {"form": form})
    return submit(
        request,
        form=form,
        act=partial(commands.leave, actor=actor, member=shown, now=timezone.now()),
        done=_url,
        page="people/leave.html",
        context=context,
        said=_("%(name)s can no longer sign in; everything is in other hands.") % {"name": shown},
    )


@admins_only
@freshly_signed_in
@require_http_methods(["GET", "POST"])
def erase(request: HttpRequest, pk: UUID) -> HttpResponse:
    actor = member_of(request)
    shown = get_object_or_404(queries.members(viewer=actor).filter(left_at__isnull=False), pk=pk)
    if request.method == "GET":
        consequences = [
            _("Name, address, job title and photo give way to a pseudonym."),
            _("Absences, tokens, saved views and the words of their history go."),
            _("What they did, agreed and owned stays, under the pseudonym."),
        ]
        context = {"member": shown, "cancel_url": _url(shown), "consequences": consequences}
        return render(request, "people/erase.html", context)
    act = partial(commands.erase_member, actor=actor, member=shown, now=timezone.now())
    return act_and_go(request, act=act, to=_url(shown), said=_("Name and address are gone; what was done stays."))
