from typing import Any

from django.db import models
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from apps.core.models import Revised, append_only
from apps.leads.models.definitions import Verdict
from apps.leads.models.leads import Lead, sees_all_leads
from apps.leads.models.rules import legal_jumps, taken_back_from_a_leaver
from apps.people.models import Choice, Member
from apps.people.models.guards import held_by_active_members

MOST_AT_ONCE = 100


class QualifierQuerySet(QuerySet["Qualifier"]):
    def visible_to(self, viewer: Any) -> "QualifierQuerySet":
        """Who takes leads is known to all, as the rest of the directory is."""
        return self.all() if viewer.is_active else self.none()

    def current(self) -> "QualifierQuerySet":
        return self.filter(ended_at__isnull=True, member__is_active=True)


class Qualifier(Revised):
    """The mark on a member of a team: takes leads, up to a number at once. Taken off, it stays as what was."""

    member: Any = models.OneToOneField(Member, on_delete=models.PROTECT, related_name="qualifier")
    capacity = models.PositiveSmallIntegerField(default=20)
    named_by: Any = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    named_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = QualifierQuerySet.as_manager()

    class Meta(Revised.Meta):
        constraints = [
            models.CheckConstraint(name="qualifier_capacity", condition=Q(capacity__range=(1, MOST_AT_ONCE))),
        ]

    def __str__(self) -> str:
        return str(self.member)


class HandOffQuerySet(QuerySet["HandOff"]):
    def visible_to(self, viewer: Any) -> "HandOffQuerySet":
        """As the lead itself."""
        if not viewer.is_active:
            return self.none()
        return self.all() if sees_all_leads(viewer) else self.filter(Q(qualifier=viewer) | Q(lead__owner=viewer))

    def offered(self) -> "HandOffQuerySet":
        return self.filter(state=HandOff.State.OFFERED)

    def open(self) -> "HandOffQuerySet":
        """Offered, or taken and not reached yet: what weighs on a qualifier."""
        return self.filter(Q(state=HandOff.State.OFFERED) | Q(state=HandOff.State.ACCEPTED, contacted_at__isnull=True))


class HandOff(Revised):
    """A sales-ready lead on its way from marketing to sales: to whom, why to them, and what they said."""

    class State(models.TextChoices):
        OFFERED = "offered", _("Offered")
        ACCEPTED = "accepted", _("Accepted")
        RETURNED = "returned", _("Returned")
        LATE = "late", _("Not answered in time")
        TAKEN_BACK = "taken_back", _("Taken back")

    class Contact(models.TextChoices):
        REACHED = "reached", _("Reached")
        NO_ANSWER = "no_answer", _("No answer")
        MAILED = "mailed", _("Mailed")

    lead = models.ForeignKey(Lead, on_delete=models.PROTECT, related_name="hand_offs")
    qualifier: Any = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="hand_offs")
    verdict = models.ForeignKey(Verdict, on_delete=models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(max_length=10, choices=State, default=State.OFFERED)
    # Why to them: how many they had, how many they take, who was passed over and why.
    why = models.JSONField()
    offered_at = models.DateTimeField()
    accept_by = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answered_by: Any = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.ForeignKey(Choice, null=True, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(blank=True)
    contact_by = models.DateTimeField(null=True)
    contacted_at = models.DateTimeField(null=True)
    contact = models.CharField(max_length=10, choices=Contact, null=True)

    objects = HandOffQuerySet.as_manager()

    class Meta(Revised.Meta):
        constraints = [
            models.UniqueConstraint(
                name="hand_off_one_open_per_lead", fields=["lead"], condition=Q(state__in=["offered", "accepted"])
            ),
            models.CheckConstraint(
                name="hand_off_returned_for_a_reason",
                condition=Q(state="returned", reason__isnull=False) | ~Q(state="returned") & Q(reason__isnull=True),
            ),
            models.CheckConstraint(
                name="hand_off_answered_by_somebody",
                condition=Q(state__in=["accepted", "returned"], answered_at__isnull=False, answered_by__isnull=False)
                | Q(state__in=["offered", "late", "taken_back"], answered_by__isnull=True),
            ),
            models.CheckConstraint(
                name="hand_off_contact_by_once_taken",
                condition=Q(state__in=["offered", "late", "taken_back"], contact_by__isnull=True)
                | Q(state="accepted", contact_by__isnull=False)
                | Q(state="returned"),
            ),
            models.CheckConstraint(
                name="hand_off_contacted_somehow",
                condition=Q(contacted_at__isnull=True, contact__isnull=True)
                | Q(contacted_at__isnull=False, contact__isnull=False),
            ),
            models.CheckConstraint(name="hand_off_in_time", condition=Q(accept_by__gte=F("offered_at"))),
        ]
        indexes = [
            models.Index(name="hand_off_accept_by", fields=["accept_by"], condition=Q(state="offered")),
            models.Index(
                name="hand_off_contact_by",
                fields=["contact_by"],
                condition=Q(state="accepted", contacted_at__isnull=True),
            ),
        ]
        triggers = [
            *Revised.Meta.triggers,
            taken_back_from_a_leaver,
            held_by_active_members("hand_off", "qualifier_id", only="({row}.state = 'offered')"),
            *legal_jumps(
                "hand_off",
                ("offered", "accepted"),
                ("offered", "returned"),
                ("offered", "late"),
                ("offered", "taken_back"),
                ("accepted", "returned"),
                first=["offered"],
            ),
            *append_only(
                "hand_off",
                # What was said stays; only a reason that is merged into another is named by that one.
                but="(OLD.state IN ('offered', 'accepted') AND OLD.lead_id = NEW.lead_id) OR"
                " to_jsonb(OLD) - 'reason_id' - 'revision' = to_jsonb(NEW) - 'reason_id' - 'revision'",
            ),
        ]

    def __str__(self) -> str:
        return str(self.lead)

    @property
    def state_word(self) -> str:
        """How it stands; of what was taken back, why."""
        if self.state == self.State.TAKEN_BACK:
            return _now("Taken back, %(name)s left") % {"name": self.qualifier}
        return str(self.State(self.state).label)
