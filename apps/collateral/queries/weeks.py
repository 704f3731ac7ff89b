"""What happened to one's content, week by week."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import ngettext

from apps.collateral.models import ContentWeek, Happened
from apps.collateral.models.weeks import HappenedQuerySet
from apps.people.models import Member


def happened(*, viewer: Member, now: datetime | None = None) -> HappenedQuerySet:
    rows = Happened.objects.visible_to(viewer).select_related("week", "asset")
    return rows.defer("asset__search")


def own_weeks(*, viewer: Member) -> QuerySet[ContentWeek]:
    return ContentWeek.objects.visible_to(viewer).order_by("-begins_on")


def in_words(row: Happened) -> list[str]:
    """What there is to say of it, number by number."""
    counted = (
        (row.people, ngettext("%d person used it", "%d people used it", row.people or 0)),
        (row.deals, ngettext("used in %d deal", "used in %d deals", row.deals or 0)),
        (row.ratings, ngettext("rated once", "rated %d times", row.ratings)),
        (row.delivered, ngettext("answered a request", "answered %d requests", row.delivered)),
        (row.opened, ngettext("opened by a customer once", "opened by customers %d times", row.opened)),
    )
    return [say % count if "%d" in say else say for count, say in counted if count]
