from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from apps.meetings import queries
from apps.meetings.filters import DecisionPageFilters, MeetingPageFilters
from apps.people.access import member_of, signed_in
from apps.people.lists import Column, Empty, listing

COLUMNS = [
    Column("starts_at", gettext_lazy("When"), lambda meeting: meeting.starts_at),
    Column("title", gettext_lazy("Meeting"), lambda meeting: meeting.series.title),
    Column("side", gettext_lazy("Side"), lambda meeting: meeting.series.get_side_display()),
    Column("state", gettext_lazy("State"), lambda meeting: meeting.get_state_display()),
    Column("facilitator", gettext_lazy("Run by"), lambda meeting: meeting.series.facilitator),
    Column("minutes", gettext_lazy("Minutes"), lambda meeting: meeting.minutes),
    Column("place", gettext_lazy("Place or link"), lambda meeting: meeting.series.place),
]
AHEAD: dict[str, str | tuple[str, ...]] = {"starts_at": "starts_at", "title": ("series__title", "starts_at")}
LOOKING_BACK: dict[str, str | tuple[str, ...]] = {
    "-starts_at": "-starts_at",
    "title": ("series__title", "-starts_at"),
}
DECISION_COLUMNS = [
    Column("written_at", gettext_lazy("Newest"), lambda decision: decision.written_at),
    Column("text", gettext_lazy("Decision"), lambda decision: decision.text),
    Column("meeting", gettext_lazy("Meeting"), lambda decision: decision.meeting.series.title),
    Column("concerned", gettext_lazy("Concerns"), lambda decision: ", ".join(_names(decision))),
    Column("review_on", gettext_lazy("Look at it again"), lambda decision: decision.review_on),
]


def _names(decision: object) -> list[str]:
    return [str(one.member) for one in vars(decision).get("concerned", [])]


@signed_in
@require_safe
def meetings(request: HttpRequest) -> HttpResponseBase:
    looks_back = request.GET.get("state", "next") not in ("next", "ahead")
    return listing(
        request,
        page="meetings:meetings",
        rows=queries.meetings(viewer=member_of(request), now=timezone.now()),
        filters=MeetingPageFilters,
        columns=COLUMNS,
        orders=LOOKING_BACK if looks_back else AHEAD,
        default_order="-starts_at" if looks_back else "starts_at",
        template="meetings/meetings.html",
        rows_template="meetings/_meetings.html",
        empty=Empty(_("No meeting is ahead. Ask the other side to one."), reverse("meetings:new"), _("Plan a meeting")),
    )


@signed_in
@require_safe
def decisions(request: HttpRequest) -> HttpResponseBase:
    return listing(
        request,
        page="meetings:decisions",
        rows=queries.decisions(viewer=member_of(request), now=timezone.now()),
        filters=DecisionPageFilters,
        columns=DECISION_COLUMNS,
        orders={"-written_at": "-written_at", "review_on": "review_on"},
        default_order="-written_at",
        template="meetings/decisions.html",
        rows_template="meetings/_decisions.html",
        empty=Empty(
            _("Nothing is decided yet. Decisions are written down in meetings."),
            reverse("meetings:meetings"),
            _("Look at the meetings"),
        ),
    )
