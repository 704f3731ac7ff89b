from types import SimpleNamespace

import django_filters as filters
import pytest
from django import forms
from django.http import QueryDict
from django.test import RequestFactory
from rest_framework.request import Request

from apps.collateral.filters import AssetFilters
from apps.collateral.models import Asset
from apps.people.door.filtering import narrowed, parameters_of
from apps.people.models import Area, Member
from tests.factories import people


class Several(filters.FilterSet):
    name = filters.CharFilter()
    owner = filters.ModelChoiceFilter(queryset=Member.objects.all())
    deputies = filters.ModelMultipleChoiceFilter(field_name="deputy", queryset=Member.objects.all())
    kinds = filters.MultipleChoiceFilter(choices=[("a", "A"), ("b", "B")])
    later = filters.ChoiceFilter(choices=lambda: [("c", "C")])
    revision = filters.NumberFilter()
    between = filters.RangeFilter(field_name="revision")
    seen = filters.DateTimeFromToRangeFilter(field_name="retired_at")
    retired = filters.BooleanFilter(field_name="retired_at", lookup_expr="isnull", exclude=True)


class WithBox(filters.FilterSet):
    """A box that isn't ticked leaves out what is retired."""

    all = filters.BooleanFilter(method="also_retired", widget=forms.CheckboxInput)

    def also_retired(self, rows, name, value):
        return rows if value else rows.filter(retired_at__isnull=True)


class OwnQuery(filters.FilterSet):
    """Leaves something out whatever is asked."""

    def filter_queryset(self, rows):
        return super().filter_queryset(rows).exclude(name="Never")


class Unasked(filters.FilterSet):
    """Says itself what is left where nothing is asked."""

    name = filters.CharFilter()

    @staticmethod
    def unasked(rows):
        return rows.exclude(name="Never")


def asked(query: str) -> Request:
    return Request(RequestFactory().get(f"/?{query}"))


@pytest.fixture
def three(cast):
    people.area(owner=cast.mara, name="Kept")
    people.area(owner=cast.mara, name="Never")
    people.area(owner=cast.sam, name="Retired", retired_at="2026-01-01T00:00:00Z")
    return cast


def names(filterset, query=""):
    return sorted(narrowed(filterset, asked(query), Area.objects.all()).values_list("name", flat=True))


def test_each_kind_of_filter_has_its_schema():
    uuid, number = {"type": "string", "format": "uuid"}, {"type": "number"}
    moment = {"type": "string", "format": "date-time"}
    assert parameters_of(Several) == [
        ("name", {"type": "string"}),
        ("owner", uuid),
        ("deputies", {"type": "array", "items": uuid}),
        ("kinds", {"type": "array", "items": {"type": "string", "enum": ["a", "b"]}}),
        ("later", {"type": "string"}),
        ("revision", number),
        ("between_min", number),
        ("between_max", number),
        ("seen_after", moment),
        ("seen_before", moment),
        ("retired", {"type": "boolean"}),
    ]


def test_nothing_asked_leaves_all(three):
    assert names(Several) == ["Kept", "Never", "Retired"]
    assert names(None) == ["Kept", "Never", "Retired"]


def test_what_is_asked_is_what_the_page_would_show(three):
    for query in (f"owner={three.sam.pk}", "retired=true", "name=Kept", "between_min=1&seen_before=2025-01-01"):
        page = Several(QueryDict(query), queryset=Area.objects.all())
        assert names(Several, query) == sorted(page.qs.values_list("name", flat=True)), query


def test_a_box_that_is_not_ticked_counts(three):
    assert names(WithBox) == ["Kept", "Never"]
    assert names(WithBox, "all=true") == ["Kept", "Never", "Retired"]


def test_a_filter_set_with_a_mind_of_its_own_is_always_asked(three):
    assert names(OwnQuery) == ["Kept", "Retired"]


def test_a_filter_may_say_what_is_left_where_nothing_is_asked(three):
    assert (names(Unasked), names(Unasked, "ordering=name"), names(Unasked, "name=Never")) == (
        ["Kept", "Retired"],
        ["Kept", "Retired"],
        ["Never"],
    )


def test_the_library_is_the_same_with_and_without_its_form(three):
    request = SimpleNamespace(user=three.sam)
    sought = AssetFilters(QueryDict(), queryset=Asset.objects.all(), request=request)
    plain = AssetFilters.unasked(Asset.objects.all())
    assert sought.is_valid()
    assert str(sought.qs.query) == str(plain.query)
