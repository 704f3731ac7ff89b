"""Reading the library."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import (
    Avg,
    BooleanField,
    Count,
    ExpressionWrapper,
    F,
    FloatField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
)
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext as _

from apps.collateral import reading
from apps.collateral.models import Asset, AssetVersion, Feedback, Passage, Preview, Reading, dates
from apps.collateral.models.assets import AssetQuerySet
from apps.collateral.models.versions import AssetVersionQuerySet, PassageQuerySet
from apps.collateral.queries.facets import said_facets, unsaid_facets
from apps.collateral.queries.inputs import input_from
from apps.people.models import Choice, Member
from apps.people.models.company import ChoiceList

# Fewer say more about who was asked than about the asset.
RATINGS_SHOWN_FROM = 3
# Where ratings order a list, each asset has as many more of the library's own mean: one five alone comes behind many
# that are nearly fives. (3 * mean + sum of its ratings) / (3 + number of its ratings); without any, the mean itself.
RATINGS_OF_THE_MEAN = 3
PAGES_AT_ONCE = 10


def library(*, viewer: Member, now: datetime | None = None) -> AssetQuerySet:
    """All that `viewer` may see, with what members think of the version in use: an average once enough have said.

    `shown_rating` is there to order by; what isn't ordered by it doesn't wait for the mean of the whole library.
    """
    given = Feedback.objects.current().filter(version=OuterRef("current_id")).order_by().values("version")
    enough = given.annotate(n=Count("pk"), mean=Avg("rating")).filter(n__gte=RATINGS_SHOWN_FROM)
    counted = Coalesce(Subquery(given.annotate(n=Count("pk")).values("n")), 0)
    total = Coalesce(Subquery(given.annotate(total=Sum("rating")).values("total")), 0)
    return (
        Asset.objects.visible_to(viewer)
        .select_related("owner", "kind", "current")
        .defer("search", "current__search")
        .annotate(
            ratings=counted,
            average=Subquery(enough.values("mean"), output_field=FloatField()),
            fit=Value(0.0, output_field=FloatField()),
            said_facets=said_facets(),
            input_from=input_from(),
            expired=ExpressionWrapper(dates.expired(), BooleanField()),
            unverified=ExpressionWrapper(dates.unverified(), BooleanField()),
        )
        .alias(
            shown_rating=(_mean_of_all() * RATINGS_OF_THE_MEAN + Cast(total, FloatField()))
            / Cast(F("ratings") + RATINGS_OF_THE_MEAN, FloatField())
        )
    )


def _mean_of_all() -> Coalesce:
    """What the library's members think of all that is in use; it is the same for every asset and computed once."""
    in_use = Asset.objects.filter(current__isnull=False).order_by().values("current")
    judged = Feedback.objects.current().filter(version__in=in_use)
    # Over one group of all, which a subquery needs; `order_by` takes the default order away.
    mean = judged.order_by().annotate(all=Value(1)).values("all").annotate(mean=Avg("rating")).values("mean")
    return Coalesce(Subquery(mean, output_field=FloatField()), 0.0)


# --- one asset


def gaps(asset: Asset) -> list[str]:
    """What is missing, though it may be published without."""
    version = asset.current
    missing = []
    if not asset.summary:
        missing.append(_("It has no summary: two lines help people choose."))
    if version is not None and version.reading in (Reading.WAITING, Reading.READING):
        missing.append(_("Its text isn't read yet, so it is found by its title only."))
    if version is not None and version.reading == Reading.UNREADABLE:
        missing.append(_("Its text can't be read, so it is found by its title only."))
    if unsaid := unsaid_facets(asset):
        lists = ", ".join(str(one.label) for one in unsaid)
        missing.append(
            _("Not said yet: %(lists)s. Whoever narrows the library by these won't find it.") % {"lists": lists}
        )
    return missing


def in_the_way(version: AssetVersion) -> str:
    """Why a version can't be read, and how to mend it, in the reader's language; empty where it can."""
    if version.reading != Reading.UNREADABLE:
        return ""
    if version.reason == "infected":
        return _(
            "The virus scanner found %(found)s in this file. Nobody can open or download it any more, whatever link "
            "they have. Upload a clean copy, or bring an older version back."
        ) % {"found": version.scan_found}
    if version.reason == "gave_up":
        return _(
            "Reading this file broke off again and again. Save it anew in the program it was made with and upload "
            "that, or have it read again."
        )
    return reading.explain(version.reason, version.reason_facts)  # type: ignore[arg-type]


def undrawn(version: AssetVersion) -> str:
    """Why the picture of a first page can't be drawn; empty where it can."""
    if version.preview != Preview.FAILED:
        return ""
    return reading.explain(version.preview_reason, version.preview_facts)  # type: ignore[arg-type]


def all_versions(*, viewer: Member) -> AssetVersionQuerySet:
    """The versions of every asset that `viewer` may see."""
    rows = AssetVersion.objects.visible_to(viewer)
    return rows.select_related("uploaded_by", "asset").defer("search", "asset__search")


def versions(*, viewer: Member, asset: Asset, now: datetime | None = None) -> AssetVersionQuerySet:
    return all_versions(viewer=viewer).filter(asset=asset)


def same_content(*, viewer: Member, version: AssetVersion) -> list[AssetVersion]:
    """Where else the same file is in use, as far as `viewer` may see; at most five."""
    rows = AssetVersion.objects.visible_to(viewer).filter(sha256=version.sha256, current_of__isnull=False)
    return list(rows.exclude(asset=version.asset_id).select_related("asset").order_by("uploaded_at", "pk")[:5])


def passages(*, viewer: Member, now: datetime | None = None) -> PassageQuerySet:
    """The text of pages; of an older version as well."""
    return Passage.objects.visible_to(viewer).defer("search")


@dataclass(frozen=True)
class Shelf:
    """Some pages of a version, around the one asked for.

    Attributes:
        first, last: numbers of the pages shown; `before` and `after` are pages to go on at, or None.
    """

    passages: list[Passage]
    first: int
    last: int
    before: int | None
    after: int | None


def shelf(*, viewer: Member, version: AssetVersion, page: int) -> Shelf:
    """The ten pages among which `page` is."""
    count = version.page_count or 0
    first = (min(max(page, 1), max(count, 1)) - 1) // PAGES_AT_ONCE * PAGES_AT_ONCE + 1
    last = min(first + PAGES_AT_ONCE - 1, count)
    rows = passages(viewer=viewer).filter(version=version, number__range=(first, last)).order_by("number", "internal")
    return Shelf(
        list(rows), first, last, first - PAGES_AT_ONCE if first > 1 else None, last + 1 if last < count else None
    )


def kinds_of_collateral(*, also: Choice | None = None) -> QuerySet[Choice]:
    """What an asset can be now; `also` is the kind it has, which may be retired."""
    offered = Q(retired_at__isnull=True) | Q(pk=also.pk if also else None)
    return Choice.objects.filter(offered, list=ChoiceList.ASSET_KIND).order_by("position", "label")
