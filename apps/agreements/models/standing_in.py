"""Who answers in place of a seat's holder: while they are away, by their own word, or instead of them, on record."""

from typing import Any

import pgtrigger
from django.db import models
from django.db.models import F, Q

from apps.agreements.models import rules
from apps.agreements.models.agreements import Agreement
from apps.agreements.models.versions import Proposal, Seat
from apps.core.models import Row, append_only
from apps.people.models import Member


class Proxy(Row):
    """Named by a seat's holder for an absence: answers for them on its days, in whichever version they have a seat."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="proxies")
    member: Any = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    to: Any = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="proxy_in")
    from_on = models.DateField()
    until_on = models.DateField()
    named_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="proxy_one_at_a_time", fields=["agreement", "member"], condition=Q(ended_at__isnull=True)
            ),
            models.CheckConstraint(name="proxy_is_another", condition=~Q(member=F("to"))),
            models.CheckConstraint(name="proxy_days_in_order", condition=Q(from_on__lte=F("until_on"))),
        ]
        triggers = append_only(
            "proxy",
            but=(
                "OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL AND (OLD.id, OLD.agreement_id, OLD.member_id,"
                " OLD.to_id, OLD.from_on, OLD.until_on, OLD.named_at) IS NOT DISTINCT FROM (NEW.id, NEW.agreement_id,"
                " NEW.member_id, NEW.to_id, NEW.from_on, NEW.until_on, NEW.named_at)"
            ),
        )

    def __str__(self) -> str:
        return f"{self.to_id} for {self.member_id}"


class Reseating(Row):
    """The sponsor gave a seat to somebody else of its side, because its holder stayed silent; kept for good."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="reseatings")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="reseatings")
    before: Any = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    to: Any = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    by: Any = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="reseating_says_why", condition=~Q(reason="")),
            # Whoever gives a seat away never answers from it.
            models.CheckConstraint(name="reseating_never_to_oneself", condition=~Q(to=F("by")) & ~Q(to=F("before"))),
        ]
        triggers = [
            *append_only("reseating"),
            rules.refuse(
                "reseating_of_silence",
                "a seat that has answered, or was asked lately, is given to nobody else",
                on=pgtrigger.Insert,
                unless=rules.SILENT_FOR_LONG,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat_id}: {self.to_id}"
