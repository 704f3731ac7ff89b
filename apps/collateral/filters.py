"""What the library and the requests can be narrowed by, on the page and in the API."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from apps.collateral import queries
from apps.collateral.models import Asset, Audience, Request, WishKind, WishSide
from apps.core.narrowing import Filters
from apps.people.models import Choice, Member
from apps.people.models.company import ChoiceList


def _kinds(request: Any) -> QuerySet[Choice]:
    return Choice.objects.filter(list=ChoiceList.ASSET_KIND).order_by("position", "label")


def _owners(request: Any) -> QuerySet[Member]:
    return Member.objects.filter(pk__in=Asset.objects.visible_to(request.user).values("owner")).order_by("name", "pk")


class AssetFilters(Filters):
    """Without a state, what is archived stays in the archive."""

    q = django_filters.CharFilter(label=_("Find"))
    kind = django_filters.ModelChoiceFilter(queryset=_kinds, label=_("Kind"), empty_label=_("any"))
    owner = django_filters.ModelChoiceFilter(queryset=_owners, label=_("Owner"), empty_label=_("anybody"))
    audience = django_filters.ChoiceFilter(choices=Audience.choices, label=_("For"), empty_label=_("any"))
    state = django_filters.ChoiceFilter(choices=Asset.State.choices, label=_("State"), empty_label=_("not archived"))

    def filter_queryset(self, queryset: Any) -> Any:
        """The words last: of what they find only the best thousand are looked at, so all else must be narrowed."""
        chosen = dict(self.form.cleaned_data)
        said = chosen.pop("q")
        for name, value in chosen.items():
            queryset = self.filters[name].filter(queryset, value)
        if not chosen["state"]:
            queryset = queryset.exclude(state=Asset.State.ARCHIVED)
        return queries.found(queryset, said) if said else queryset


WHOSE = [("asked", _("I asked")), ("promised", _("I deliver")), ("ours", _("put to my side"))]


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
        mine = {"asked": Q(asked_by=me), "promised": Q(owner=me), "ours": Q(side=me.side)}
        return rows.filter(mine[whose])


class RequestBoardFilters(RequestFilters):
    """A board has its states side by side."""

    state = None
