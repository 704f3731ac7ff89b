"""Who reads what a goal's owner says of it."""

from typing import Any

import pgtrigger
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from apps.core.models import Row, append_only
from apps.goals.models.goals import Goal
from apps.goals.models.measures import CheckIn
from apps.goals.models.rules_of_ends import of_an_open_goal
from apps.people.models import Member
from apps.people.models.guards import held_by_active_members


class ReaderTermQuerySet(QuerySet["ReaderTerm"]):
    def visible_to(self, viewer: Any) -> "ReaderTermQuerySet":
        """Whoever sees the goal sees who reads its check-ins: all members."""
        return self.all() if viewer.is_active else self.none()

    def standing(self) -> "ReaderTermQuerySet":
        return self.filter(until_at__isnull=True)


class ReaderTerm(Row):
    """Somebody's time as the reader of a goal: what its owner says in it is for them to read, and nothing older."""

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="reader_terms")
    reader: Any = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)

    objects = ReaderTermQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="reader_term_one_that_stands", fields=["goal"], condition=Q(until_at__isnull=True)
            ),
            models.CheckConstraint(
                name="reader_term_in_order", condition=Q(until_at__isnull=True) | Q(until_at__gte=F("from_at"))
            ),
        ]
        indexes = [
            models.Index(name="reader_term_of", fields=["reader"], condition=Q(until_at__isnull=True)),
        ]
        triggers = [
            *append_only(
                "reader_term",
                but="OLD.until_at IS NULL AND NEW.until_at IS NOT NULL AND (OLD.id, OLD.goal_id, OLD.reader_id,"
                " OLD.from_at) IS NOT DISTINCT FROM (NEW.id, NEW.goal_id, NEW.reader_id, NEW.from_at)",
            ),
            held_by_active_members("reader_term", "reader_id", only="({row}.until_at IS NULL)"),
            of_an_open_goal("reader_term"),
            pgtrigger.Trigger(
                name="reader_term_is_not_the_owners",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                    IF EXISTS (SELECT 1 FROM goals_goal g WHERE g.id = NEW.goal_id AND g.owner_id = NEW.reader_id) THEN
                        RAISE EXCEPTION 'goal % would be read by its owner', NEW.goal_id
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'goal_read_by_another';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return str(self.reader)


class ReadMark(Row):
    """That a check-in was read, by its reader or by who stood in for them."""

    check_in = models.OneToOneField(CheckIn, on_delete=models.PROTECT, related_name="read_mark")
    by: Any = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        triggers = append_only("read_mark")

    def __str__(self) -> str:
        return f"{self.by}: {self.at}"


def to_read(*theirs: Q) -> QuerySet[CheckIn]:
    """What was said in a standing term of its reader, by somebody else, and isn't read or corrected.

    Args:
        theirs: which terms, where not everybody's.
    """
    terms = ReaderTerm.objects.standing().filter(*theirs, goal=OuterRef("goal"), from_at__lte=OuterRef("at"))
    in_time = Exists(terms.exclude(reader=OuterRef("author")))
    return CheckIn.objects.filter(
        in_time, read_mark__isnull=True, corrected_by__isnull=True, goal__state=Goal.State.ACTIVE
    )
