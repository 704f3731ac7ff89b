"""What lies in an asset besides its versions: the text of pages, feedback."""

from datetime import datetime
from typing import Any

from rest_framework import serializers

from apps.collateral import commands, queries
from apps.collateral.models import Asset, Feedback, Reason
from apps.collateral.models.feedback import FeedbackQuerySet
from apps.collateral.models.versions import PassageQuerySet
from apps.people.door import Collection, Input, MemberField, Part
from apps.people.models import Member


class PassageOutput(Part):
    page = serializers.IntegerField(source="number")
    internal = serializers.BooleanField()
    text = serializers.CharField()
    example = {"page": 3, "internal": False, "text": "Kupferfinger X-200 12.40"}


def _passages(*, viewer: Member, asset: Asset, now: datetime) -> PassageQuerySet:
    return queries.passages(viewer=viewer, now=now).filter(version=asset.current)


class Passages(Collection):
    """Read the text of an asset's pages

    Of the version in use; `internal` are a speaker's notes.
    """

    kind = "passage"
    within = "asset"
    within_rows = staticmethod(queries.library)
    rows = staticmethod(_passages)
    output = PassageOutput
    orders = {"page": ("number", "internal")}
    default_order = "page"


class FeedbackOutput(Part):
    id = serializers.UUIDField()
    version = serializers.IntegerField(source="version.number")
    author = MemberField()
    rating = serializers.IntegerField()
    reason = serializers.ChoiceField(choices=["", *Reason.values])
    what_would_help = serializers.CharField()
    text = serializers.CharField()
    given_at = serializers.DateTimeField()
    replaced_at = serializers.DateTimeField(allow_null=True)
    example = {"rating": 2, "reason": "proof_missing", "what_would_help": "A number from a customer"}


class FeedbackInput(Input):
    rating = serializers.IntegerField(min_value=1, max_value=5)
    reason = serializers.ChoiceField(choices=["", *Reason.values], required=False)
    what_would_help = serializers.CharField(max_length=500, required=False, allow_blank=True)
    text = serializers.CharField(max_length=4000, required=False, allow_blank=True)
    example = {"rating": 2, "reason": "proof_missing", "what_would_help": "A number from a customer"}


def _feedback(*, viewer: Member, asset: Asset, now: datetime) -> FeedbackQuerySet:
    return queries.feedback_on(viewer=viewer, asset=asset, now=now)


def _rate(*, actor: Member, asset: Any, now: datetime, **sent: Any) -> Feedback:
    return commands.give_feedback(actor=actor, version=asset.current, now=now, **sent)


class FeedbackOfAsset(Collection):
    """List what members say of an asset

    The newest first; what somebody said anew has `replaced_at`.
    """

    kind = "feedback"
    within = "asset"
    within_rows = staticmethod(queries.library)
    rows = staticmethod(_feedback)
    output = FeedbackOutput
    orders = {"given_at": "given_at"}
    default_order = "-given_at"
    input = FeedbackInput
    command = staticmethod(_rate)
    create_summary = "Rate the version in use"
