"""How meetings, series and decisions are narrowed, by page and API alike."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from apps.core.narrowing import Filters
from apps.meetings.models import Decision, Invitee, Meeting, MeetingSide, Series
from apps.people.models import Member

STATES = [
    ("next", _("The next of each")),
    ("ahead", _("All ahead")),
    ("closed", _("With minutes")),
    ("cancelled", _("Cancelled")),
    ("all", _("All")),
]


class _Filters(Filters):
    """`mine` is what the viewer is asked to."""

    mine = django_filters.BooleanFilter(method="of_mine", label=_("I am asked"), widget=forms.CheckboxInput)
    series_at = "series"

    def of_mine(self, rows: QuerySet[Any], name: str, value: bool) -> QuerySet[Any]:
        asked = Invitee.objects.filter(member=self.request.user, until__isnull=True).values("series")
        return rows.filter(**{f"{self.series_at}__in": asked}) if value else rows


class SeriesFilters(_Filters):
    side = django_filters.ChoiceFilter(choices=MeetingSide, label=_("Side"), empty_label=_("Any side"))
    series_at = "pk"


class MeetingFilters(_Filters):
    series = django_filters.ModelChoiceFilter(queryset=Series.objects.all(), widget=forms.HiddenInput)
    side = django_filters.ChoiceFilter(
        field_name="series__side", choices=MeetingSide, label=_("Side"), empty_label=_("Any side")
    )
    state = django_filters.ChoiceFilter(choices=STATES, method="in_state", label=_("Which"), empty_label=None)

    def in_state(self, rows: QuerySet[Meeting], name: str, state: str) -> QuerySet[Meeting]:
        if state == "all":
            return rows
        if state == "next":
            first = Meeting.objects.ahead().order_by("series", "starts_at", "pk").distinct("series")
            return rows.filter(pk__in=first.values("pk"))
        return rows.filter(state__in=["scheduled", "running"] if state == "ahead" else [state])


class MeetingPageFilters(MeetingFilters):
    """The list shows what comes next of each series, unless something else is asked for."""

    q = django_filters.CharFilter(method="with_words", label=_("Words of title or minutes"))

    field_order = ["q", "state", "side", "mine"]

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        if data is not None and "state" not in data:
            data = data.copy()
            data["state"] = "next"
        super().__init__(data, *args, **kwargs)

    def with_words(self, rows: QuerySet[Meeting], name: str, words: str) -> QuerySet[Meeting]:
        said = Meeting.objects.filter(entries__text__icontains=words).values("pk")
        return rows.filter(Q(series__title__icontains=words) | Q(pk__in=said))


class DecisionFilters(Filters):
    concerned = django_filters.ModelChoiceFilter(
        field_name="concerns__member", queryset=Member.objects.filter(is_system=False), widget=forms.HiddenInput
    )
    series = django_filters.ModelChoiceFilter(
        field_name="meeting__series", queryset=Series.objects.all(), widget=forms.HiddenInput
    )


class DecisionPageFilters(DecisionFilters):
    q = django_filters.CharFilter(method="with_words", label=_("Words"))

    def with_words(self, rows: QuerySet[Decision], name: str, words: str) -> QuerySet[Decision]:
        return rows.filter(Q(text__icontains=words) | Q(meeting__series__title__icontains=words))


class EntryFilters(Filters):
    meeting = django_filters.ModelChoiceFilter(queryset=Meeting.objects.all(), widget=forms.HiddenInput)
    kind = django_filters.ChoiceFilter(
        choices=[
            ("note", _("Note")),
            ("decision", _("Decision")),
            ("action", _("Action item")),
            ("obstacle", _("In the way")),
        ]
    )


class ItemFilters(Filters):
    meeting = django_filters.ModelChoiceFilter(queryset=Meeting.objects.all(), widget=forms.HiddenInput)
    state = django_filters.CharFilter(field_name="state")
