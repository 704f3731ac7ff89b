"""Today, as the company's calendar says; asked of the database, so that no stopped worker keeps what is over in use."""

from datetime import date

from django.db.models import DateField, Q
from django.db.models.expressions import RawSQL

TODAY = RawSQL("(SELECT (statement_timestamp() AT TIME ZONE time_zone)::date FROM people_company)", [], DateField())


def released(today: date | RawSQL = TODAY) -> Q:
    """From its release date on; without one at once."""
    return Q(release_on__isnull=True) | Q(release_on__lte=today)


def expired(today: date | RawSQL = TODAY) -> Q:
    """On its last day it is still in use."""
    return Q(expires_on__isnull=False, expires_on__lt=today)


def unverified(today: date | RawSQL = TODAY) -> Q:
    """Out, and nobody has said by the day it was due that it is still right."""
    return Q(state="published", verify_by__isnull=False, verify_by__lt=today)
