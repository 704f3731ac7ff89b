from typing import Any

from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from apps.agreements.models import Version
from apps.core.models import Revised
from apps.goals.models.goals import Decider, Goal
from apps.goals.models.rules import clause_stood, hearing_stays, legal_jumps
from apps.people.models import Member, Role


class InvocationQuerySet(QuerySet["Invocation"]):
    def visible_to(self, viewer: Any) -> "InvocationQuerySet":
        """How somebody's goal slipped is for them, their manager, who agreed on it, and executives."""
        if not viewer.is_active:
            return self.none()
        if viewer.has_role(Role.EXECUTIVE):
            return self.all()
        theirs = Q(goal__owner=viewer) | Q(proposed_by=viewer)
        if viewer.has_role(Role.MANAGER):
            theirs |= Q(goal__owner__team__lead=viewer)
        agreed_on_it = Version.objects.filter(seats__member=viewer).values("pk")
        return self.filter(theirs | Q(version__in=agreed_on_it))

    def open(self) -> "InvocationQuerySet":
        """Neither applied nor waived."""
        return self.filter(state__in=Invocation.OPEN)


class Invocation(Revised):
    """What both sides agreed on for the case that a goal slips, brought up: never by itself, and its owner is heard."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Waits for the owner's account")
        HEARD = "heard", _("The owner is heard")
        APPLIED = "applied", _("Applied")
        WAIVED = "waived", _("Waived")

    OPEN = (State.PROPOSED, State.HEARD)

    goal: Any = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="invocations")
    # The version by which the goal was agreed as it stands, and what it says of the case that it slips.
    version: Any = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    step = models.CharField(max_length=300)
    decided_by = models.CharField(max_length=10, choices=Decider)
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    why = models.TextField()
    proposed_by: Any = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    # The owner's own words.
    account = models.TextField(blank=True)
    heard: Any = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    heard_at = models.DateTimeField(null=True)
    outcome = models.TextField(blank=True)
    closed_by: Any = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)

    objects = InvocationQuerySet.as_manager()

    class Meta(Revised.Meta):
        constraints = [
            models.CheckConstraint(name="invocation_says_why", condition=~Q(why="")),
            models.CheckConstraint(
                name="invocation_hears_the_owner",
                condition=Q(state="proposed", account="", heard__isnull=True, heard_at__isnull=True)
                | ~Q(state="proposed") & ~Q(account="") & Q(heard__isnull=False, heard_at__isnull=False),
            ),
            models.CheckConstraint(
                name="invocation_ends_for_a_reason",
                condition=Q(state__in=["proposed", "heard"], outcome="", closed_by__isnull=True, closed_at__isnull=True)
                | Q(state__in=["applied", "waived"], closed_by__isnull=False, closed_at__isnull=False) & ~Q(outcome=""),
            ),
            models.UniqueConstraint(
                name="invocation_one_at_a_time", fields=["goal"], condition=Q(state__in=["proposed", "heard"])
            ),
        ]
        triggers = [
            *Revised.Meta.triggers,
            *legal_jumps(
                "invocation", ("proposed", "heard"), ("heard", "applied"), ("heard", "waived"), first=["proposed"]
            ),
            clause_stood(),
            hearing_stays(),
        ]

    def __str__(self) -> str:
        return str(self.goal)

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN
