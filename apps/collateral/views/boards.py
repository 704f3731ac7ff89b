from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from apps.collateral import policy, queries
from apps.collateral.filters import RequestBoardFilters
from apps.collateral.forms import READY_REASONS
from apps.collateral.models import Request
from apps.people.access import MemberRequest, signed_in
from apps.people.lists import saved_views


@signed_in
@require_safe
def board(request: MemberRequest) -> HttpResponse:
    """Requests by state; each card has the buttons that move it for whoever may."""
    now, viewer = timezone.now(), request.user
    narrowed = RequestBoardFilters(request.GET, queryset=queries.requests(viewer=viewer), request=request)
    rows = narrowed.qs if narrowed.is_valid() else Request.objects.none()
    columns, promise = queries.request_board(rows, now=now), queries.promise()
    for card in (card for column in columns for card in column.cards):
        # As a card on the wall: what its reader may do with it, and for when it would be promised at one tap.
        vars(card).update(
            may_triage=policy.may_triage(viewer, card),
            may_start=policy.may_start(viewer, card),
            may_confirm=policy.may_confirm(viewer, card),
            promised_at_a_tap=promise.deliver_by(card, now),
        )
    context = {
        "columns": columns,
        "card_template": "collateral/_request_card.html",
        "filter_form": narrowed.form,
        "capacities": queries.capacities(viewer=viewer, now=now),
        "promise": promise,
        "today": promise.working.today(now),
        "now": now,
        "ready_reasons": READY_REASONS,
    }
    return render(request, "collateral/board.html", context | saved_views(request, "collateral:board"))
