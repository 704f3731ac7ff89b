from typing import Any

import pgtrigger
from django.db import models
from django.db.models import Q, QuerySet

from apps.collateral.models.requests import Request
from apps.core.models import Row
from apps.people.models import Member


class RequestVoteQuerySet(QuerySet["RequestVote"]):
    def visible_to(self, viewer: Any) -> "RequestVoteQuerySet":
        """Who else needs something says so to all."""
        return self.all() if viewer.is_active else self.none()

    def standing(self) -> "RequestVoteQuerySet":
        """Those that were not taken back."""
        return self.filter(withdrawn_at__isnull=True)


class RequestVote(Row):
    """“I need this too”, said of a wish by somebody who didn't ask for it themselves."""

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="+")
    member: Any = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    why = models.TextField(max_length=4000, blank=True)
    # The id by which the CRM knows the deal they need it for.
    deal = models.CharField(max_length=100, blank=True)
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = RequestVoteQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["request", "member"],
                condition=Q(withdrawn_at__isnull=True),
                name="request_vote_one_for_each_member",
            )
        ]
        triggers = [
            # The wish is held, so that it can't be merged, and its votes moved, at that moment.
            pgtrigger.Trigger(
                name="request_vote_counts",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func="""
        IF NEW.withdrawn_at IS NULL THEN
            PERFORM 1 FROM collateral_request
                WHERE id = NEW.request_id AND state <> 'merged' AND asked_by_id <> NEW.member_id FOR SHARE;
            IF NOT FOUND THEN
                RAISE EXCEPTION 'request_vote_is_for_another_ones_wish' USING ERRCODE = 'check_violation';
            END IF;
        END IF;
        RETURN NEW;""",
            )
        ]

    def __str__(self) -> str:
        return f"{self.member} needs {self.request} too"
