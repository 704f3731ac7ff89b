"""What field notes are narrowed by."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from apps.core.finding import holding
from apps.core.narrowing import Filters
from apps.people.models import Choice, ChoiceList


def _personas(request: Any) -> QuerySet[Choice]:
    return Choice.objects.filter(list=ChoiceList.PERSONA).order_by("position", "label")


class FieldNoteFilters(Filters):
    q = django_filters.CharFilter(label=_("Find"), method="with_words")
    persona = django_filters.ModelChoiceFilter(queryset=_personas, label=_("Persona"), empty_label=_("any"))
    whose = django_filters.ChoiceFilter(
        choices=[("mine", _("I noted"))], label=_("Whose"), empty_label=_("anybody's"), method="of_mine"
    )

    def with_words(self, rows: Any, name: str, words: str) -> Any:
        return rows.filter(holding(words, "heard", "from_whom"))

    def of_mine(self, rows: Any, name: str, whose: str) -> Any:
        return rows.filter(noted_by=self.request.user)
