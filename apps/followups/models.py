from typing import Any

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q, QuerySet

from apps.core import due
from apps.core.models import About, Revised, Row, append_only

MOST_REPEATS = 8
LONGEST_REPEAT = 120
LONGEST_LEAD = 400


class RuleQuerySet(QuerySet["Rule"]):
    def visible_to(self, viewer: Any) -> "RuleQuerySet":
        """The company's rules are kept by its admins."""
        return self.all() if viewer.is_active and viewer.is_admin else self.none()


class Rule(Revised):
    """When the company reminds of one kind of due thing.

    The first reminder comes `lead_hours` working hours before the thing is due (negative: after it), each further one
    `repeat_days` working days after the first.
    """

    kind = models.CharField(max_length=60, unique=True)
    is_on = models.BooleanField(default=True)
    lead_hours = models.SmallIntegerField(default=0)
    repeat_days = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    # Whether whoever waits is told once two reminders have gone unanswered.
    tells_who_waits = models.BooleanField(default=True)

    objects = RuleQuerySet.as_manager()

    class Meta(Revised.Meta):
        constraints = [
            models.CheckConstraint(
                name="rule_lead_in_bounds", condition=Q(lead_hours__range=(-LONGEST_LEAD, LONGEST_LEAD))
            ),
            models.CheckConstraint(name="rule_repeats_few", condition=Q(repeat_days__len__lte=MOST_REPEATS)),
        ]
        triggers = [
            *Revised.Meta.triggers,
            pgtrigger.Trigger(
                name="repeats_further_apart",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                declare=[("day", "int"), ("last_day", "int := 0"), ("last_gap", "int := 1")],
                func=f"""
                    FOREACH day IN ARRAY NEW.repeat_days LOOP
                        IF day - last_day < last_gap OR day > {LONGEST_REPEAT} THEN
                            RAISE EXCEPTION 'repeats come further apart each time'
                                USING ERRCODE = 'check_violation', CONSTRAINT = 'rule_repeats_further_apart';
                        END IF;
                        last_gap := day - last_day;
                        last_day := day;
                    END LOOP;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return self.kind

    @property
    def label(self) -> str:
        """What the rule is called; its bare kind where no app knows that any more."""
        known = {kind.name: kind for kind in due.due_kinds()}
        return str(known[self.kind].label) if self.kind in known else self.kind

    @property
    def hours_after(self) -> int:
        """Working hours by which the first reminder follows the due time."""
        return max(0, -self.lead_hours)

    @property
    def days(self) -> tuple[int, ...]:
        """Working days after the first reminder of each one: the first has none."""
        return (0, *self.repeat_days)


class Watermark(models.Model):
    """Up to when one window of a rule has been looked at: the first reminder is window 0, each repeat one more."""

    rule = models.ForeignKey(Rule, on_delete=models.CASCADE, related_name="watermarks")
    window = models.PositiveSmallIntegerField()
    up_to = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["rule", "window"], name="watermark_once_per_window")]
        triggers = [
            pgtrigger.Trigger(
                name="never_back",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(new__up_to__lt=pgtrigger.F("old__up_to")),
                func="RAISE EXCEPTION 'a watermark never goes back' USING ERRCODE = 'check_violation';",
            )
        ]

    def __str__(self) -> str:
        return f"{self.rule}/{self.window}: {self.up_to:%Y-%m-%d %H:%M}"


class Reminder(Row, About):
    """The ledger: this recipient was reminded of this thing, due at this time, for this window of the rule.

    Due at another time, a thing is another occurrence. Not `told` is what a later window of the same sweep, or a
    snooze, stood in for.
    """

    rule = models.ForeignKey(Rule, on_delete=models.PROTECT, related_name="reminders")
    recipient: Any = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reminders")
    due_at = models.DateTimeField()
    occurrence = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    told = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "about_kind", "about_id", "recipient", "due_at", "occurrence"],
                name="reminder_once_per_occurrence",
            )
        ]
        indexes = [models.Index(name="reminder_at", fields=["at"])]
        triggers = append_only("reminder")

    def __str__(self) -> str:
        return f"{self.rule_id} for {self.recipient_id}, {self.due_at:%Y-%m-%d %H:%M}, {self.occurrence}"


class SnoozeQuerySet(QuerySet["Snooze"]):
    def visible_to(self, viewer: Any) -> "SnoozeQuerySet":
        return self.filter(member=viewer) if viewer.is_active else self.none()

    def open(self) -> "SnoozeQuerySet":
        return self.filter(ended_at__isnull=True)


class Snooze(Revised, About):
    """A member wants to hear no more of one due thing until a moment; then it comes back, if it still waits."""

    member: Any = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="snoozes")
    kind = models.CharField(max_length=60)
    until = models.DateTimeField()
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = SnoozeQuerySet.as_manager()

    class Meta(Revised.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["member", "kind", "about_kind", "about_id"],
                condition=Q(ended_at__isnull=True),
                name="snooze_one_open_per_thing",
            ),
            models.CheckConstraint(name="snooze_until_later", condition=Q(until__gt=models.F("at"))),
        ]
        indexes = [models.Index(name="snooze_open", fields=["until"], condition=Q(ended_at__isnull=True))]

    def __str__(self) -> str:
        return f"{self.kind} until {self.until:%Y-%m-%d %H:%M}"


class Heartbeat(models.Model):
    """When a process was last at work."""

    process = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.process} at {self.at:%Y-%m-%d %H:%M:%S}"
