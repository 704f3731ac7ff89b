"""What we agreed, on one page: for who is new, and for who wants to know it all."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from apps.agreements.models import Acknowledgement, Agreement, Version
from apps.agreements.queries.agreements import is_for
from apps.agreements.queries.answers import Standing, standings
from apps.agreements.queries.suspending import is_suspended
from apps.people.models import Member


@dataclass(frozen=True)
class Known:
    """Something that counts, with what each side said that the other can count on.

    Attributes:
        unread: whether its reader is asked to say that they have read it.
        suspended: whether a side has had no seat in it for thirty days.
    """

    version: Version
    said: list[Standing]
    unread: bool
    suspended: bool


def known_to(viewer: Member, now: datetime) -> list[Known]:
    """All that counts now: what the viewer still has to read first, then the newest."""
    around = (
        "seats__member",
        "proposals",
        "seats__signatures__member",
        "seats__signatures__proxy",
        "seats__objections",
    )
    rows = Version.objects.visible_to(viewer).in_force(now).filter(entered_at__isnull=False)
    found = rows.select_related("agreement__sponsor").prefetch_related(*around).order_by("-effective_from", "pk")
    read = set(Acknowledgement.objects.filter(member=viewer).values_list("version", flat=True))
    mine = set(Agreement.objects.filter(is_for(viewer)).values_list("pk", flat=True))
    known = [_known(version, viewer, read, mine, now) for version in found]
    return sorted(known, key=lambda one: not one.unread)


def _known(version: Version, viewer: Member, read: set[UUID], mine: set[UUID], now: datetime) -> Known:
    seated = any(seat.member_id == viewer.pk for seat in version.seats.all())
    unread = not seated and version.agreement_id in mine and version.pk not in read
    said = [one for one in standings(version) if one.signature]
    return Known(version, said, unread, is_suspended(version, now))
