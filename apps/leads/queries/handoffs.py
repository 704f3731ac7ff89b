from datetime import datetime

from django.db.models import Count, Q, QuerySet

from apps.leads.models import HandOff, Qualifier
from apps.leads.models.handoffs import HandOffQuerySet
from apps.people.models import Member


def hand_offs(*, viewer: Member, now: datetime) -> HandOffQuerySet:
    return HandOff.objects.visible_to(viewer).select_related(
        "lead__owner", "lead__brought_by", "qualifier__team__lead", "answered_by", "reason"
    )


def waiting_for(*, viewer: Member, now: datetime) -> QuerySet[HandOff]:
    """What waits for the viewer: to be taken, or for its first contact; the most pressing first."""
    return hand_offs(viewer=viewer, now=now).open().filter(
        Q(state="offered", qualifier=viewer) | Q(state="accepted", lead__owner=viewer)
    ).order_by("state", "accept_by", "pk")  # fmt: skip


def returned(*, viewer: Member, since: datetime) -> QuerySet[HandOff]:
    """What came back to marketing since then, with its reason; for agendas."""
    rows = hand_offs(viewer=viewer, now=since).filter(state=HandOff.State.RETURNED, answered_at__gte=since)
    return rows.order_by("-answered_at", "pk")


def qualifiers(*, viewer: Member, now: datetime) -> QuerySet[Qualifier]:
    """Whoever takes leads or did, with how many they have."""
    offered = Q(member__hand_offs__state=HandOff.State.OFFERED)
    taken = Q(member__hand_offs__state=HandOff.State.ACCEPTED, member__hand_offs__contacted_at__isnull=True)
    return (
        Qualifier.objects.visible_to(viewer)
        .select_related("member__team")
        .annotate(load=Count("member__hand_offs", filter=offered | taken))
    )
