"""What every page's frame shows."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from apps.core import navigation
from apps.notices import queries as notices
from apps.people import queries as people


def shell(request: HttpRequest) -> dict[str, Any]:
    """The frame's context: for a signed-in member the places, the inbox's count, the search and what may be made."""
    company = people.company_or_none()
    frame: dict[str, Any] = {
        "company_name": company.name if company else "Accord",
        "company_zone": company.time_zone if company else None,
        "demo_on": bool(company and company.is_demo),
    }
    member = request.user
    if not member.is_authenticated:
        return frame | {"theme": "system", "shortcuts_on": False}
    return frame | {
        "theme": member.theme,
        "theme_url": reverse("people:set_theme"),
        "shortcuts_on": member.shortcuts,
        "navigation": navigation.places(request),
        "creatable": navigation.creatable(request),
        "inbox_url": reverse("notices:inbox"),
        "unread": notices.unread_count(viewer=member),
        "search_url": reverse("collateral:library"),
        "profile_url": reverse("people:me"),
        "my_links": [
            {"url": reverse("people:member", args=[member.pk]), "label": _("My card"), "icon": "person"},
            {"url": reverse("notices:preferences"), "label": _("What I hear of"), "icon": "bell"},
            {"url": reverse("people:sessions"), "label": _("Where I'm signed in"), "icon": "lock"},
            {"url": reverse("people:tokens"), "label": _("API tokens"), "icon": "key"},
        ],
    }
