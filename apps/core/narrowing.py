"""What a list can be narrowed by: a FilterSet whose form is put together once, not at each request."""

from copy import copy
from typing import Any, ClassVar

import django_filters
from django import forms
from django.db.models import QuerySet
from django.forms import ModelChoiceField
from django_filters.fields import ModelChoiceField as FilterModelChoiceField

from apps.core.choosing import MANY, RowField
from apps.core.prepared import Prepared


class _RowField(FilterModelChoiceField, RowField):
    """Also by its name: of many rows one is typed."""


class _Kept(dict[str, django_filters.Filter]):
    """The filters of a class, from which each of its FilterSets gets its own by a deep copy.

    Nothing that they hold is changed in one of them, so that it needn't be copied with them.
    """

    def __deepcopy__(self, memo: Any) -> dict[str, django_filters.Filter]:
        return {name: _own(one) for name, one in self.items()}


def _own(kept: django_filters.Filter) -> django_filters.Filter:
    one = copy(kept)
    # A filter by a method finds it on the FilterSet that this very filter belongs to.
    one.method = kept.method
    return one


def _steady(rows: Any) -> Prepared | None:
    """Ids and names of what everybody may choose from, where that goes by no request and has names."""
    name = getattr(rows.model, "NAMED_BY", None) if isinstance(rows, QuerySet) else None
    return Prepared(lambda: rows.values_list("pk", name)[: MANY + 1]) if name else None


class Filters(django_filters.FilterSet):
    """Page and API narrow a list by one of these.

    Attributes:
        field_order: of the form's fields, where it isn't that of the filters.
    """

    field_order: ClassVar[list[str] | None] = None

    @classmethod
    def get_filters(cls) -> Any:
        return _Kept(super().get_filters())

    @property
    def form(self) -> forms.Form:
        """A form of a class made once; only the rows to choose from are looked up anew, for they go by who asks."""
        if not hasattr(self, "_form"):
            made = self._kept_class()(self.data if self.is_bound else None, prefix=self.form_prefix)
            for name, field in made.fields.items():
                if isinstance(field, ModelChoiceField):
                    field.queryset = self.filters[name].get_queryset(self.request)
            self._form = made
        return self._form

    def _kept_class(self) -> type[forms.Form]:
        kept: type[forms.Form] | None = vars(type(self)).get("_form_class")
        if kept is None:
            kept = self.get_form_class()
            for name, field in kept.base_fields.items():
                if isinstance(field, ModelChoiceField):
                    field.queryset = None  # What one member may choose from must not wait there for the next.
                    vars(field)["steady"] = None if field.to_field_name else _steady(self.filters[name].queryset)
            type(self)._form_class = kept
        return kept

    def get_form_class(self) -> type[forms.Form]:
        for one in self.filters.values():
            if isinstance(one, django_filters.ModelChoiceFilter):
                one.field_class = _RowField
        made: Any = super().get_form_class()
        made.field_order = self.field_order
        return made
