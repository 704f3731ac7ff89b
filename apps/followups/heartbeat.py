"""Who is at work: worker and beat write the time, and whoever looks after Accord reads how long ago that was."""

from datetime import datetime, timedelta

from apps.followups.models import Heartbeat


def beat(*, process: str, now: datetime) -> None:
    """Write down that `process` is at work."""
    Heartbeat.objects.update_or_create(process=process, defaults={"at": now})


def ages(*, now: datetime) -> dict[str, timedelta]:
    """How long ago each process was last heard of."""
    return {heartbeat.process: now - heartbeat.at for heartbeat in Heartbeat.objects.order_by("process")}


def last(*, process: str) -> datetime | None:
    """When `process` was last heard of."""
    return Heartbeat.objects.filter(process=process).values_list("at", flat=True).first()
