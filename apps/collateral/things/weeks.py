"""What the rest of Accord knows of the weeks of one's content."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from apps.collateral import queries
from apps.collateral.models import Asset, ContentWeek
from apps.collateral.things.letters import HOW_TO_REPLY, letter, nobody_reads
from apps.core import telling, things
from apps.core.telling import Letter, Linked
from apps.people.models import Member


def week_url(week: ContentWeek) -> str:
    return f"{reverse('collateral:weeks')}?{urlencode({'week': str(week.pk)})}"


def week_title(week: ContentWeek) -> str:
    return _now("Week from %(day)s") % {"day": date_format(week.begins_on, "j M Y")}


def register() -> None:
    """Called once, when the portal starts."""
    things.register(
        things.Thing(
            kind="content-week",
            label=_("Week of one's content"),
            model=ContentWeek,
            title=week_title,
            url=week_url,
            visible_to=ContentWeek.objects.visible_to,
        )
    )
    telling.register(
        telling.NoticeKind(
            "content-week",
            _("What happened to my content, once a week"),
            _("{title}: what happened to your content"),
            _("You own or made this collateral."),
            rhythm=telling.AT_ONCE,
            letter=_what_happened,
            on_reply=nobody_reads,
            how_to_reply=HOW_TO_REPLY,
            opens=_("Open this week"),
        ),
    )


def _what_happened(week: ContentWeek, reader: Member, facts: dict[str, Any]) -> Letter:
    rows = queries.happened(viewer=reader).filter(week=week).order_by("asset__title", "pk")
    return letter([(_linked(row.asset), queries.in_words(row)) for row in rows])


def _linked(asset: Asset) -> Linked:
    return Linked(asset.title, settings.BASE_URL + reverse("collateral:asset", args=[asset.pk]))
