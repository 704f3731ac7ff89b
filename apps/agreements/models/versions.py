from datetime import datetime
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Exists, F, Func, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from apps.agreements.models import rules
from apps.agreements.models.agreements import Agreement
from apps.core.models import Row, append_only
from apps.people.models import Company, Member, Side


class VersionQuerySet(QuerySet["Version"]):
    def visible_to(self, viewer: Any) -> "VersionQuerySet":
        """Drafts are for who is named on them, who is consulted, the sides' leads and admins; all else is for all."""
        if not viewer.is_active:
            return self.none()
        if viewer.is_admin:
            return self.all()
        consulted = Agreement.consulted.through.objects.filter(member=viewer).values("agreement")
        return self.filter(
            ~Q(state=Version.State.DRAFT)
            | Q(agreement__started_by=viewer)
            | Q(created_by=viewer)
            | Q(agreement__sponsor=viewer)
            | Q(agreement__in=consulted)
            | Q(pk__in=Seat.objects.filter(member=viewer).values("version"))
            | Q(Exists(Company.objects.filter(Q(sales_lead=viewer) | Q(marketing_lead=viewer))))
        )

    def in_force(self, now: datetime) -> "VersionQuerySet":
        """Signed, and `now` between their effective date and their end."""
        return self.filter(effective_from__lte=now).filter(Q(ends_at__isnull=True) | Q(ends_at__gt=now))


# What a text may let its owners do alone.
LEEWAY = ("leeway_days", "leeway_wording", "leeway_owner")


class Terms(models.Model):
    """What stands beside the words and is signed with them."""

    # The day from which it shall count; none means from the last signature on.
    effective_on = models.DateField(null=True)
    # The last day on which it counts; none means until it is amended.
    expires_on = models.DateField(null=True)
    # Agreed to be tried out: gone after that day unless both sides renew it.
    is_trial = models.BooleanField(default=False)
    # Whether this version ends the agreement instead of changing it.
    ends_it = models.BooleanField(default=False)
    # By how many working days owners may move their due dates alone; consent to that is given beforehand.
    leeway_days = models.PositiveSmallIntegerField(default=0)
    # Whether they may change the wording alone, and pass what they answer for on within their team.
    leeway_wording = models.BooleanField(default=False)
    leeway_owner = models.BooleanField(default=False)

    class Meta:
        abstract = True


class Version(Terms, Row):
    """One wording of an agreement: worked on as a draft, frozen by a proposal, signed by every seat."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PROPOSED = "proposed", _("Proposed")
        SIGNED = "signed", _("Signed")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        ENDED = "ended", _("Ended")

    class End(models.TextChoices):
        SUPERSEDED = "superseded", _("Superseded")
        EXPIRED = "expired", _("Expired")
        TERMINATED = "terminated", _("Terminated")

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    # Empty while a draft of a plan or definition is worked on, where its content is kept there.
    content = models.JSONField(default=dict)
    text = models.TextField(blank=True)
    what_changed = models.TextField(blank=True)
    created_by: Any = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    signed_at = models.DateTimeField(null=True)
    effective_from = models.DateTimeField(null=True)
    # When it was announced, and by when it shall be read.
    entered_at = models.DateTimeField(null=True)
    read_by = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    end_reason = models.CharField(max_length=12, choices=End, blank=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="agreement_version_number_once", fields=["agreement", "number"]),
            models.UniqueConstraint(
                name="version_one_open",
                fields=["agreement"],
                condition=Q(state__in=["draft", "proposed"]) | Q(state="signed", entered_at__isnull=True),
            ),
            ExclusionConstraint(
                name="version_one_in_force",
                expressions=[
                    ("agreement", RangeOperators.EQUAL),
                    (Func(F("effective_from"), F("ends_at"), function="tstzrange"), RangeOperators.OVERLAPS),
                ],
                condition=Q(effective_from__isnull=False),
            ),
            models.CheckConstraint(
                name="version_signed_counts_from_a_time",
                condition=Q(state__in=["signed", "ended"], signed_at__isnull=False, effective_from__isnull=False)
                | Q(state__in=["draft", "proposed", "withdrawn"])
                & Q(signed_at__isnull=True, effective_from__isnull=True, entered_at__isnull=True, ends_at__isnull=True),
            ),
            models.CheckConstraint(
                name="version_ends_for_a_reason",
                condition=Q(ends_at__isnull=True, end_reason="") & ~Q(state="ended")
                | Q(ends_at__isnull=False, ends_at__gte=F("effective_from"))
                & Q(end_reason__in=["superseded", "expired", "terminated"]),
            ),
            models.CheckConstraint(
                name="version_trial_ends", condition=Q(is_trial=False) | Q(expires_on__isnull=False)
            ),
            models.CheckConstraint(
                name="version_that_ends_it_has_no_end",
                condition=Q(ends_it=False) | Q(expires_on__isnull=True, is_trial=False),
            ),
            models.CheckConstraint(
                name="version_read_by_a_time",
                condition=Q(entered_at__isnull=True, read_by__isnull=True)
                | Q(entered_at__isnull=False, read_by__isnull=False),
            ),
        ]
        indexes = [
            models.Index(name="version_to_enter", fields=["effective_from"], condition=Q(entered_at__isnull=True)),
            models.Index(
                name="version_to_expire", fields=["ends_at"], condition=Q(state="signed", end_reason="expired")
            ),
            models.Index(name="version_read_by", fields=["read_by"], condition=Q(state="signed")),
        ]
        triggers = [
            *rules.legal_jumps(
                ("draft", "proposed"),
                ("proposed", "draft"),
                ("proposed", "withdrawn"),
                ("proposed", "signed"),
                ("signed", "ended"),
                first=["draft"],
            ),
            rules.frozen_once_proposed,
            rules.stays_in_its_agreement,
            rules.dates_stay,
            rules.versions_are_kept,
            rules.proposed_as_written_down,
            rules.signed_by_every_seat,
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id} {self.number}"

    def counts_at(self, now: datetime) -> bool:
        """Whether it is in force."""
        begun = self.effective_from is not None and self.effective_from <= now
        return begun and (self.ends_at is None or self.ends_at > now)


class Seat(Row):
    """A place at the table: who must agree, for which side. It outlives its holder and is vacant then."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="seats")
    side = models.CharField(max_length=12, choices=Side)
    member: Any = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="seats")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="seat_one_per_person", fields=["version", "member"]),
            models.CheckConstraint(name="seat_side_known", condition=Q(side__in=Side.values)),
        ]
        triggers = rules.seats_are_fixed

    def __str__(self) -> str:
        return f"{self.side}: {self.member_id}"

    @property
    def is_vacant(self) -> bool:
        return not self.member.is_active


class Proposal(Terms, Row):
    """What was put before the seats, kept as it was: by whom, when, and the digest that a signature names."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="proposals")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    content = models.JSONField()
    text = models.TextField()
    # SHA-256 of the canonical JSON of all above.
    digest = models.CharField(max_length=64)
    by: Any = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    answer_by = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="proposal_number_once", fields=["version", "number"]),
            models.CheckConstraint(name="proposal_digest", condition=Q(digest__regex="^[0-9a-f]{64}$")),
            models.CheckConstraint(name="proposal_says_something", condition=~Q(text="")),
        ]
        indexes = [models.Index(name="proposal_answer_by", fields=["answer_by"])]
        triggers = [*append_only("proposal"), rules.proposed_from_a_draft]

    def __str__(self) -> str:
        return f"{self.version_id} {self.number}"
