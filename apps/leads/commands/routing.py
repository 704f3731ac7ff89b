"""To whom a lead is offered, and why to them: by load and absence, and never again to whoever gave it back."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Max, Q

from apps.leads.models import Definition, HandOff, Lead, Qualifier
from apps.people import queries as people
from apps.people.models import Member


@dataclass(frozen=True)
class Choice:
    """The member, None where nobody can; `why` is kept with the hand-off."""

    member: Member | None
    why: dict[str, Any] = field(default_factory=dict)


def choose(lead: Lead, now: datetime) -> Choice:
    """Whoever of the team's qualifiers is here, didn't give it back, and carries the smallest part of what they take.

    Who let this lead lie before comes after who didn't; ties go to whoever was offered one the longest time ago.
    """
    team = Definition.objects.select_related("team").get(stage=Definition.Stage.SALES_READY).team
    gave_back = set(lead.hand_offs.filter(state=HandOff.State.RETURNED).values_list("qualifier", flat=True))
    let_lie = Counter(lead.hand_offs.filter(state=HandOff.State.LATE).values_list("qualifier", flat=True))
    fit: list[tuple[int, float, datetime, str, Qualifier]] = []
    passed: list[dict[str, str]] = []
    for qualifier in _of(team.pk):
        load = vars(qualifier)["load"]
        reason = _reason_against(qualifier, load, gave_back, now)
        if reason:
            passed.append({"member": str(qualifier.member_id), "name": qualifier.member.name, "because": reason})
            continue
        last = vars(qualifier)["last_offer"] or now - timedelta(days=36_500)
        times = let_lie[qualifier.member_id]
        fit.append((times, load / qualifier.capacity, last, str(qualifier.pk), qualifier))
    if not fit:
        return Choice(None, {"passed_over": passed})
    chosen = min(fit)[-1]
    load = vars(chosen)["load"]
    return Choice(chosen.member, {"load": load, "capacity": chosen.capacity, "passed_over": passed})


def _of(team: Any) -> Any:
    offers = Q(member__hand_offs__state=HandOff.State.OFFERED)
    taken = Q(member__hand_offs__state=HandOff.State.ACCEPTED, member__hand_offs__contacted_at__isnull=True)
    return (
        Qualifier.objects.current()
        .filter(member__team=team)
        .select_related("member")
        .annotate(
            load=Count("member__hand_offs", filter=offers | taken),
            last_offer=Max("member__hand_offs__offered_at"),
        )
        .order_by("pk")
    )


def _reason_against(qualifier: Qualifier, load: int, gave_back: set[Any], now: datetime) -> str:
    if qualifier.member_id in gave_back:
        return "had"
    if people.absence_of(qualifier.member, now) is not None:
        return "away"
    return "full" if load >= qualifier.capacity else ""
