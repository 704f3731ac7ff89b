from datetime import datetime
from typing import Any
from uuid import UUID

from django.http.response import HttpResponseBase
from django.urls import path, reverse
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request as ApiRequest

from apps.collateral import commands, files, queries
from apps.collateral.filters import AssetFilters, RequestFilters
from apps.collateral.models import Asset, AssetVersion, Audience, Feedback, Reading, Reason, Request, WishSide
from apps.collateral.models.assets import AssetVersionQuerySet, PassageQuerySet
from apps.collateral.models.feedback import FeedbackQuerySet
from apps.collateral.views.downloads import served
from apps.people.door import Collection, Input, MemberField, Output, Part, Single, ThingField, Verb, resource
from apps.people.door.operation import Described
from apps.people.door.single import OfOne
from apps.people.models import Member

MARKETERS = "marketers, admins"
THE_SIDE = "the side it is put to, admins"
THE_ASKER = "whoever asked, admins"


# --- assets


class AssetOutput(Output):
    title = serializers.CharField()
    summary = serializers.CharField()
    kind = ThingField("choice", allow_null=True)
    owner = MemberField()
    audience = serializers.ChoiceField(choices=["", *Audience.values])
    state = serializers.ChoiceField(choices=Asset.State.values)
    created_at = serializers.DateTimeField()
    published_at = serializers.DateTimeField(allow_null=True)
    version = serializers.IntegerField(source="current.number")
    version_id = serializers.UUIDField(source="current_id")
    reading = serializers.ChoiceField(source="current.reading", choices=Reading.values)
    ratings = serializers.IntegerField()
    average = serializers.SerializerMethodField()
    fit = serializers.FloatField()
    example = {"title": "Case study: Lyon waterworks", "audience": "customers", "state": "published", "ratings": 4}

    def get_average(self, asset: Any) -> float | None:
        return queries.shown_average(asset)


class AssetInput(Input):
    file = serializers.FileField()
    title = serializers.CharField(max_length=200, required=False)
    summary = serializers.CharField(max_length=2000, required=False)
    kind = ThingField("choice", required=False)
    audience = serializers.ChoiceField(choices=Audience.values, required=False)
    owner = MemberField(required=False)


class AssetChanges(Input):
    title = serializers.CharField(max_length=200, required=False)
    summary = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    kind = ThingField("choice", required=False, allow_null=True)
    audience = serializers.ChoiceField(choices=Audience.values, required=False)
    owner = MemberField(required=False)
    example = {"title": "Case study: Lyon waterworks", "audience": "customers"}


class Assets(Collection):
    """Find collateral

    `q` looks into titles, summaries, file names and the text of every page: all words must stand in the asset, "words
    in this order", -without, this OR that; the last word may be the beginning of one. Best fit first.
    """

    kind = "asset"
    rows = staticmethod(queries.library)
    output = AssetOutput
    filters = AssetFilters
    orders = {
        "fit": ("fit", "published_at"),
        "title": "title",
        "rating": ("shown_rating", "ratings"),
        "published_at": "published_at",
    }
    default_order = "-fit"
    input = AssetInput
    command = staticmethod(commands.create_asset)
    create_summary = "Upload a file as a draft"
    create_roles = MARKETERS
    parsers = (MultiPartParser,)


class OneAsset(Single):
    """Read an asset"""

    kind = "asset"
    rows = staticmethod(queries.library)
    output = AssetOutput
    subject = "asset"
    input = AssetChanges
    command = staticmethod(commands.edit_asset)
    edit_summary = "Change what is said of an asset"
    edit_roles = f"{MARKETERS}, its owner"


class _AssetVerb(Verb):
    kind = "asset"
    rows = staticmethod(queries.library)
    output = AssetOutput
    subject = "asset"
    roles = MARKETERS


class PublishAsset(_AssetVerb):
    """Publish a draft"""

    command = staticmethod(commands.publish_asset)


class UnpublishAsset(_AssetVerb):
    """Make a published asset a draft again"""

    command = staticmethod(commands.unpublish_asset)


class ArchiveAsset(_AssetVerb):
    """Archive an asset"""

    command = staticmethod(commands.archive_asset)


class RestoreAsset(_AssetVerb):
    """Bring an asset back from the archive"""

    command = staticmethod(commands.restore_asset)


class ReadAssetAgain(_AssetVerb):
    """Have a file read again that couldn't be read"""

    command = staticmethod(commands.read_again)
    roles = f"{MARKETERS}, its owner"


# --- what lies in an asset


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


# --- requests


