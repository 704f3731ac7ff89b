from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from apps.core.errors import require
from apps.leads import commands, policy, queries
from apps.leads.filters import HandOffFilters
from apps.leads.forms import ReturnForm
from apps.leads.models import HandOff
from apps.people.access import member_of, signed_in
from apps.people.editing import act_and_go, form_page
from apps.people.lists import Column, Empty, listing

COLUMNS = [
    Column("lead", gettext_lazy("Lead"), lambda hand_off: hand_off.lead),
    Column("qualifier", gettext_lazy("Qualifier"), lambda hand_off: hand_off.qualifier),
    Column("state", gettext_lazy("State"), lambda hand_off: hand_off.state_word),
    Column("offered_at", gettext_lazy("Newest"), lambda hand_off: hand_off.offered_at),
    Column("accept_by", gettext_lazy("To be taken by"), lambda hand_off: hand_off.accept_by),
    Column("reason", gettext_lazy("Reason"), lambda hand_off: hand_off.reason),
]
ORDERS = {"-offered_at": ("-offered_at", "id"), "accept_by": ("accept_by", "id")}


@signed_in
@require_safe
def hand_offs(request: HttpRequest) -> HttpResponseBase:
    viewer, now = member_of(request), timezone.now()
    return listing(
        request,
        page="leads:hand_offs",
        rows=queries.hand_offs(viewer=viewer, now=now),
        filters=HandOffFilters,
        columns=COLUMNS,
        orders=ORDERS,
        default_order="-offered_at",
        template="leads/hand_offs.html",
        rows_template="leads/_hand_offs.html",
        empty=Empty(
            _("No lead that you may see has been handed over yet."), reverse("leads:leads"), _("Look at the leads")
        ),
        context={"waiting": queries.waiting_for(viewer=viewer, now=now)[:50], "now": now},
    )


def found(request: HttpRequest, pk: UUID) -> HandOff:
    return get_object_or_404(queries.hand_offs(viewer=member_of(request), now=timezone.now()), pk=pk)


def _lead_of(hand_off: HandOff) -> str:
    return reverse("leads:lead", args=[hand_off.lead_id])


@signed_in
@require_POST
def accept(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = found(request, pk)
    act = partial(commands.accept_lead, actor=member_of(request), hand_off=row, now=timezone.now())
    return act_and_go(request, act=act, to=_lead_of(row), said=_("It is yours. The first contact comes next."))


@signed_in
def give_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    actor, row = member_of(request), found(request, pk)
    require(policy.may_answer(actor, row))
    context = {
        "heading": _("Return “%(title)s”") % {"title": row.lead},
        "intro": _("Marketing reads why, and the definition learns from it."),
        "submit": _("Return"),
        "cancel_url": _lead_of(row),
    }
    return form_page(
        request,
        form=ReturnForm,
        act=partial(commands.return_lead, actor=actor, hand_off=row, now=timezone.now()),
        done=reverse("leads:hand_offs"),
        context=context,
        said=_("It is back with marketing, and they know why."),
    )


@signed_in
@require_POST
def contact(request: HttpRequest, pk: UUID) -> HttpResponse:
    row, how = found(request, pk), request.POST.get("contact", "")
    how = how if how in HandOff.Contact.values else HandOff.Contact.REACHED
    act = partial(commands.record_contact, actor=member_of(request), hand_off=row, contact=how, now=timezone.now())
    return act_and_go(request, act=act, to=_lead_of(row), said=_("Written down."))
