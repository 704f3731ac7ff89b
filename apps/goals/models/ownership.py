from typing import Any

import pgtrigger
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from apps.core.models import Row, append_only
from apps.goals.models.rules import legal_jumps, one_owner
from apps.goals.models.tasks import Task
from apps.people.models import Member


class OwnershipTermQuerySet(QuerySet["OwnershipTerm"]):
    def current(self) -> "OwnershipTermQuerySet":
        """Of those who own a task now."""
        return self.filter(state__in=OwnershipTerm.CURRENT)

    def offers(self) -> "OwnershipTermQuerySet":
        """Offered, and neither answered nor taken back yet."""
        return self.filter(state=OwnershipTerm.State.OFFERED)

    def to_answer(self) -> "OwnershipTermQuerySet":
        """What waits for the member's yes or no, whether offered or assigned."""
        return self.filter(state__in=OwnershipTerm.TO_ANSWER)


class OwnershipTerm(Row):
    """One member's turn with a task: how it came to them, how they answered, when it ended. Kept for good."""

    class State(models.TextChoices):
        OFFERED = "offered", _("Offered")
        ASSIGNED = "assigned", _("Not yet accepted")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")
        RETURNED = "returned", _("Not answered in time")
        WITHDRAWN = "withdrawn", _("Taken back")
        ENDED = "ended", _("Passed on")

    CURRENT = (State.ASSIGNED, State.ACCEPTED)
    TO_ANSWER = (State.OFFERED, State.ASSIGNED)
    OPEN = (State.OFFERED, State.ASSIGNED, State.ACCEPTED)

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="terms")
    member: Any = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="task_terms")
    state = models.CharField(max_length=12, choices=State)
    offered_by: Any = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    offered_at = models.DateTimeField()
    # Noted while they were there, and so accepted by that; until `answer_by` they may say that it isn't theirs.
    noted = models.BooleanField(default=False)
    # By when an offer is answered; after that it is back with who made it.
    answer_by = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    # The runs of assigning that began and ended it: an undo finds by them what to put back.
    begun_in = models.UUIDField(null=True)
    ended_in = models.UUIDField(null=True)

    objects = OwnershipTermQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="term_one_current_per_task",
                fields=["task"],
                condition=Q(state__in=["assigned", "accepted"]),
            ),
            models.UniqueConstraint(name="term_one_open_offer_per_task", fields=["task"], condition=Q(state="offered")),
            models.CheckConstraint(
                name="term_open_has_no_end",
                condition=Q(state__in=["offered", "assigned", "accepted"], ended_at__isnull=True)
                | ~Q(state__in=["offered", "assigned", "accepted"]) & Q(ended_at__isnull=False),
            ),
            models.CheckConstraint(
                name="term_answered_at_a_time",
                condition=Q(state__in=["accepted", "declined"], answered_at__isnull=False)
                | Q(state__in=["offered", "assigned", "returned"], answered_at__isnull=True)
                | Q(state__in=["withdrawn", "ended"]),
            ),
            models.CheckConstraint(name="term_declined_for_a_reason", condition=~Q(state="declined") | ~Q(reason="")),
            models.CheckConstraint(
                name="term_offer_has_an_end",
                condition=~Q(state="offered") & Q(noted=False) | Q(answer_by__isnull=False),
            ),
            models.CheckConstraint(
                name="term_noted_is_accepted", condition=Q(noted=False) | ~Q(state__in=["offered", "assigned"])
            ),
        ]
        indexes = [
            models.Index(name="term_of_task", fields=["task", "offered_at"]),
            models.Index(name="term_to_answer", fields=["member"], condition=Q(state__in=["offered", "assigned"])),
            models.Index(name="term_answer_by", fields=["answer_by"], condition=Q(state__in=["offered", "assigned"])),
            models.Index(name="term_begun_in", fields=["begun_in"], condition=Q(begun_in__isnull=False)),
            models.Index(name="term_ended_in", fields=["ended_in"], condition=Q(ended_in__isnull=False)),
        ]
        triggers = [
            *legal_jumps(
                "term",
                ("offered", "accepted"),
                ("offered", "declined"),
                ("offered", "returned"),
                ("offered", "withdrawn"),
                ("assigned", "accepted"),
                ("assigned", "declined"),
                ("assigned", "withdrawn"),
                ("assigned", "ended"),
                # Noted for somebody who was there, and wasn't meant.
                ("accepted", "declined"),
                ("accepted", "withdrawn"),
                ("accepted", "ended"),
                first=["offered", "assigned", "accepted"],
            ),
            # An open term may be answered and ended; what was said when it began stays, and what is over stays whole.
            *append_only(
                "term",
                but=(
                    "OLD.state IN ('offered', 'assigned', 'accepted') AND (OLD.id, OLD.task_id, OLD.member_id,"
                    " OLD.offered_by_id, OLD.note, OLD.offered_at, OLD.noted, OLD.answer_by, OLD.begun_in) IS NOT"
                    " DISTINCT FROM (NEW.id, NEW.task_id, NEW.member_id, NEW.offered_by_id, NEW.note, NEW.offered_at,"
                    " NEW.noted, NEW.answer_by, NEW.begun_in)"
                ),
            ),
            one_owner("term", task="NEW.task_id", operation=pgtrigger.Insert | pgtrigger.UpdateOf("state")),
        ]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.state}"

    @property
    def is_current(self) -> bool:
        return self.state in self.CURRENT

    @property
    def waits_for_answer(self) -> bool:
        return self.state in self.TO_ANSWER
