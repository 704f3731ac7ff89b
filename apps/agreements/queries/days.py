"""What was agreed on a day: each version that counted at its end, with who had signed it and what stood beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from apps.agreements.models import Signature, Version
from apps.agreements.models.versions import VersionQuerySet
from apps.agreements.queries.comparing import parts_of
from apps.core import things
from apps.people import queries as people
from apps.people.models import Member


@dataclass(frozen=True)
class Said:
    """What a version says of a part, and what stood beside it on the day where that is something else.

    Attributes:
        fields: label, what was signed, and what stood beside it, empty where it was the same.
    """

    title: str
    fields: list[tuple[str, str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Agreed:
    """A version that counted on a day.

    Attributes:
        signatures: by whom each seat was signed, as of that day.
    """

    version: Version
    signatures: list[Signature]
    parts: list[Said]


def last_moment_of(day: date) -> datetime:
    """A day is told by how it ended; what ends with it still counted."""
    return people.working_time().end_of(day) - datetime.resolution


def signed_versions(*, viewer: Member, now: datetime) -> VersionQuerySet:
    """All that ever counted or will, with the signatures under it."""
    rows = Version.objects.visible_to(viewer).filter(signed_at__isnull=False).select_related("agreement")
    return rows.prefetch_related("proposals", "seats__signatures__member")


def agreed_on(day: date, *, viewer: Member, now: datetime) -> list[Agreed]:
    """Every agreement in force at the end of `day`, by title."""
    rows = signed_versions(viewer=viewer, now=now).in_force(until := last_moment_of(day))
    return [agreed(version, day, until) for version in rows.order_by("agreement__title", "pk")]


def agreed(version: Version, day: date, until: datetime) -> Agreed:
    """A version as it stood on `day`; `until` is its last moment."""
    beside = _beside(version, day)
    parts = [_said(part, beside.get(part.key, {})) for part in parts_of(version.agreement, version.content)]
    return Agreed(version, signed_until(version, until), parts)


def _beside(version: Version, day: date) -> Mapping[str, Mapping[str, str]]:
    about = version.agreement.about
    as_of = things.kind(about[0]).as_of if about else None
    if about is None or as_of is None:
        return {}
    return as_of(things.kind(about[0]).model._default_manager.get(pk=about[1]), day)


def _said(part: things.Part, beside: Mapping[str, str]) -> Said:
    labels = {**part.values, **beside}
    fields = [(label, part.values.get(label, ""), beside.get(label, "")) for label in labels]
    return Said(part.title, [(label, signed, stood if stood != signed else "") for label, signed, stood in fields])


def signed_until(version: Version, moment: datetime) -> list[Signature]:
    """The last signature of each seat by then: a successor's from when they signed."""
    proposal = max(version.proposals.all(), key=lambda one: one.number)
    found = []
    for seat in version.seats.all():
        given = [one for one in seat.signatures.all() if one.proposal_id == proposal.pk and one.at <= moment]
        found += [max(given, key=lambda one: one.number)] if given else []
    return sorted(found, key=lambda one: (one.at, one.member.name))
