"""What counted once and counts no longer, nor will: nobody is held to it, and its page says since when."""

from datetime import datetime

from django.db.models import Case, Exists, OuterRef, Q, Subquery, When

from apps.agreements.models import Version


def over_since(now: datetime, agreement: str = "pk") -> Case:
    """For a query: the end of what counted last; None while something counts or is signed for later.

    Args:
        agreement: the path to the agreement from the rows that are asked for.
    """
    signed = Version.objects.filter(agreement=OuterRef(agreement), effective_from__isnull=False, ends_it=False)
    ahead = signed.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=now))
    return Case(When(~Exists(ahead), then=Subquery(signed.order_by("-ends_at").values("ends_at")[:1])))
