"""What happened to one's content is told once a week."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from apps.collateral.models import ContentWeek
from apps.core import due
from apps.core.due import Due, DueKind, Window


def register() -> None:
    due.register(
        DueKind(
            "content-week",
            _("What happened to one's content, each week"),
            within=weeks_within,
            waiting=lambda member, now: (),
        )
    )


def weeks_within(window: Window) -> Iterator[Due]:
    """The week that was counted last, as soon as it is."""
    newest = ContentWeek.objects.order_by("-begins_on").values("begins_on")[:1]
    rows = ContentWeek.objects.filter(window.holds("counted_at"), begins_on=newest)
    for week in rows.select_related("member").order_by("pk"):
        yield Due("content-week", week, week.member, due_at=week.counted_at, since=week.counted_at)
