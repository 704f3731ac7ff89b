"""Who answers while a seat's holder is away, and whom the sponsor asks instead of who stays silent."""

from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from apps.agreements import commands, policy, queries
from apps.agreements.forms import ProxyForm, ReseatForm
from apps.agreements.models import Seat
from apps.agreements.views.finding import asked, found, page_of
from apps.core.errors import require
from apps.people.access import member_of, signed_in
from apps.people.editing import act_and_go, typed


@signed_in
def name_proxy(request: HttpRequest, pk: UUID) -> HttpResponse:
    actor, agreement, now = member_of(request), found(request, pk), timezone.now()
    seen = queries.versions(viewer=actor, now=now, agreement=agreement)
    seat = Seat.objects.filter(version__in=seen, member=actor).order_by("-version__number").first()
    require(seat is not None)
    assert seat is not None
    absence = queries.next_absence(actor, now)
    intro = _("Only while you are away. Set on your own page when that is, then name who answers then.")
    if absence is not None:
        days = {"from_on": date_format(absence.from_on, "j M"), "until_on": date_format(absence.until_on, "j M Y")}
        intro = _("Only from %(from_on)s to %(until_on)s, while you are away. It is marked as given for you.") % days
    context = {"heading": _("Who answers for you while you are away?"), "intro": intro, "submit": _("Name them")}
    form = ProxyForm(typed(request), seat=seat)
    act = partial(commands.name_proxy, actor=actor, agreement=agreement, now=now)
    return asked(request, form, act=act, agreement=agreement, context=context, said=_("They are told."))


@signed_in
@require_POST
def end_proxy(request: HttpRequest, pk: UUID) -> HttpResponse:
    agreement = found(request, pk)
    act = partial(commands.end_proxy, actor=member_of(request), agreement=agreement, now=timezone.now())
    return act_and_go(request, act=act, to=page_of(agreement), said=_("Only you answer for your seat now."))


@signed_in
def reseat(request: HttpRequest, pk: UUID, seat_id: UUID) -> HttpResponse:
    actor, agreement = member_of(request), found(request, pk)
    asking = queries.versions(viewer=actor, now=timezone.now(), agreement=agreement).filter(state="proposed")
    seat = get_object_or_404(Seat.objects.select_related("member"), pk=seat_id, version__in=asking)
    require(policy.may_reseat(actor, agreement))
    form = ReseatForm(typed(request), seat=seat)
    act = partial(commands.reseat, actor=actor, agreement=agreement, seat=seat, now=timezone.now())
    heading = _("Give the seat of %(name)s to somebody else") % {"name": seat.member}
    context = {"heading": heading, "submit": _("Give it to them"), "button": "btn-bad"}
    return asked(request, form, act=act, agreement=agreement, context=context)
