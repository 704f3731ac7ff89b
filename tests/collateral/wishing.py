"""What is done with requests, in words that tests share."""

from datetime import date, timedelta

from apps.collateral import commands
from apps.notices.models import Notice
from tests.cast import NOW
from tests.factories.collateral import accepted, ask, delivered

LATER = NOW + timedelta(hours=1)
DUE = date(2026, 3, 20)


def accept(actor, request, **said):
    return commands.accept_request(actor=actor, request=request, due_on=said.pop("due_on", DUE), now=LATER, **said)


def decline(actor, request, reason="Not this quarter"):
    return commands.decline_request(actor=actor, request=request, reason=reason, now=LATER)


def start(actor, request):
    return commands.start_request(actor=actor, request=request, now=LATER)


def deliver(actor, request, answer="On page 3", **said):
    return commands.deliver_request(actor=actor, request=request, answer=answer, now=LATER, **said)


def merge(actor, request, into):
    return commands.merge_request(actor=actor, request=request, into=into, now=LATER)


def confirm(actor, request):
    return commands.confirm_request(actor=actor, request=request, now=LATER)


def reopen(actor, request, missing="The prices"):
    return commands.reopen_request(actor=actor, request=request, missing=missing, now=LATER)


IN_STATE = {
    "new": lambda c: ask(c.sam),
    "accepted": lambda c: accepted(ask(c.sam), c.mara),
    "in_progress": lambda c: start(c.mara, accepted(ask(c.sam), c.mara)),
    "declined": lambda c: decline(c.mara, ask(c.sam)),
    "delivered": lambda c: delivered(ask(c.sam), c.mara),
    "confirmed": lambda c: confirm(c.sam, delivered(ask(c.sam), c.mara)),
    "merged": lambda c: merge(c.mara, ask(c.sam), ask(c.sofie, "Goes on")),
    "reopened": lambda c: reopen(c.sam, delivered(ask(c.sam), c.mara)),
}


def told() -> list[tuple[str, str]]:
    return [(notice.recipient.name.split()[0], notice.kind) for notice in Notice.objects.order_by("at", "kind")]
