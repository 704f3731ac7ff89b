from typing import Any

import pgtrigger
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from apps.collateral.models.assets import Asset
from apps.core.finding import words_index
from apps.core.models import Revised
from apps.people.models import Member
from apps.people.models.guards import held_by_active_members


class WishSide(models.TextChoices):
    """The two sides that wish something of one another."""

    MARKETING = "marketing", _("Marketing")
    SALES = "sales", _("Sales")


class WishKind(models.TextChoices):
    """What a wish is for; which side answers it follows from that."""

    COLLATERAL = "collateral", _("Collateral")
    DEAL = "deal", _("Help with a deal")
    AUDIENCE = "audience", _("An audience or list")
    EVENT = "event", _("An event")
    DATA = "data", _("Data")
    PROCESS = "process", _("A fix of the sales process")
    QUOTE = "quote", _("A customer quote")
    REFERENCE = "reference", _("A reference")
    EXPERT = "expert", _("An expert")
    PERSONA = "persona", _("Persona input")


OF_SALES = (WishKind.QUOTE, WishKind.REFERENCE, WishKind.EXPERT, WishKind.PERSONA)
OF_MARKETING = tuple(kind for kind in WishKind if kind not in OF_SALES)
KINDS_PUT_TO = {WishSide.MARKETING: OF_MARKETING, WishSide.SALES: OF_SALES}


def side_of(kind: str) -> WishSide:
    """The side that a wish of this kind is put to."""
    return WishSide.SALES if kind in OF_SALES else WishSide.MARKETING


class RequestQuerySet(QuerySet["Request"]):
    def visible_to(self, viewer: Any) -> "RequestQuerySet":
        """Both sides see what each wishes of the other."""
        return self.all() if viewer.is_active else self.none()

    def unanswered(self) -> "RequestQuerySet":
        return self.filter(state=Request.State.NEW)

    def under_way(self) -> "RequestQuerySet":
        """Promised and not delivered, or delivered and sent back."""
        return self.filter(state__in=Request.PROMISED)

    def open(self) -> "RequestQuerySet":
        return self.exclude(state__in=Request.OVER)


