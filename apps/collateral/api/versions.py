"""Versions of an asset: their files, what comes back, and what differs between two."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request as ApiRequest

from apps.agreements.api.reading import ComparedLinePart
from apps.collateral import commands, files, policy, queries
from apps.collateral.api.assets import MARKETERS
from apps.collateral.models import Asset, AssetVersion, LinkState, Preview, Reading, Scan
from apps.collateral.models.versions import AssetVersionQuerySet
from apps.collateral.views.downloads import served
from apps.collateral.views.previews import pictured
from apps.core.errors import require
from apps.people.door import Collection, Input, MemberField, Part, Single, ThingsField, Verb
from apps.people.door.operation import Described
from apps.people.door.single import OfOne
from apps.people.models import Member

WHO_REPLACE = f"{MARKETERS}, its owner"


class VersionOutput(Part):
    id = serializers.UUIDField()
    number = serializers.IntegerField()
    name = serializers.CharField(source="original_name")
    size = serializers.IntegerField()
    sha256 = serializers.CharField()
    kind = serializers.ChoiceField(choices=sorted([*files.MEDIA_TYPES, "link"]))
    change_note = serializers.CharField()
    uploaded_by = MemberField()
    uploaded_at = serializers.DateTimeField()
    reading = serializers.ChoiceField(choices=Reading.values)
    in_the_way = serializers.SerializerMethodField()
    page_count = serializers.IntegerField(allow_null=True)
    link = serializers.SerializerMethodField(help_text="Of the file; empty where there is none.")
    preview = serializers.ChoiceField(choices=Preview.values)
    scan = serializers.ChoiceField(choices=Scan.values, help_text="The virus scanner's verdict.")
    scan_found = serializers.CharField()
    url = serializers.CharField(source="link")
    link_state = serializers.ChoiceField(choices=["", *LinkState.values])
    link_checked_at = serializers.DateTimeField(allow_null=True)
    example = {"name": "Price list.pdf", "number": 2, "kind": "pdf", "reading": "read", "change_note": "New prices"}

    def get_in_the_way(self, version: AssetVersion) -> str:
        return queries.in_the_way(version)

    def get_link(self, version: AssetVersion) -> str:
        return reverse("collateral:download", args=[version.pk, version.sha256]) if version.file else ""


class VersionInput(Input):
    file = serializers.FileField(required=False, help_text="With a link: what it leads to, as PDF.")
    link = serializers.CharField(max_length=2000, required=False)
    text = serializers.CharField(max_length=100_000, required=False, help_text="Markdown, instead of a file.")
    change_note = serializers.CharField(max_length=500)
    based_on = serializers.IntegerField(required=False, min_value=1)
    fixes = ThingsField("feedback", required=False)


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
    create_roles = WHO_REPLACE
    parsers = (MultiPartParser,)

    def described(self, method: str) -> Described:
        """With 412 for `based_on`: somebody was faster, and the answer holds their version."""
        said = super().described(method)
        return replace(said, errors=(*said.errors, 412)) if method == "POST" else said


class OneVersion(Single):
    """Read a version of an asset"""

    kind = "asset-version"
    within = "asset"
    within_rows = staticmethod(queries.library)
    rows = staticmethod(_versions)
    output = VersionOutput


class RollBackInput(Input):
    change_note = serializers.CharField(max_length=500)
    based_on = serializers.IntegerField(required=False, min_value=1)
    example = {"change_note": "The new prices count from May", "based_on": 3}


def _roll_back(*, actor: Member, asset: Asset, version: AssetVersion, now: datetime, **sent: Any) -> AssetVersion:
    return commands.roll_back(actor=actor, version=version, now=now, **sent)


class RollBack(Verb):
    """Bring the file of an older version back

    As a new version; `based_on` is the number of the version in use as the caller knows it.
    """

    kind = "asset-version"
    within = "asset"
    within_rows = staticmethod(queries.library)
    rows = staticmethod(_versions)
    output = VersionOutput
    subject = "version"
    revised = False
    input = RollBackInput
    command = staticmethod(_roll_back)
    roles = WHO_REPLACE

    def described(self, method: str) -> Described:
        said = super().described(method)
        return replace(said, errors=(*said.errors, 412))


class PagePairPart(Part):
    old = serializers.IntegerField(allow_null=True, help_text="The number of the page; null where it isn't in it.")
    new = serializers.IntegerField(allow_null=True)
    internal = serializers.BooleanField()
    lines = ComparedLinePart(many=True, help_text="Empty where the page is too long to be compared.")
    example = {"old": 3, "new": 3, "internal": False}


class PagesComparedPart(Part):
    pages = PagePairPart(many=True)
    same = serializers.IntegerField()
    further = serializers.IntegerField()
    unread = serializers.SerializerMethodField(help_text="Numbers of versions whose text isn't known.")
    example = {"same": 12, "further": 0}

    def get_unread(self, compared: queries.PagesCompared) -> list[int]:
        return [version.number for version in compared.unread]


class ComparedVersions(Single):
    """Compare two versions of an asset, page by page

    The pages that came, went or changed, word by word; the first id is the version before.
    """

    within = "asset"
    within_rows = staticmethod(queries.library)
    rows = staticmethod(_versions)
    output = PagesComparedPart
    roles = WHO_REPLACE

    def found(self, around: dict[str, Any]) -> Any:
        seen = self.seen(**around)
        before, after = (get_object_or_404(seen, pk=self.kwargs[name]) for name in ("version_id", "id"))
        viewer: Any = self.request.user
        require(policy.may_compare(viewer, around["asset"]))
        return queries.compared_versions(before, after)


class _File(OfOne):
    """A file, sent by the one way in which it leaves Accord."""

    name = ""

    def version(self) -> AssetVersion:
        raise NotImplementedError

    def get(self, request: ApiRequest, **ids: UUID) -> HttpResponseBase:
        viewer: Any = request.user
        return served(self.version(), viewer=viewer, held=request.headers.get("If-None-Match", ""))

    def described(self, method: str) -> Described:
        summary, description = self.about_this()
        return Described(
            name=self.name,
            method=method,
            summary=summary,
            description=description,
            roles=self.roles,
            output=None,
            errors=(401, 403, 404, 429),
        )


class VersionFile(_File):
    """Download the file of a version

    The one in use for all members, older ones for marketers, admins and the owner.
    """

    name = "assets_versions_file"
    kind = "asset-version"
    within = "asset"
    within_rows = staticmethod(queries.library)
    rows = staticmethod(_versions)

    def version(self) -> AssetVersion:
        found: AssetVersion = self.found(self.around())
        return found


class VersionPreview(VersionFile):
    """Look at the first page of a version

    A picture (WebP) that Accord made, or a card with the first words; 404 where there is none.
    """

    name = "assets_versions_preview"

    def get(self, request: ApiRequest, **ids: UUID) -> HttpResponseBase:
        viewer: Any = request.user
        version = self.version()
        if not version.has_picture:
            raise Http404
        return pictured(version, 1, viewer=viewer)


class NewestFile(_File):
    """Download the file in use

    The address stays while versions change; its ETag is the hash of the content.
    """

    name = "assets_file"
    kind = "asset"
    rows = staticmethod(queries.library)

    def version(self) -> AssetVersion:
        found: Asset = self.found({})
        if found.current is None:
            raise LookupError(found.pk)
        return found.current
