"""Input as tests read it."""

from apps.collateral.models import Input, InputAsk
from apps.notices.models import Notice
from apps.people.models import Member


def told(*kinds: str) -> list[tuple[str, Member, str]]:
    """Every notice of these kinds: which, for whom, and about what."""
    rows = Notice.objects.filter(kind__in=kinds).order_by("at", "recipient__name")
    return [(row.kind, row.recipient, row.facts.get("reason", "")) for row in rows]


def of(member: Member, asked_for: InputAsk) -> Input:
    return asked_for.inputs.get(member=member)
