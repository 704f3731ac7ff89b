"""What feedback is narrowed by."""

from typing import Any

import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.collateral.models import (
    Feedback,
    FeedbackFix,
    Reason,
)
from apps.core.narrowing import Filters

JUDGED = [("mine", _("of what is mine")), ("given", _("I said"))]


STANDS = [
    ("waits", _("waits for an answer")),
    ("open", _("fixed, to be confirmed")),
    ("confirmed", _("fixed and confirmed")),
    ("now", _("said now")),
]


class FeedbackFilters(Filters):
    q = django_filters.CharFilter(label=_("Find"), method="with_words")
    whose = django_filters.ChoiceFilter(choices=JUDGED, label=_("Whose"), empty_label=_("anybody's"), method="of_mine")
    state = django_filters.ChoiceFilter(choices=STANDS, label=_("State"), empty_label=_("any"), method="as_it_stands")
    rating = django_filters.ChoiceFilter(choices=[(n, n) for n in range(1, 6)], label=_("Rating"), empty_label=_("any"))
    reason = django_filters.ChoiceFilter(choices=Reason.choices, label=_("Why"), empty_label=_("any"))

    def with_words(self, rows: Any, name: str, words: str) -> Any:
        said = Q(text__icontains=words) | Q(what_would_help__icontains=words)
        return rows.filter(said | Q(version__asset__title__icontains=words))

    def of_mine(self, rows: Any, name: str, whose: str) -> Any:
        me = self.request.user
        return rows.filter({"mine": Q(version__asset__owner=me), "given": Q(author=me)}[whose])

    def as_it_stands(self, rows: Any, name: str, state: str) -> Any:
        if state == "waits":
            return rows.filter(pk__in=Feedback.objects.unanswered().values("pk"))
        if state == "now":
            return rows.current()
        return rows.filter(pk__in=FeedbackFix.objects.filter(outcome=state).values("feedback"))
