"""What members say of collateral, and what becomes of it."""

from datetime import datetime
from typing import Any

from rest_framework import serializers

from apps.collateral import commands, queries
from apps.collateral.api.assets import MARKETERS, AssetOutput
from apps.collateral.filters import FeedbackFilters
from apps.collateral.models import Asset, Feedback, FeedbackFix, Reason
from apps.collateral.models.feedback import FeedbackQuerySet
from apps.people.door import Collection, Input, MemberField, Part, Single, ThingField, ThingsField, Verb
from apps.people.models import Member


class FeedbackAnswerOutput(Part):
    author = MemberField()
    text = serializers.CharField()
    answered_at = serializers.DateTimeField()
    example = {"text": "The number comes with the next version."}


class FeedbackFixOutput(Part):
    version = serializers.IntegerField(source="version.number")
    said_by = MemberField()
    said_at = serializers.DateTimeField()
    outcome = serializers.ChoiceField(choices=FeedbackFix.Outcome.values)
    missing = serializers.CharField()
    closed_at = serializers.DateTimeField(allow_null=True)
    example = {"version": 2, "outcome": "open", "missing": ""}


class FeedbackOutput(Part):
    id = serializers.UUIDField()
    asset = ThingField("asset", source="version.asset")
    version = serializers.IntegerField(source="version.number")
    author = MemberField(source="named_author", allow_null=True)
    rating = serializers.IntegerField()
    reason = serializers.ChoiceField(choices=["", *Reason.values])
    what_would_help = serializers.CharField()
    text = serializers.CharField()
    given_at = serializers.DateTimeField()
    replaced_at = serializers.DateTimeField(allow_null=True)
    answers = FeedbackAnswerOutput(many=True)
    fixes = FeedbackFixOutput(many=True)
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

    The newest first; what somebody said anew has `replaced_at`. `author` is told to the owner and to the author alone.
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


class AllFeedback(Collection):
    """List what members say of collateral

    The newest first; `author` is told to the owner and to the author alone.
    """

    kind = "feedback"
    rows = staticmethod(queries.feedback)
    output = FeedbackOutput
    filters = FeedbackFilters
    orders = {"given_at": "given_at", "rating": ("rating", "given_at")}
    default_order = "-given_at"


class OneFeedback(Single):
    """Read a judgement with its answers and fixes"""

    kind = "feedback"
    rows = staticmethod(queries.feedback)
    output = FeedbackOutput


class _FeedbackVerb(Verb):
    kind = "feedback"
    rows = staticmethod(queries.feedback)
    output = FeedbackOutput
    subject = "feedback"
    revised = False


class AnswerFeedbackInput(Input):
    text = serializers.CharField(max_length=4000)
    example = {"text": "The number comes with the next version."}


class AnswerFeedback(_FeedbackVerb):
    """Answer a judgement"""

    input = AnswerFeedbackInput
    command = staticmethod(commands.answer_feedback)
    roles = "the owner of the collateral, admins"


class ReopenFeedbackInput(Input):
    missing = serializers.CharField(max_length=1000)
    example = {"missing": "The number is there, its source isn't."}


class ReopenFeedback(_FeedbackVerb):
    """Say that it isn't fixed, and what is missing

    A new rating of the version that is said to fix it confirms it.
    """

    input = ReopenFeedbackInput
    command = staticmethod(commands.reopen_feedback)
    roles = "whoever said it"


class FixedInput(Input):
    feedback = ThingsField("feedback")


class SayFixed(Verb):
    """Say what the version in use puts right

    Those who said it are asked anew.
    """

    kind = "asset"
    rows = staticmethod(queries.library)
    output = AssetOutput
    subject = "asset"
    input = FixedInput
    command = staticmethod(commands.say_fixed)
    roles = f"{MARKETERS}, its owner"
