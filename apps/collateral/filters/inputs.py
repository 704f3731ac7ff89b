"""What the list of input is narrowed by."""

from typing import Any

import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.collateral.models import Input
from apps.core.narrowing import Filters


class InputFilters(Filters):
    q = django_filters.CharFilter(label=_("Find"), method="with_words")
    state = django_filters.ChoiceFilter(choices=Input.State.choices, label=_("State"), empty_label=_("any"))
    whose = django_filters.ChoiceFilter(
        choices=[("mine", _("I am asked")), ("asked", _("I asked for"))],
        label=_("Whose"),
        empty_label=_("all I see"),
        method="of_mine",
    )

    def with_words(self, rows: Any, name: str, words: str) -> Any:
        return rows.filter(Q(ask__asset__title__icontains=words) | Q(member__name__icontains=words))

    def of_mine(self, rows: Any, name: str, whose: str) -> Any:
        me = self.request.user
        return rows.filter(member=me) if whose == "mine" else rows.filter(ask__asked_by=me)
