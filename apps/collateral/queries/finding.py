"""Finding: where the words stand, and in which order what holds them is shown."""

from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVectorField
from django.db.models import (
    BooleanField,
    Case,
    Count,
    DateField,
    ExpressionWrapper,
    F,
    FloatField,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    UUIDField,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Greatest, Least

from apps.collateral.models import FACETS, Asset, AssetVersion, Passage, Use
from apps.collateral.models.assets import AssetQuerySet
from apps.collateral.models.use import FEWEST
from apps.collateral.queries.understanding import understood
from apps.collateral.words import Group, Term, Words
from apps.people.models import Choice, Member

RANKED_AT_MOST = 1000
# A facet that holds the word counts like a word in the summary.
FACET_FIT = 0.24
# Half of what is gained by being new is gone after so many days.
HALF_LIFE = 180.0
# Use in so many days counts.
LATELY = 90


def found(rows: AssetQuerySet, said: str | Words) -> AssetQuerySet:
    """Those of `rows` in which the words stand: in title, summary, facets, file name or the text of any page in use.

    Of very many the newest thousand are ranked; who narrows the list narrows it before.
    """
    words = said if isinstance(said, Words) else understood(said)
    if not words:
        return rows.none()
    return _in_order(rows.filter(pk__in=_newest(rows, words)), words)


def candidates(rows: AssetQuerySet, words: Words) -> list[UUID]:
    """The ids of what `found` ranks: looked for once by whoever shows, counts and narrows it."""
    return list(_newest(rows, words)) if words else []


def found_among(rows: AssetQuerySet, ids: list[UUID], words: Words) -> AssetQuerySet:
    """What is `found`, where the candidates are known."""
    # As one value, however many they are.
    known = Func(F("pk"), Value(ids, ArrayField(UUIDField())), template="%(expressions)s)", arg_joiner=" = ANY(")
    return _in_order(rows.filter(ExpressionWrapper(known, BooleanField())), words)


def _newest(rows: AssetQuerySet, words: Words) -> QuerySet[Any, Any]:
    newest = rows.filter(standing_in(words)).order_by(F("published_at").desc(nulls_last=True), "-created_at", "pk")
    return newest.values_list("pk", flat=True)[:RANKED_AT_MOST]


def _in_order(rows: AssetQuerySet, words: Words) -> AssetQuerySet:
    return rows if words.any_of is None else ranked(rows, words.any_of)


# --- where they stand


def standing_in(words: Words) -> Q:
    """Assets in which the words stand, whoever looks."""
    fitting = Q()
    for group in words.groups:
        fitting |= fits(group)
    return fitting


def stands_for(viewer: Member, word: str) -> bool:
    """Whether a word stands anywhere that `viewer` may look."""
    return Asset.objects.visible_to(viewer).filter(pk__in=standing(Term((word,)))).exists()


def fits(group: Group) -> Q:
    fitting = Q()
    for term in group.terms:
        fitting &= Q(pk__in=standing(term))
    for term in group.without:
        fitting &= ~Q(pk__in=standing(term))
    return fitting


def standing(term: Term) -> QuerySet[Any, Any]:
    """Each place is asked by itself, so that each answers from its own index."""
    query = term.query
    in_words = Asset.objects.filter(search=query).values("pk")
    by_facet = Asset.objects.filter(facet_ids__overlap=entries(query)).values("pk")
    in_a_name = AssetVersion.objects.filter(search=query, current_of__isnull=False).values("current_of__pk")
    on_a_page = Passage.objects.filter(search=query, version__current_of__isnull=False)
    return in_words.union(by_facet, in_a_name, on_a_page.values("version__current_of__pk"), all=True)


def entries(query: SearchQuery) -> ArraySubquery:
    """The entries of the shared lists that hold the words."""
    words = Func(F("label"), function="collateral_vector", output_field=SearchVectorField())
    return ArraySubquery(Choice.objects.filter(list__in=FACETS).annotate(words=words).filter(words=query).values("pk"))


# --- in which order


def ranked(rows: AssetQuerySet, words: SearchQuery) -> AssetQuerySet:
    """Each with `fit`: how well its words and its best page fit, weighed by what is known of it."""
    best_page = (
        Passage.objects.filter(version=OuterRef("current_id"), search=words)
        .annotate(fit=SearchRank(F("search"), words))
        .order_by("-fit")
        .values("fit")[:1]
    )
    by_facet = Case(When(facet_ids__overlap=entries(words), then=Value(FACET_FIT)), default=Value(0.0))
    text = SearchRank(F("search"), words) + Coalesce(Subquery(best_page), 0.0, output_field=FloatField()) + by_facet
    # What isn't shown isn't asked for: what stands in a row and in its order is computed twice.
    rows = rows.alias(text_fit=number(text), liked=_liked(), fresh=_fresh())
    rows = rows.annotate(used_by=_people_lately()).annotate(used=_used(), trusted=_trusted())
    # Double precision, so that the value a reader gets is the value that stands there: pages of the API compare it.
    return rows.annotate(fit=number(F("text_fit") * F("liked") * F("used") * F("fresh") * F("trusted")))


def number(value: Any) -> Cast:
    return Cast(ExpressionWrapper(value, FloatField()), FloatField())


def _liked() -> Cast:
    """From 0.8 for a one to 1.2 for a five; what few have rated stands near the library's mean."""
    return number(Value(0.7) + F("shown_rating") * Value(0.1))


def _people_lately() -> Subquery:
    """How many others opened it, took its file or used it in a deal in the last ninety days; None of fewer than five.

    Counted by whole days, as below.
    """
    since = ExpressionWrapper(_today() - Value(LATELY), DateField())
    lately = Use.objects.of_others().filter(asset=OuterRef("pk"), on__gte=since).order_by().values("asset")
    people = lately.annotate(people=Count("member", distinct=True)).filter(people__gte=FEWEST)
    return Subquery(people.values("people"), output_field=IntegerField())


def _used() -> Cast:
    """1 where hardly anybody uses it, 1.07 for five people, 1.1 for ten, up to 1.2 for a hundred and more."""
    people = Coalesce(Cast("used_by", FloatField()), 1.0, output_field=FloatField())
    tens = Func(people, function="LOG", output_field=FloatField())
    return number(Least(Value(1.0) + Value(0.1) * tens, Value(1.2)))


def _trusted() -> Cast:
    """What nobody has verified in time counts 0.7 of what it would."""
    return number(Case(When(unverified=True, then=Value(0.7)), default=Value(1.0)))


def _today() -> Func:
    return Func(function="CURRENT_DATE", template="%(function)s", output_field=DateField())


def _fresh() -> Cast:
    """From 1.1 on the day it was published, down to 0.9; what isn't published counts as old.

    Told by whole days, so that the pages of the API, which compare it, don't move under whoever turns them.
    """
    age = Func(_today(), Cast("published_at", DateField()), arg_joiner=" - ", template="(%(expressions)s)::float8")
    days = Greatest(ExpressionWrapper(age, FloatField()), Value(0.0))
    halves = Func(Value(0.5), days / Value(HALF_LIFE), function="POWER", output_field=FloatField())
    return number(Value(0.9) + Value(0.2) * Coalesce(halves, 0.0, output_field=FloatField()))
