"""What moves an asset on: reviews, recall, archive, what is used instead."""

from datetime import datetime

from rest_framework import serializers

from apps.collateral import commands, queries
from apps.collateral.api.assets import AssetVerb
from apps.collateral.models import Asset, Verdict
from apps.collateral.models.reviews import ReviewQuerySet
from apps.collateral.models.states import EDITORS, REVIEWERS
from apps.people.door import Collection, Input, MemberField, Part, ThingField
from apps.people.models import Member


class AskReviewInput(Input):
    reviewer = MemberField(required=False, allow_null=True)
    example = {"reviewer": None}


class AskReview(AssetVerb):
    """Put an asset before a reviewer

    Without one named, the marketer who is here and has the fewest to review looks at it.
    """

    input = AskReviewInput
    command = staticmethod(commands.ask_review)
    roles = EDITORS


class TakeBack(AssetVerb):
    """Take an asset, or a new version of a published one, back from review"""

    command = staticmethod(commands.take_back)
    roles = EDITORS


class ApproveInput(Input):
    note = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    example = {"note": "The prices are those of the new list."}


class Approve(AssetVerb):
    """Say that what is in review is good: it is out at once"""

    input = ApproveInput
    command = staticmethod(commands.approve_asset)
    roles = REVIEWERS


class ChangesInput(Input):
    note = serializers.CharField(max_length=2000)
    example = {"note": "Page 3 still has last year's prices."}


class RequestChanges(AssetVerb):
    """Send what is in review back, with what has to change"""

    input = ChangesInput
    command = staticmethod(commands.request_changes)
    roles = REVIEWERS


class RecallInput(Input):
    reason = serializers.CharField(max_length=500)
    example = {"reason": "The guarantee on page 2 isn't what we may promise."}


class Recall(AssetVerb):
    """Recall an asset: nobody may use it until a review lets it out again

    Whoever rated it or got it for a request is told at once.
    """

    input = RecallInput
    command = staticmethod(commands.recall_asset)


class ArchiveInput(Input):
    successor = ThingField("asset", required=False, allow_null=True)
    example = {"successor": None}


class ArchiveAsset(AssetVerb):
    """Archive an asset, with what takes its place"""

    input = ArchiveInput
    command = staticmethod(commands.archive_asset)


class UseInsteadInput(Input):
    successor = ThingField("asset")
    note = serializers.CharField(max_length=500)
    example = {"note": "It has this year's prices."}


class UseInstead(AssetVerb):
    """Archive what is in review because something published is to be used instead

    Whoever made it is told what to use, and why.
    """

    input = UseInsteadInput
    command = staticmethod(commands.use_instead)


class NameSuccessorInput(Input):
    successor = ThingField("asset", allow_null=True)
    example = {"successor": None}


class NameSuccessor(AssetVerb):
    """Say what is used instead of an asset"""

    input = NameSuccessorInput
    command = staticmethod(commands.name_successor)


class VerifyInput(Input):
    note = serializers.CharField(max_length=500, required=False, allow_blank=True)
    example = {"note": "Compared with the price system."}


class VerifyAsset(AssetVerb):
    """Say that the version in use is still right

    That counts for as long as its kind says, 180 days where it says nothing.
    """

    input = VerifyInput
    command = staticmethod(commands.verify_asset)
    roles = EDITORS


class RestoreAsset(AssetVerb):
    """Bring an asset back from the archive"""

    command = staticmethod(commands.restore_asset)


class ReviewOutput(Part):
    id = serializers.UUIDField()
    version = serializers.IntegerField(source="version.number")
    asked_by = MemberField()
    asked_at = serializers.DateTimeField()
    reviewer = MemberField()
    verdict = serializers.ChoiceField(choices=["", *Verdict.values])
    note = serializers.CharField()
    own = serializers.BooleanField()
    decided_at = serializers.DateTimeField(allow_null=True)
    example = {"version": 2, "verdict": "approved", "own": False, "note": ""}


def _reviews(*, viewer: Member, asset: Asset, now: datetime) -> ReviewQuerySet:
    return queries.reviews(viewer=viewer, asset=asset, now=now)


class Reviews(Collection):
    """List the reviews of an asset

    For those who work on it; `own` says that there was no other marketer to ask.
    """

    kind = "review"
    within = "asset"
    within_rows = staticmethod(queries.library)
    rows = staticmethod(_reviews)
    output = ReviewOutput
    orders = {"asked_at": "asked_at"}
    default_order = "-asked_at"
