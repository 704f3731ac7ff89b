"""What the tests of this app ask about the people told."""

from apps.notices.models import Notice


def told(kind: str | None = None) -> list[tuple[str, str, str]]:
    """All notices as (kind, first name of the reader, first name of who did it), in the order of the alphabet."""
    rows = Notice.objects.select_related("recipient", "actor")
    rows = rows.filter(kind=kind) if kind else rows
    return sorted((row.kind, row.recipient.name.split()[0], row.actor.name.split()[0]) for row in rows)


def forget() -> None:
    """From here on only what comes counts."""
    Notice.objects.all().delete()
