"""What is to be verified, by whom and by when."""

from datetime import datetime

from django.db.models import DateField, DateTimeField, ExpressionWrapper, OuterRef, Q, Subquery, Value

from apps.collateral.models import Verification, dates
from apps.collateral.models.assets import AssetQuerySet
from apps.collateral.queries.assets import library
from apps.people.models import Member

# So many days ahead it is told to be due.
SOON = 14


def to_verify(*, viewer: Member, now: datetime | None = None) -> AssetQuerySet:
    """What is in use and has a day by which somebody looks at it again, with when it was verified last."""
    last = Verification.objects.filter(asset=OuterRef("pk")).order_by("-at").values("at")[:1]
    rows = library(viewer=viewer, now=now).usable().filter(verify_by__isnull=False)
    return rows.annotate(verified_at=Subquery(last, output_field=DateTimeField()))


def due_soon() -> Q:
    """By the company's calendar: in the two weeks to come, or already past."""
    return Q(verify_by__lte=ExpressionWrapper(dates.TODAY + Value(SOON), output_field=DateField()))