class Request(Revised):
    """A wish to the other side, until whoever wished says that it is what they needed."""

    class State(models.TextChoices):
        NEW = "new", _("New")
        ACCEPTED = "accepted", _("Accepted")
        IN_PROGRESS = "in_progress", _("In progress")
        DELIVERED = "delivered", _("Delivered")
        CONFIRMED = "confirmed", _("Confirmed")
        REOPENED = "reopened", _("Reopened")
        DECLINED = "declined", _("Declined")
        MERGED = "merged", _("Merged")

    # In what it is looked for by words.
    WORDS = ("title", "why", "for_whom", "deal")
    # Somebody owes it until a date.
    PROMISED = (State.ACCEPTED, State.IN_PROGRESS, State.REOPENED)
    OVER = (State.CONFIRMED, State.DECLINED, State.MERGED)

    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=WishKind, default=WishKind.COLLATERAL)
    why = models.TextField(max_length=4000, blank=True)
    for_whom = models.CharField(max_length=200, blank=True)
    # The id by which the CRM knows the deal it is for.
    deal = models.CharField(max_length=100, blank=True)
    needed_by = models.DateField(null=True, blank=True)
    # What was searched for in vain, where the wish began in Find.
    searched = models.CharField(max_length=200, blank=True)
    side = models.CharField(max_length=12, choices=WishSide, default=WishSide.MARKETING)
    state = models.CharField(max_length=12, choices=State, default=State.NEW)
    asked_by: Any = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="requests_asked")
    asked_at = models.DateTimeField()
    owner: Any = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.PROTECT, related_name="requests_owned"
    )
    accepted_at = models.DateTimeField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    declined_because = models.CharField(max_length=1000, blank=True)
    delivered_asset = models.ForeignKey(
        Asset, null=True, blank=True, on_delete=models.PROTECT, related_name="delivered_for"
    )
    answer = models.TextField(max_length=4000, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)
    missing = models.CharField(max_length=1000, blank=True)
    reopened_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    # Nobody said a word, after two reminders.
    confirmed_by_itself = models.BooleanField(default=False)
    # The same wish, in which this one goes on.
    merged_into: Any = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged_here"
    )

    objects = RequestQuerySet.as_manager()

    class Meta(Revised.Meta):
        constraints = [
            models.CheckConstraint(name="request_has_a_title", condition=~Q(title="")),
            models.CheckConstraint(
                name="request_kind_is_put_to_its_side",
                condition=Q(side="marketing", kind__in=["collateral", "deal", "audience", "event", "data", "process"])
                | Q(side="sales", kind__in=["quote", "reference", "expert", "persona"]),
            ),
            models.CheckConstraint(
                name="request_state_known",
                condition=Q(
                    state__in=[
                        "new",
                        "accepted",
                        "in_progress",
                        "delivered",
                        "confirmed",
                        "reopened",
                        "declined",
                        "merged",
                    ]
                ),
            ),
            models.CheckConstraint(
                name="request_promised_has_owner_and_date",
                condition=~Q(state__in=["accepted", "in_progress", "reopened"])
                | Q(owner__isnull=False, due_on__isnull=False),
            ),
            models.CheckConstraint(
                name="request_in_progress_has_a_time",
                condition=~Q(state="in_progress") | Q(started_at__isnull=False),
            ),
            models.CheckConstraint(
                name="request_delivered_holds_something",
                condition=~Q(state__in=["delivered", "confirmed"])
                | (
                    Q(owner__isnull=False, delivered_at__isnull=False)
                    & (Q(delivered_asset__isnull=False) | ~Q(answer=""))
                ),
            ),
            models.CheckConstraint(
                name="request_confirmed_has_a_time", condition=~Q(state="confirmed") | Q(confirmed_at__isnull=False)
            ),
            models.CheckConstraint(
                name="request_by_itself_only_confirmed",
                condition=Q(confirmed_by_itself=False) | Q(state="confirmed"),
            ),
            models.CheckConstraint(
                name="request_reopened_says_what_is_missing",
                condition=~Q(state="reopened") | (~Q(missing="") & Q(reopened_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="request_declined_says_why", condition=~Q(state="declined") | ~Q(declined_because="")
            ),
            models.CheckConstraint(
                name="request_merged_goes_on_in_another",
                condition=Q(state="merged", merged_into__isnull=False)
                | (~Q(state="merged") & Q(merged_into__isnull=True)),
            ),
        ]
        indexes = [
            words_index("request_words", "title", "why", "for_whom", "deal"),
            models.Index(name="request_unanswered", fields=["asked_at"], condition=Q(state="new")),
            models.Index(
                name="request_under_way",
                fields=["due_on"],
                condition=Q(state__in=["accepted", "in_progress", "reopened"]),
            ),
            models.Index(name="request_delivered", fields=["delivered_at"], condition=Q(delivered_at__isnull=False)),
            models.Index(name="request_unconfirmed", fields=["delivered_at"], condition=Q(state="delivered")),
            models.Index(name="request_asked", fields=["-asked_at"]),
        ]
        triggers = [
            *Revised.Meta.triggers,
            held_by_active_members("request", "owner_id"),
            pgtrigger.FSM(
                name="request_moves",
                field="state",
                transitions=[
                    ("new", "accepted"),
                    ("new", "delivered"),
                    ("new", "declined"),
                    ("accepted", "in_progress"),
                    ("accepted", "delivered"),
                    ("accepted", "declined"),
                    ("in_progress", "delivered"),
                    ("in_progress", "declined"),
                    ("delivered", "confirmed"),
                    ("delivered", "reopened"),
                    ("confirmed", "reopened"),
                    ("reopened", "in_progress"),
                    ("reopened", "delivered"),
                    ("reopened", "declined"),
                    ("new", "merged"),
                    ("accepted", "merged"),
                    ("in_progress", "merged"),
                    ("reopened", "merged"),
                ],
            ),
            pgtrigger.Trigger(
                name="request_word_stands",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.state = 'confirmed' AND NEW.state <> 'confirmed' AND NOT OLD.confirmed_by_itself"
                ),
                func="RAISE EXCEPTION 'request_word_stands' USING ERRCODE = 'check_violation';",
            ),
            # One step leads from any old wish to the one that goes on, and all its votes are there.
            pgtrigger.Trigger(
                name="request_merges_in_one_step",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                condition=pgtrigger.Condition("NEW.merged_into_id IS NOT NULL"),
                func="""
        PERFORM 1 FROM collateral_request
            WHERE id = NEW.merged_into_id AND id <> NEW.id AND side = NEW.side AND state <> 'merged' FOR SHARE;
        IF NOT FOUND
            OR EXISTS (SELECT 1 FROM collateral_request WHERE merged_into_id = NEW.id)
            OR EXISTS (SELECT 1 FROM collateral_requestvote WHERE request_id = NEW.id AND withdrawn_at IS NULL) THEN
            RAISE EXCEPTION 'request_merges_in_one_step' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;""",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def waits_for_a_word(self) -> bool:
        """Whether it may still be said that something is missing; what was taken as confirmed nobody has spoken of."""
        return self.state == self.State.DELIVERED or self.confirmed_by_itself
