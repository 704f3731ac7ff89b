"""What the library and the requests can be narrowed by, on the page and in the API."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from apps.collateral import queries
from apps.collateral.models import (
    Asset,
    Audience,
    Collection,
    Feedback,
    FeedbackFix,
    Reason,
    Request,
    Search,
    Share,
    WishKind,
    WishSide,
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


def _shared_assets(request: Any) -> QuerySet[Asset]:
    return Asset.objects.filter(pk__in=Share.objects.visible_to(request.user).values("asset")).order_by("title", "pk")


class AssetFilters(Filters):
    """Without a state, what is archived stays in the archive, and nobody comes upon what is recalled."""

    q = django_filters.CharFilter(label=_("Find"), widget=forms.TextInput(attrs={"list": "found-titles"}))
    # Nothing that was mistyped is taken for something else.
    exactly = django_filters.BooleanFilter(label=_("Exactly as typed"), widget=forms.HiddenInput)
    owner = django_filters.ModelChoiceFilter(queryset=_owners, label=_("Owner"), empty_label=_("anybody"))
    audience = django_filters.ChoiceFilter(choices=Audience.choices, label=_("For"), empty_label=_("any"))
    state = django_filters.ChoiceFilter(
        choices=[*Asset.State.choices, ("expired", _("Expired")), ("unverified", _("Unverified"))],
        label=_("State"),
        empty_label=_("in use or in work"),
        method="of_state",
    )
    kind = FacetFilter(ChoiceList.ASSET_KIND)
    persona = FacetFilter(ChoiceList.PERSONA)
    funnel_stage = FacetFilter(ChoiceList.FUNNEL_STAGE)
    industry = FacetFilter(ChoiceList.INDUSTRY)
    product = FacetFilter(ChoiceList.PRODUCT)
    region = FacetFilter(ChoiceList.REGION)
    language = FacetFilter(ChoiceList.LANGUAGE)

    @property
    def chosen(self) -> dict[str, list[UUID]]:
        """The ids that are asked for, by the filter's name."""
        said = self.form.cleaned_data
        return {name: said[name] for name, one in self.filters.items() if isinstance(one, FacetFilter) and said[name]}

    @cached_property
    def words(self) -> Words:
        said = self.form.cleaned_data
        return queries.understood(said["q"], exactly=bool(said["exactly"]))

    def filter_queryset(self, queryset: Any) -> Any:
        return self._narrowed(queryset, self.form.cleaned_data)

    def without_facets(self) -> Any:
        """What is found where none of the shared lists narrows it: the ground on which their entries are counted."""
        return self._narrowed(self.queryset, {**self.form.cleaned_data, **{name: [] for name in self.chosen}})

    def of_state(self, rows: Any, name: str, state: str) -> Any:
        """Expired is what is published and over; whoever asks for what is published wants what is in use."""
        if state == "expired":
            return rows.filter(dates.expired(), state=Asset.State.PUBLISHED)
        if state == "unverified":
            return rows.in_lists().filter(dates.unverified())
        rows = rows.filter(state=state)
        return rows.exclude(dates.expired()) if state == Asset.State.PUBLISHED else rows

    def _narrowed(self, rows: Any, said: Mapping[str, Any]) -> Any:
        """The words last: of what they find only the best thousand are looked at, so all else must be narrowed."""
        for name, value in said.items():
            rows = self.filters[name].filter(rows, value) if name not in ("q", "exactly") else rows
        if not said["state"]:
            rows = rows.in_lists()
        return queries.found(rows, self.words) if said["q"] else rows


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


class DemandFilters(Filters):
    q = django_filters.CharFilter(label=_("Find"), method="with_words")
    cause = django_filters.ChoiceFilter(
        choices=Search.Cause.choices, label=_("Why"), empty_label=_("any"), method="for_this"
    )
    since = django_filters.DateFilter(
        label=_("Since"), field_name="at", lookup_expr="date__gte", widget=forms.DateInput(attrs={"type": "date"})
    )
    unasked = django_filters.BooleanFilter(
        label=_("Not asked for yet"), widget=forms.CheckboxInput, method="not_asked_for"
    )

    def with_words(self, rows: Any, name: str, words: str) -> Any:
        return rows.filter(Q(said__icontains=words) | Q(likeness__icontains=words))

    def for_this(self, rows: Any, name: str, cause: str) -> Any:
        """As it is told to who looks: nobody learns of a draft by asking for these alone."""
        told = [one for one in Search.Cause if queries.cause_for(self.request.user, one) == cause]
        return rows.filter(cause__in=told)

    def not_asked_for(self, rows: Any, name: str, value: bool) -> Any:
        return rows.filter(request__isnull=True) if value else rows


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


def _collection_owners(request: Any) -> QuerySet[Member]:
    return Member.objects.filter(pk__in=Collection.objects.visible_to(request.user).values("owner")).order_by(
        "name", "pk"
    )


class CollectionFilters(Filters):
    """Without a choice, what is archived stays in the archive."""

    q = django_filters.CharFilter(label=_("Find"), method="with_words")
    owner = django_filters.ModelChoiceFilter(queryset=_collection_owners, label=_("Owner"), empty_label=_("anybody"))
    archived = django_filters.ChoiceFilter(
        choices=[("yes", _("archived")), ("all", _("all"))],
        label=_("State"),
        empty_label=_("not archived"),
        method="that_are",
    )

    def filter_queryset(self, queryset: Any) -> Any:
        rows = super().filter_queryset(queryset)
        return rows if self.form.cleaned_data["archived"] else rows.filter(archived_at__isnull=True)

    def with_words(self, rows: Any, name: str, words: str) -> Any:
        return rows.filter(Q(title__icontains=words) | Q(use_when__icontains=words))

    def that_are(self, rows: Any, name: str, which: str) -> Any:
        return rows.filter(archived_at__isnull=False) if which == "yes" else rows


class ShareFilters(Filters):
    q = django_filters.CharFilter(label=_("What or for whom"), method="with_words")
    whose = django_filters.ChoiceFilter(
        choices=[("mine", _("I shared"))], label=_("Whose"), empty_label=_("anybody's"), method="of_mine"
    )
    standing = django_filters.ChoiceFilter(
        choices=queries.Standing.choices, label=_("State"), empty_label=_("any"), field_name="standing"
    )
    asset = django_filters.ModelChoiceFilter(queryset=_shared_assets, label=_("Collateral"), empty_label=_("any"))

    def with_words(self, rows: Any, name: str, words: str) -> Any:
        shared = Q(asset__title__icontains=words) | Q(collection__title__icontains=words)
        return rows.filter(shared | Q(recipient__icontains=words))

    def of_mine(self, rows: Any, name: str, whose: str) -> Any:
        return rows.filter(shared_by=self.request.user)


class BatchFilters(Filters):
    whose = django_filters.ChoiceFilter(
        choices=[("mine", _("I uploaded"))], label=_("Whose"), empty_label=_("anybody's"), method="of_mine"
    )

    def of_mine(self, rows: Any, name: str, whose: str) -> Any:
        return rows.filter(uploaded_by=self.request.user)
