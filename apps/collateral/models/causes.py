"""What can be wrong with a piece of the library, judged on reading like its dates: what is mended is so at once.

A draft is still worked on, and what has expired is used by nobody: of these nothing is said, unless a collection shows
what has expired.
"""

from django.db import models
from django.db.models import Avg, Count, Exists, F, Func, IntegerField, OuterRef, Q, QuerySet
from django.db.models.functions import Lower, Trim
from django.utils.translation import gettext_lazy as _

from apps.collateral.models import dates
from apps.collateral.models.assets import Asset
from apps.collateral.models.collections import CollectionItem
from apps.collateral.models.facets import FACETS, AssetFacet
from apps.collateral.models.feedback import Feedback
from apps.collateral.models.versions import AssetVersion, LinkState, Preview, Reading, Scan
from apps.people.models import Choice

# From so many ratings on, a mean below this is taken for more than bad luck.
RATINGS = 5
LOW_MEAN = 2.5
NO_TEXT = "nothing_to_read"


class Cause(models.TextChoices):
    INFECTED = "infected", _("Virus found")
    UNREADABLE = "unreadable", _("File can't be read")
    NO_TEXT = "no_text", _("No text in the file")
    DEAD_LINK = "dead_link", _("Link leads nowhere")
    UNVERIFIED = "unverified", _("Unverified")
    EXPIRED = "expired", _("Expired, in a collection")
    LOW_RATING = "low_rating", _("Rated low")
    SAME_FILE = "same_file", _("Same file twice")
    SAME_TITLE = "same_title", _("Same title twice")
    NO_PREVIEW = "no_preview", _("No preview")
    GAPS = "gaps", _("Details missing")


def in_use() -> QuerySet[Asset]:
    return Asset.objects.filter(~dates.expired(), state=Asset.State.PUBLISHED)


def having(cause: str) -> QuerySet[Asset]:
    """The pieces with which this is wrong now."""
    rows: QuerySet[Asset] = Asset.objects.filter(state=Asset.State.PUBLISHED) if cause == Cause.EXPIRED else in_use()
    return rows.filter(_CONDITIONS[Cause(cause)]())


def _file_unreadable() -> Q:
    return Q(current__reading=Reading.UNREADABLE) & ~Q(current__scan=Scan.INFECTED)


def _same_title() -> Exists:
    alike = in_use().exclude(pk=OuterRef("pk")).annotate(said=Lower(Trim("title")))
    return Exists(alike.filter(said=Lower(Trim(OuterRef("title")))))


def _same_file() -> Exists:
    others = AssetVersion.objects.filter(current_of__in=in_use()).exclude(asset=OuterRef("pk"))
    return Exists(others.filter(sha256=OuterRef("current__sha256")))


def _rated_low() -> Exists:
    given = Feedback.objects.current().filter(version=OuterRef("current_id")).order_by().values("version")
    return Exists(given.annotate(n=Count("pk"), mean=Avg("rating")).filter(n__gte=RATINGS, mean__lt=LOW_MEAN))


def _in_a_collection() -> Exists:
    return Exists(CollectionItem.objects.filter(asset=OuterRef("pk"), collection__archived_at__isnull=True))


def _says_too_little() -> Q:
    """As `queries.gaps` says it: no summary, or nothing of a shared list that has something to say."""
    said = AssetFacet.objects.filter(asset=OuterRef(OuterRef("pk")), list=OuterRef("list"))
    for_all = Func(OuterRef("for_all"), F("list"), function="array_position", output_field=IntegerField(null=True))
    unsaid = Choice.objects.current().filter(~Exists(said), list__in=FACETS).annotate(covered=for_all)
    return Q(summary="") | Q(Exists(unsaid.filter(covered__isnull=True)))


_CONDITIONS = {
    Cause.INFECTED: lambda: Q(current__scan=Scan.INFECTED),
    Cause.UNREADABLE: lambda: _file_unreadable() & ~Q(current__reason=NO_TEXT),
    Cause.NO_TEXT: lambda: _file_unreadable() & Q(current__reason=NO_TEXT),
    Cause.DEAD_LINK: lambda: Q(current__link_state__in=LinkState.broken()),
    Cause.UNVERIFIED: dates.unverified,
    Cause.EXPIRED: lambda: dates.expired() & Q(_in_a_collection()),
    Cause.LOW_RATING: _rated_low,
    Cause.SAME_FILE: _same_file,
    Cause.SAME_TITLE: _same_title,
    Cause.NO_PREVIEW: lambda: Q(current__preview=Preview.FAILED) & ~Q(current__reading=Reading.UNREADABLE),
    Cause.GAPS: _says_too_little,
}