class RequestOutput(Output):
    title = serializers.CharField()
    why = serializers.CharField()
    for_whom = serializers.CharField()
    needed_by = serializers.DateField(allow_null=True)
    searched = serializers.CharField()
    side = serializers.ChoiceField(choices=WishSide.values)
    state = serializers.ChoiceField(choices=Request.State.values)
    asked_by = MemberField()
    asked_at = serializers.DateTimeField()
    owner = MemberField(allow_null=True)
    due_on = serializers.DateField(allow_null=True)
    declined_because = serializers.CharField()
    delivered_asset = ThingField("asset", allow_null=True)
    answer = serializers.CharField()
    delivered_at = serializers.DateTimeField(allow_null=True)
    missing = serializers.CharField()
    confirmed_at = serializers.DateTimeField(allow_null=True)
    example = {"title": "Case study from healthcare", "side": "marketing", "state": "new"}


class RequestChanges(Input):
    title = serializers.CharField(max_length=200)
    why = serializers.CharField(max_length=4000, required=False, allow_blank=True)
    for_whom = serializers.CharField(max_length=200, required=False, allow_blank=True)
    needed_by = serializers.DateField(required=False, allow_null=True)
    example = {"title": "Case study from healthcare, two pages"}


class RequestInput(RequestChanges):
    side = serializers.ChoiceField(choices=WishSide.values, required=False)
    searched = serializers.CharField(max_length=200, required=False, allow_blank=True)
    example = {"title": "Case study from healthcare", "needed_by": "2099-05-04", "side": "marketing"}


class Requests(Collection):
    """List what the sides ask of each other"""

    kind = "request"
    rows = staticmethod(queries.requests)
    output = RequestOutput
    filters = RequestFilters
    orders = {"asked_at": "asked_at", "due_on": "due_on", "title": "title"}
    default_order = "-asked_at"
    input = RequestInput
    command = staticmethod(commands.ask)
    create_summary = "Ask the other side for something"


class OneRequest(Single):
    """Read a request"""

    kind = "request"
    rows = staticmethod(queries.requests)
    output = RequestOutput
    subject = "request"
    input = RequestChanges
    command = staticmethod(commands.edit_request)
    edit_summary = "Change the words of a request that nobody has answered"
    edit_roles = THE_ASKER


class _RequestVerb(Verb):
    kind = "request"
    rows = staticmethod(queries.requests)
    output = RequestOutput
    subject = "request"
    roles = THE_SIDE


class AcceptInput(Input):
    due_on = serializers.DateField()
    owner = MemberField(required=False)
    example = {"due_on": "2099-05-04"}


class AcceptRequest(_RequestVerb):
    """Accept a request: promise it until a date"""

    input = AcceptInput
    command = staticmethod(commands.accept_request)


class DeclineInput(Input):
    reason = serializers.CharField(max_length=1000)
    example = {"reason": "We have one from last year that fits: see the library."}


class DeclineRequest(_RequestVerb):
    """Decline a request, with a reason"""

    input = DeclineInput
    command = staticmethod(commands.decline_request)


class DeliverInput(Input):
    asset = ThingField("asset", required=False, allow_null=True)
    answer = serializers.CharField(max_length=4000, required=False, allow_blank=True)
    example = {"answer": "It stands on page 3 of the price list.", "asset": None}


class DeliverRequest(_RequestVerb):
    """Deliver a request: a published asset, an answer, or both"""

    input = DeliverInput
    command = staticmethod(commands.deliver_request)


class ConfirmRequest(_RequestVerb):
    """Confirm that what was delivered is what was needed"""

    command = staticmethod(commands.confirm_request)
    roles = THE_ASKER


class ReopenInput(Input):
    missing = serializers.CharField(max_length=1000)
    example = {"missing": "The prices for Switzerland."}


class ReopenRequest(_RequestVerb):
    """Reopen a delivered request and say what is missing"""

    input = ReopenInput
    command = staticmethod(commands.reopen_request)
    roles = THE_ASKER


urlpatterns = [
    *resource(
        "assets",
        Assets,
        OneAsset,
        publish=PublishAsset,
        unpublish=UnpublishAsset,
        archive=ArchiveAsset,
        restore=RestoreAsset,
        read_again=ReadAssetAgain,
    ),
    *resource("assets/<uuid:asset_id>/versions", Versions, OneVersion, history=False),
    path(
        "assets/<uuid:asset_id>/versions/<uuid:id>/file/",
        VersionFile.as_view(noun="assets_versions", verb="file"),
        name="api-assets-versions-file",
    ),
    *resource("assets/<uuid:asset_id>/passages", Passages),
    *resource("assets/<uuid:asset_id>/feedback", FeedbackOfAsset),
    *resource(
        "requests",
        Requests,
        OneRequest,
        accept=AcceptRequest,
        decline=DeclineRequest,
        deliver=DeliverRequest,
        confirm=ConfirmRequest,
        reopen=ReopenRequest,
    ),
]
