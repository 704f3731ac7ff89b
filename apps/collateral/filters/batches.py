"""What uploads are narrowed by."""

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from apps.core.narrowing import Filters


class BatchFilters(Filters):
    whose = django_filters.ChoiceFilter(
        choices=[("mine", _("I uploaded"))], label=_("Whose"), empty_label=_("anybody's"), method="of_mine"
    )

    def of_mine(self, rows: Any, name: str, whose: str) -> Any:
        return rows.filter(uploaded_by=self.request.user)
