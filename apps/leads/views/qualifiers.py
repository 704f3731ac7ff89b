from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from apps.core.errors import require
from apps.leads import commands, policy, queries
from apps.leads.forms import QualifierForm
from apps.people.access import member_of, signed_in
from apps.people.editing import act_and_go, form_page
from apps.people.models import Role


@signed_in
@require_safe
def qualifiers(request: HttpRequest) -> HttpResponse:
    viewer, now = member_of(request), timezone.now()
    rows = queries.qualifiers(viewer=viewer, now=now).filter(ended_at__isnull=True).order_by("member__name", "pk")
    shown = [(row, policy.may_name_qualifier(viewer, row.member)) for row in rows]
    context = {"qualifiers": shown, "may_name": viewer.has_role(Role.ADMIN, Role.MANAGER)}
    return render(request, "leads/qualifiers.html", context)


@signed_in
def new_qualifier(request: HttpRequest) -> HttpResponse:
    actor = member_of(request)
    require(actor.has_role(Role.ADMIN, Role.MANAGER))
    context = {
        "heading": _("Name a qualifier"),
        "intro": _("Qualifiers are offered sales-ready leads, and take or return them."),
        "submit": _("Name"),
        "cancel_url": reverse("leads:qualifiers"),
    }
    return form_page(
        request,
        form=partial(QualifierForm, actor=actor),
        act=partial(commands.name_qualifier, actor=actor, now=timezone.now()),
        done=reverse("leads:qualifiers"),
        context=context,
        said=_("They take leads now."),
    )


@signed_in
@require_POST
def end(request: HttpRequest, pk: UUID) -> HttpResponse:
    actor = member_of(request)
    row = get_object_or_404(queries.qualifiers(viewer=actor, now=timezone.now()), pk=pk)
    act = partial(commands.end_qualifier, actor=actor, qualifier=row, now=timezone.now())
    return act_and_go(request, act=act, to=reverse("leads:qualifiers"), said=_("They are offered no new leads."))
