from typing import Any

from django.db import models
from django.db.models import Q

from apps.agreements.models import rules
from apps.agreements.models.versions import Proposal, Seat, Version
from apps.core.models import Row, append_only
from apps.people.models import Member


class Answer(Row):
    """What a seat says to a proposal; `number` counts its answers, of which the last one holds."""

    proposal: Any = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="%(class)ss")
    seat: Any = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="%(class)ss")
    # Who held the seat then: the row keeps the name when the seat changes hands.
    member: Any = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    # Who answered for them while they were away; none means they did it themselves.
    proxy: Any = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    # What was read.
    digest = models.CharField(max_length=64)
    by_token = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.seat_id} {self.number}"


class Signature(Answer):
    """A seat agrees, with a sentence of its own or a concern."""

    words = models.TextField(blank=True)
    concern = models.TextField(blank=True)
    # Signed by who took a vacant seat over, when the version counted already.
    as_successor = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(name="signature_number_once", fields=["proposal", "seat", "number"])]
        triggers = [
            *append_only("signature"),
            rules.answers_what_is_proposed("signature", "proposed", "signed"),
            rules.proxy_was_named("signature"),
        ]


class Objection(Answer):
    """A seat says no, why, and what would make it a yes. It blocks until its author withdraws or agrees."""

    why = models.TextField()
    would_do = models.TextField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="objection_number_once", fields=["proposal", "seat", "number"]),
            models.CheckConstraint(name="objection_says_why", condition=~Q(why="") & ~Q(would_do="")),
        ]
        triggers = [
            *append_only(
                "objection",
                but=(
                    "OLD.withdrawn_at IS NULL AND (OLD.id, OLD.proposal_id, OLD.seat_id, OLD.member_id, OLD.proxy_id,"
                    " OLD.number, OLD.digest, OLD.by_token, OLD.at, OLD.why, OLD.would_do) IS NOT DISTINCT FROM"
                    " (NEW.id, NEW.proposal_id, NEW.seat_id, NEW.member_id, NEW.proxy_id, NEW.number, NEW.digest,"
                    " NEW.by_token, NEW.at, NEW.why, NEW.would_do)"
                ),
            ),
            rules.answers_what_is_proposed("objection", "proposed"),
            rules.proxy_was_named("objection"),
        ]


class Acknowledgement(Row):
    """A member has read what counts, or has a question about it."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="acknowledgements")
    member: Any = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    question = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="acknowledged_once", fields=["version", "member"])]
        triggers = [*append_only("acknowledgement"), rules.read_while_it_counts]

    def __str__(self) -> str:
        return f"{self.version_id}: {self.member_id}"
