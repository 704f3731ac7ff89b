from typing import Any

import pgtrigger
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from apps.agreements.models import rules
from apps.agreements.models.versions import Version
from apps.core.models import Row
from apps.people.models import Member


class SuggestionQuerySet(QuerySet["Suggestion"]):
    def visible_to(self, viewer: Any) -> "SuggestionQuerySet":
        """Whoever sees what it is about sees it."""
        return self.filter(version__in=Version.objects.visible_to(viewer))

    def open(self) -> "SuggestionQuerySet":
        """Neither answered nor overtaken by the end of what it was about."""
        return self.filter(state=Suggestion.State.OPEN).exclude(version__state__in=["ended", "withdrawn"])


class Suggestion(Row):
    """A change that somebody wishes for a draft, or for what counts: taken, declined with a reason, or withdrawn."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        TAKEN = "taken", _("Taken")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="suggestions")
    by: Any = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    why = models.TextField()
    # The words as they were, and as they would be; both empty where a plan or definition composes them.
    was = models.TextField(blank=True)
    text = models.TextField(blank=True)
    at = models.DateTimeField()
    answer_by = models.DateTimeField()
    state = models.CharField(max_length=9, choices=State, default=State.OPEN)
    answered_by: Any = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="suggestion_says_why", condition=~Q(why="")),
            models.CheckConstraint(
                name="suggestion_changes_something",
                condition=Q(text="", was="") | (~Q(text="") & ~Q(text=models.F("was"))),
            ),
            models.CheckConstraint(
                name="suggestion_answered_by_somebody",
                condition=Q(state="open", answered_by__isnull=True, answered_at__isnull=True, reason="")
                | Q(state__in=["taken", "withdrawn"], answered_by__isnull=False, answered_at__isnull=False, reason="")
                | Q(state="declined", answered_by__isnull=False, answered_at__isnull=False) & ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="suggestion_withdrawn_by_its_author",
                condition=~Q(state="withdrawn") | Q(answered_by=models.F("by")),
            ),
        ]
        indexes = [models.Index(name="suggestion_waits", fields=["answer_by"], condition=Q(state="open"))]
        triggers = [
            rules.refuse(
                "suggestion_stays",
                "what was suggested stays, and is answered once",
                on=pgtrigger.Update,
                when=(
                    "OLD.state <> 'open' OR (OLD.version_id, OLD.by_id, OLD.why, OLD.was, OLD.text, OLD.at)"
                    " IS DISTINCT FROM (NEW.version_id, NEW.by_id, NEW.why, NEW.was, NEW.text, NEW.at)"
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version_id}: {self.why}"
