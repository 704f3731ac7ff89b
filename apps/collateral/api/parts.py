"""What lies in an asset: versions and their files, the text of pages, feedback."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http.response import HttpResponseBase
from django.urls import reverse
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request as ApiRequest

from apps.collateral import commands, files, queries
from apps.collateral.api.assets import MARKETERS
from apps.collateral.models import Asset, AssetVersion, Feedback, Reading, Reason
from apps.collateral.models.assets import AssetVersionQuerySet, PassageQuerySet
from apps.collateral.models.feedback import FeedbackQuerySet
from apps.collateral.views.downloads import served
from apps.people.door import Collection, Input, MemberField, Part, Single
from apps.people.door.operation import Described
from apps.people.door.single import OfOne
from apps.people.models import Member


class VersionOutput(Part):
    id = serializers.UUIDField()
    number = serializers.IntegerField()
    name = serializers.CharField(source="original_name")
    size = serializers.IntegerField()
    sha256 = serializers.CharField()
    kind = serializers.ChoiceField(choices=sorted(files.MEDIA_TYPES))
    change_note = serializers.CharField()
    uploaded_by = MemberField()
    uploaded_at = serializers.DateTimeField()
    reading = serializers.ChoiceField(choices=Reading.values)
    in_the_way = serializers.SerializerMethodField()
    page_count = serializers.IntegerField(allow_null=True)
    link = serializers.SerializerMethodField()
    example = {"name": "Price list.pdf", "number": 2, "kind": "pdf", "reading": "read", "change_note": "New prices"}

    def get_in_the_way(self, version: AssetVersion) -> str:
        return queries.in_the_way(version)

    def get_link(self, version: AssetVersion) -> str:
        return reverse("collateral:download", args=[version.pk, version.sha256])


class VersionInput(Input):
    file = serializers.FileField()
    change_note = serializers.CharField(max_length=500)
    based_on = serializers.IntegerField(required=False, min_value=1)


def _versions(*, viewer: Member, asset: Asset, now: datetime) -> AssetVersionQuerySet:
    return queries.versions(viewer=viewer, asset=asset, now=now)


class Versions(Collection):
    """List the versions of an asset"""

    kind = "asset-version"
    within = "asset"
    within_rows = staticmethod(queries.library)
    rows = staticmethod(_versions)
    output = VersionOutput
    orders = {"number": "number"}
    default_order = "-number"
    input = VersionInput
    command = staticmethod(commands.add_version)
    create_summary = "Put up a new version of the file"
    create_roles = f"{MARKETERS}, its owner"
    parsers = (MultiPartParser,)


class OneVersion(Single):
    """Read a version of an asset"""

    kind = "asset-version"
    within = "asset"
    within_rows = staticmethod(queries.library)
    rows = staticmethod(_versions)
    output = VersionOutput


class VersionFile(OfOne):
    """Download the file of a version

    The one in use for all members, older ones for marketers, admins and the owner.
    """

    kind = "asset-version"
    within = "asset"
    within_rows = staticmethod(queries.library)
    rows = staticmethod(_versions)

    def get(self, request: ApiRequest, **ids: UUID) -> HttpResponseBase:
        held = request.headers.get("If-None-Match", "")
        viewer: Any = request.user
        return served(self.found(self.around()), viewer=viewer, held=held)

    def described(self, method: str) -> Described:
        summary, description = self.about_this()
        return Described(
            name="assets_versions_file",
            method=method,
            summary=summary,
            description=description,
            roles=self.roles,
            output=None,
            errors=(401, 403, 404, 429),
        )


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
