"""What of hand-offs lies on a member's desk."""

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from apps.core import work
from apps.core.work import Desk, Step, Work
from apps.leads.due import MOST
from apps.leads.models import HandOff


def register() -> None:
    work.register(_hand_offs, covers=("hand-off-offered", "first-contact"))


def _hand_offs(desk: Desk) -> Iterator[Work]:
    """Leads to take, and leads taken that nobody has called yet."""
    offered = Q(state=HandOff.State.OFFERED, qualifier=desk.member)
    untouched = Q(state=HandOff.State.ACCEPTED, contacted_at__isnull=True, lead__owner=desk.member)
    rows = HandOff.objects.filter(offered | untouched).select_related("lead__brought_by")
    for hand_off in rows.order_by("accept_by", "pk")[:MOST]:
        yield _to_take(hand_off) if hand_off.state == HandOff.State.OFFERED else _to_contact(hand_off)


def _url(name: str, hand_off: HandOff) -> str:
    return reverse(f"leads:{name}", args=[hand_off.pk])


def _to_take(hand_off: HandOff) -> Work:
    take = Step(_("Take the lead"), _url("accept", hand_off), taps=True, icon="hand")
    return Work(
        kind="hand-off-offered",
        what=_("Lead offered to you"),
        thing=hand_off,
        due_at=hand_off.accept_by,
        steps=(take, Step(_("Return"), _url("return", hand_off))),
        since=hand_off.offered_at,
        waiting_for=hand_off.lead.brought_by,
        can_wait=True,
    )


def _to_contact(hand_off: HandOff) -> Work:
    words = {"reached": _("Reached"), "no_answer": _("No answer"), "mailed": _("Mailed")}
    steps = tuple(
        Step(label, _url("contact", hand_off), taps=True, sends={"contact": how}) for how, label in words.items()
    )
    return Work(
        kind="first-contact",
        what=_("Your lead, waiting for the first contact"),
        thing=hand_off,
        due_at=hand_off.contact_by or hand_off.accept_by,
        steps=steps,
        since=hand_off.answered_at,
        can_wait=True,
    )
