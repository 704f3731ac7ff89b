"""What requests are narrowed by, as a list and as a board."""

from typing import Any

import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.collateral.models import (
    Request,
    WishKind,
    WishSide,
)
from apps.core.narrowing import Filters

WHOSE = [
    ("asked", _("I asked")),
    ("voted", _("I need too")),
    ("promised", _("I deliver")),
    ("ours", _("put to my side")),
]


class RequestFilters(Filters):
    q = django_filters.CharFilter(label=_("Find"), method="with_words")
    whose = django_filters.ChoiceFilter(choices=WHOSE, label=_("Whose"), empty_label=_("anybody's"), method="of_mine")
    state = django_filters.ChoiceFilter(choices=Request.State.choices, label=_("State"), empty_label=_("any"))
    side = django_filters.ChoiceFilter(choices=WishSide.choices, label=_("Put to"), empty_label=_("either side"))
    kind = django_filters.ChoiceFilter(choices=WishKind.choices, label=_("Kind"), empty_label=_("any"))

    def with_words(self, rows: Any, name: str, words: str) -> Any:
        return rows.filter(
            Q(title__icontains=words) | Q(why__icontains=words) | Q(for_whom__icontains=words) | Q(deal__iexact=words)
        )

    def of_mine(self, rows: Any, name: str, whose: str) -> Any:
        me = self.request.user
        mine = {"asked": Q(asked_by=me), "voted": Q(voted=True), "promised": Q(owner=me), "ours": Q(side=me.side)}
        return rows.filter(mine[whose])


class RequestBoardFilters(RequestFilters):
    """A board has its states side by side."""

    state = None
