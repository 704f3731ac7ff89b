"""What the library can be narrowed by, on the page and in the API."""

from collections.abc import Mapping
from functools import partial
from typing import Any
from uuid import UUID

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from apps.collateral import queries
from apps.collateral.models import (
    Asset,
    Audience,
    Input,
    dates,
)
from apps.collateral.words import Words
from apps.core.narrowing import Filters
from apps.people.models import ChoiceList, Member


class IdsField(forms.Field):
    """Ids, any number of them; one that there isn't finds nothing."""

    widget = forms.MultipleHiddenInput

    def clean(self, value: Any) -> list[UUID]:
        try:
            return list(dict.fromkeys(UUID(one) for one in value or []))
        except ValueError as fault:
            raise forms.ValidationError(_("Send ids (UUIDs)."), code="invalid") from fault


class FacetFilter(django_filters.Filter):
    """Assets with any of the chosen entries of a list, or for all of it."""

    field_class = IdsField
    many_ids = True

    def __init__(self, name: ChoiceList) -> None:
        super().__init__(label=name.label)
        self.facet = name

    def filter(self, rows: Any, chosen: Any) -> Any:
        return rows.filter(queries.with_facet(self.facet.value, chosen)) if chosen else rows


def _owners(request: Any) -> QuerySet[Member]:
    return Member.objects.filter(pk__in=Asset.objects.visible_to(request.user).values("owner")).order_by("name", "pk")


class AssetFilters(Filters):
    """Without a state, what is archived stays in the archive, and nobody comes upon what is recalled."""

    q = django_filters.CharFilter(label=_("Find"), widget=forms.TextInput(attrs={"list": "found-titles"}))
    # Nothing that was mistyped is taken for something else.
    exactly = django_filters.BooleanFilter(label=_("Exactly as typed"), widget=forms.HiddenInput)
    some = django_filters.BooleanFilter(label=_("Some of the words are enough"), widget=forms.HiddenInput)
    owner = django_filters.ModelChoiceFilter(queryset=_owners, label=_("Owner"), empty_label=_("anybody"))
    audience = django_filters.ChoiceFilter(choices=Audience.choices, label=_("For"), empty_label=_("any"))
    state = django_filters.ChoiceFilter(
        choices=[*Asset.State.choices, ("expired", _("Expired")), ("unverified", _("Unverified"))],
        label=_("State"),
        empty_label=_("in use or in work"),
        method="of_state",
    )
    input = django_filters.ChoiceFilter(
        choices=[("with", _("with")), ("without", _("without"))],
        label=_("Input from sales"),
        empty_label=_("any"),
        method="of_input",
    )
    kind = FacetFilter(ChoiceList.ASSET_KIND)
    persona = FacetFilter(ChoiceList.PERSONA)
    funnel_stage = FacetFilter(ChoiceList.FUNNEL_STAGE)
    industry = FacetFilter(ChoiceList.INDUSTRY)
    product = FacetFilter(ChoiceList.PRODUCT)
    region = FacetFilter(ChoiceList.REGION)
    language = FacetFilter(ChoiceList.LANGUAGE)

    @staticmethod
    def unasked(rows: Any) -> Any:
        """What is listed where nothing is asked for, which needs no form."""
        return rows.in_lists()

    @property
    def chosen(self) -> dict[str, list[UUID]]:
        """The ids that are asked for, by the filter's name."""
        said = self.form.cleaned_data
        return {name: said[name] for name, one in self.filters.items() if isinstance(one, FacetFilter) and said[name]}

    @cached_property
    def words(self) -> Words:
        said = self.form.cleaned_data
        stands = partial(queries.stands_for, self.request.user)
        return queries.understood(said["q"], exactly=bool(said["exactly"]), stands=stands)

    def filter_queryset(self, queryset: Any) -> Any:
        return self._narrowed(queryset, self.form.cleaned_data)

    def without_facets(self) -> Any:
        """What is found where none of the shared lists narrows it: the ground on which their entries are counted."""
        return self._narrowed(self.queryset, self._but_facets)

    @cached_property
    def is_partly(self) -> bool:
        """Whether what has some of the words is enough."""
        return bool(self.form.cleaned_data["some"])

    @property
    def _but_facets(self) -> dict[str, Any]:
        return {**self.form.cleaned_data, **{name: [] for name in self.chosen}}

    def of_state(self, rows: Any, name: str, state: str) -> Any:
        """Expired is what is published and over; whoever asks for what is published wants what is in use."""
        if state == "expired":
            return rows.filter(dates.expired(), state=Asset.State.PUBLISHED)
        if state == "unverified":
            return rows.in_lists().filter(dates.unverified())
        rows = rows.filter(state=state)
        return rows.exclude(dates.expired()) if state == Asset.State.PUBLISHED else rows

    def of_input(self, rows: Any, name: str, said: str) -> Any:
        given = Exists(Input.objects.filter(ask__asset=OuterRef("pk"), state=Input.State.GIVEN))
        return rows.filter(given if said == "with" else ~given)

    def _narrowed(self, rows: Any, said: Mapping[str, Any]) -> Any:
        """The words last: of what they find only the best thousand are looked at, so all else must be narrowed."""
        rows = self._ground(rows, said)
        if not said["q"]:
            return rows
        if self.is_partly:
            return queries.found_partly(rows, self.words)
        by_facets = any(said[name] for name in self.chosen)
        ids = queries.candidates(rows, self.words) if by_facets else self.candidates
        return queries.found_among(rows, ids, self.words)

    @cached_property
    def candidates(self) -> list[UUID]:
        """What has the words where no shared list narrows it: read once for the rows, their count and more."""
        return queries.candidates(self._ground(self.queryset, self._but_facets), self.words)

    def _ground(self, rows: Any, said: Mapping[str, Any]) -> Any:
        """What the words are looked for in."""
        for name, value in said.items():
            rows = self.filters[name].filter(rows, value) if name not in ("q", "exactly", "some") else rows
        return rows if said["state"] else self.unasked(rows)


class LibraryFilters(AssetFilters):
    """As a person looks: where nothing has all words, what has some of them is offered."""

    @cached_property
    def is_partly(self) -> bool:
        return super().is_partly or self.has_none

    @cached_property
    def has_none(self) -> bool:
        """Whether no piece has all of several words, also where the shared lists don't narrow it."""
        if self.form.cleaned_data["exactly"] or not self.words.is_several:
            return False
        return not self.candidates
