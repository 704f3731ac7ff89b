"""What lower apps must know of agreements."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext

from apps.agreements import commands, policy, queries
from apps.agreements.commands.ground import involved
from apps.agreements.models import Agreement, Suggestion, Version
from apps.agreements.words import ACTS, FIELDS, NOTICES
from apps.core import due, navigation, telling, things
from apps.core.finding import holding
from apps.people.models import Member
from apps.trail import acts


def register() -> None:
    things.register(AGREEMENT)
    acts.register(ACTS)
    acts.name_fields(FIELDS)
    telling.register(*NOTICES)
    navigation.register(navigation.Entry(46, gettext_lazy("Agreements"), "agreements:agreements", icon="join", key="a"))
    navigation.register_new(
        navigation.Entry(46, gettext_lazy("Agreement"), "agreements:new_agreement", shown_to=policy.may_start)
    )


def _find(viewer: Member, words: str) -> QuerySet[Agreement]:
    """By title, or by the words of a version that the viewer may see."""
    said = Version.objects.visible_to(viewer).filter(holding(words, "agreement__title", "text")).values("agreement")
    titled = Agreement.objects.filter(holding(words, "title")).values("pk")
    rows = Agreement.objects.visible_to(viewer).filter(pk__in=said)
    return rows.annotate(elsewhere=~Q(pk__in=titled)).order_by("elsewhere", "title", "pk")


def _sponsored(member: Member) -> QuerySet[Agreement]:
    """Seats don't move with who leaves, but somebody stands for the agreement."""
    return Agreement.objects.filter(sponsor=member)


# What is said of these holds while it waits for its reader.
_WAITING = ("signature-asked", "seat-silent", "seat-vacant", "review-due", "agreement-ends")


def _still_due(agreement: Agreement, kind: str, recipient: Any) -> bool:
    if kind in ("agreement-proposed", "agreement-objected"):
        return agreement.versions.filter(state=Version.State.PROPOSED).exists()
    if kind in _WAITING:
        return any(one.thing == agreement for one in due.due_kind(kind).waiting(recipient, timezone.now()))
    if kind == "suggestion-waits":
        return Suggestion.objects.open().filter(version__agreement=agreement).exists()
    if kind == "acknowledgement-asked":
        counting = queries.in_force(agreement, timezone.now())
        return counting is not None and not counting.acknowledgements.filter(member=recipient).exists()
    return True


def _hand_over(*, actor: Member, rows: Iterable[Agreement], to: Member, now: datetime) -> None:
    for agreement in rows:
        commands.hand_over_agreement(actor=actor, thing=agreement, to=to, now=now)


AGREEMENT = things.Thing(
    kind="agreement",
    label=gettext_lazy("Agreement"),
    model=Agreement,
    title=lambda agreement: agreement.title,
    url=lambda agreement: reverse("agreements:agreement", args=[agreement.pk]),
    visible_to=Agreement.objects.visible_to,
    involved=involved,
    comment_notice="agreement-comment",
    owned_by=_sponsored,
    hand_over=_hand_over,
    counted=lambda count: ngettext("%d agreement", "%d agreements", count) % count,
    still_due=_still_due,
    many=gettext_lazy("Agreements"),
    find=_find,
)
