"""What every page's frame shows."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from apps.core import navigation
from apps.core.answer import asks_for
from apps.notices import queries as notices
from apps.people import queries as people


def shell(request: HttpRequest) -> dict[str, Any]:
    """The frame's context: for a signed-in member the places, the inbox's count, the search and what may be made.

    The results of a list come without a frame when htmx asks for them alone.
    """
    company = people.company_or_none()
    frame: dict[str, Any] = {"company": company, "demo_on": bool(company and company.is_demo)}
    if asks_for(request, "results"):
        return frame
    if not request.user.is_authenticated:
        return frame | {"theme": "system", "shortcuts": False}
    shown, search_url = navigation.places(request), reverse("home:search")
    at_search = request.path == search_url
    find = navigation.Place(url=search_url, label=_("Find"), icon="search", key="", active=at_search, thumb=2)
    return frame | {
        "theme": request.user.theme,
        "shortcuts": request.user.shortcuts,
        "navigation": shown,
        "thumbs": navigation.for_the_thumb(shown, find=find),
        "creatable": navigation.creatable(request),
        "unread": notices.unread_shown(viewer=request.user),
        "search_url": search_url,
        "at_search": at_search,
    }
