from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from apps.core.answer import answer, back, say
from apps.notices import commands, lines, queries
from apps.notices.forms import InboxFilters
from apps.people.access import member_of, signed_in
from apps.people.lists import Column, Empty, listing
from apps.people.models import Member

COLUMNS = [
    Column("at", gettext_lazy("When"), lambda notice: notice.at),
    Column("kind", gettext_lazy("What"), lambda notice: lines.kind_of(notice).label),
    Column("actor", gettext_lazy("Who"), lambda notice: notice.actor),
    Column("read_at", gettext_lazy("Read"), lambda notice: notice.read_at),
]
ORDERS: dict[str, str | tuple[str, ...]] = {"-at": "-at"}


@signed_in
@require_GET
def inbox(request: HttpRequest) -> HttpResponseBase:
    """All I was told; what waits for me stands on Home."""
    return listing(
        request,
        page="notices:inbox",
        rows=queries.inbox(viewer=member_of(request)),
        filters=InboxFilters,
        columns=COLUMNS,
        orders=ORDERS,
        default_order="-at",
        template="notices/inbox.html",
        rows_template="notices/_rows.html",
        empty=Empty(_("Nothing yet. What others do for you, or ask of you, will stand here.")),
    )


@signed_in
@require_GET
def open_notice(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Go to what a notice is about; it is read with that."""
    return redirect(_read(member_of(request), pk).url or "notices:inbox")


@signed_in
@require_POST
def read_notice(request: HttpRequest, pk: UUID) -> HttpResponse:
    fragment = "notices/_line.html"
    context = {"line": _read(member_of(request), pk)}
    done = back(request, reverse("notices:inbox"))
    return answer(request, page=fragment, fragment=fragment, context=context, done=done)


def _read(reader: Member, pk: UUID) -> lines.Line:
    notice = get_object_or_404(queries.notices(viewer=reader), pk=pk)
    read = commands.mark_read(actor=reader, notice=notice, now=timezone.now())
    return lines.entries([read], reader=reader)[0]


@signed_in
@require_POST
def mark_all_read(request: HttpRequest) -> HttpResponse:
    offer = commands.mark_all_read(actor=member_of(request), now=timezone.now())
    say(request, offer.label if offer else _("All of it was read already."), undo=offer)
    return redirect("notices:inbox")
