from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from apps.core.answer import say
from apps.notices import commands, queries
from apps.notices.forms import DeliveryFilters
from apps.people.access import admins_only, member_of
from apps.people.lists import Column, Empty, listing

COLUMNS = [
    Column("created_at", gettext_lazy("Written"), lambda delivery: delivery.created_at),
    Column("to", gettext_lazy("To"), lambda delivery: delivery.to_address),
    Column("subject", gettext_lazy("Subject"), str),
    Column("state", gettext_lazy("State"), lambda delivery: delivery.get_state_display()),
    Column("sent_at", gettext_lazy("Sent"), lambda delivery: delivery.sent_at),
    Column("attempts", gettext_lazy("Tries"), lambda delivery: delivery.attempts),
    Column("last_error", gettext_lazy("What went wrong"), lambda delivery: delivery.last_error),
]


@admins_only
@require_GET
def deliveries(request: HttpRequest) -> HttpResponseBase:
    """What was sent, when, and what failed and why."""
    return listing(
        request,
        page="notices:deliveries",
        rows=queries.deliveries(viewer=member_of(request)),
        filters=DeliveryFilters,
        columns=COLUMNS,
        orders={"-created_at": "-created_at", "to": "to_address"},
        default_order="-created_at",
        template="notices/deliveries.html",
        rows_template="notices/_deliveries.html",
        context={"waiting": queries.waiting_mails(), "server_set": settings.SMTP is not None},
        empty=Empty(_("No mail has been written yet. Invitations and notices will stand here.")),
    )


@admins_only
@require_GET
def delivery(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One mail: its way so far, and its text where it was kept for want of a mail server."""
    found = get_object_or_404(queries.deliveries(viewer=member_of(request)), pk=pk)
    again = found.state in {found.State.PARKED, found.State.KEPT} and settings.SMTP is not None
    return render(request, "notices/delivery.html", {"delivery": found, "may_send_again": again})


@admins_only
@require_POST
def send_again(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = get_object_or_404(queries.deliveries(viewer=member_of(request)), pk=pk)
    commands.send_again(actor=member_of(request), delivery=found, now=timezone.now())
    say(request, _("It is on its way again."))
    return redirect("notices:delivery", pk=pk)
