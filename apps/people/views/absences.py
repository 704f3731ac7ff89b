"""Being away."""

from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from apps.core.errors import require
from apps.people import commands, forms, policy, queries
from apps.people.access import member_of, signed_in
from apps.people.editing import act_and_go, form_page


@signed_in
@require_http_methods(["GET", "POST"])
def set_absence(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Away until …: one's own, for managers their team's, for admins anybody's."""
    actor, now = member_of(request), timezone.now()
    member = get_object_or_404(queries.members(viewer=actor).filter(is_active=True), pk=pk)
    require(policy.may_set_absence(actor, member))
    today = now.astimezone(queries.zone_of(member)).date()
    return form_page(
        request,
        form=partial(forms.AbsenceForm, member=member, today=today, working=queries.working_time()),
        act=partial(commands.set_absence, actor=actor, member=member, now=now),
        done=reverse("people:member", args=[pk]),
        page="people/absence.html",
        context={"member": member, "is_me": actor == member, "cancel_url": reverse("people:member", args=[pk])},
    )


@signed_in
@require_POST
def end_absence(request: HttpRequest, pk: UUID) -> HttpResponse:
    actor = member_of(request)
    absence = get_object_or_404(queries.absences(viewer=actor), pk=pk)
    act = partial(commands.end_absence, actor=actor, absence=absence, now=timezone.now())
    to = reverse("people:member", args=[absence.member_id])
    return act_and_go(request, act=act, to=to, said=_("Back again."))
