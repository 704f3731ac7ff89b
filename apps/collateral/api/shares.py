"""Links by which customers see collateral without signing in."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from apps.collateral import commands, queries
from apps.collateral.filters import ShareFilters
from apps.collateral.models import Opening, Share
from apps.collateral.snippets import snippet
from apps.people.door import Collection, Input, MemberField, Output, Part, Single, ThingField, Verb
from apps.people.models import Member

MAY_END = "who shared it, the owner of what is shared, marketers, admins"


class ShareOutput(Output):
    asset = ThingField("asset", named_by="title", allow_null=True)
    collection = ThingField("collection", named_by="title", allow_null=True)
    recipient = serializers.CharField()
    standing = serializers.ChoiceField(choices=queries.Standing.choices)
    expires_on = serializers.DateField()
    may_download = serializers.BooleanField()
    has_passcode = serializers.SerializerMethodField()
    opened = serializers.IntegerField(help_text="How often; mail scanners and members aren't counted.")
    opened_at = serializers.DateTimeField(allow_null=True)
    shared_by = MemberField()
    shared_at = serializers.DateTimeField()
    revoked_at = serializers.DateTimeField(allow_null=True)
    revoked_by = MemberField(allow_null=True)
    example = {"recipient": "Jane Doe, Acme", "standing": "works", "opened": 2, "may_download": True}

    def get_has_passcode(self, share: Share) -> bool:
        return bool(share.passcode)


class NewShareOutput(Part):
    id = serializers.UUIDField(source="share.id")
    recipient = serializers.CharField(source="share.recipient")
    expires_on = serializers.DateField(source="share.expires_on")
    url = serializers.CharField(help_text="Shown this once.")
    snippet = serializers.SerializerMethodField(help_text="To paste into a mail: a title, two lines, the link.")
    example = {"recipient": "Jane Doe, Acme"}

    def get_snippet(self, made: commands.NewShare) -> str:
        return snippet(made.share, url=made.url, inside=queries.titles_in(made.share)).text


class ExtendShareInput(Input):
    expires_on = serializers.DateField()


class Terms(Input):
    recipient = serializers.CharField(max_length=120)
    expires_on = serializers.DateField(required=False, help_text="The last day; else the company's usual time.")
    may_download = serializers.BooleanField(required=False)
    passcode = serializers.CharField(max_length=100, required=False, allow_blank=True, trim_whitespace=False)
    example = {"recipient": "Jane Doe, Acme", "may_download": False}


class ShareInput(Terms):
    asset = ThingField("asset")


class Shares(Collection):
    """List the links for customers

    Those one made, and those of one's own collateral; marketers and admins see all.
    """

    kind = "share"
    rows = staticmethod(queries.shares)
    output = ShareOutput
    filters = ShareFilters
    orders = {
        "shared_at": "shared_at",
        "expires_on": ("expires_on", "shared_at"),
        "opened": ("opened", "shared_at"),
        "recipient": "recipient",
    }
    default_order = "-shared_at"
    input = ShareInput
    command = staticmethod(commands.share_asset)
    create_summary = "Share an asset with a customer"
    create_output = NewShareOutput
    keeps_answer = False


class OneShare(Single):
    """Read a link for a customer"""

    kind = "share"
    rows = staticmethod(queries.shares)
    output = ShareOutput
    subject = "share"


class _ShareVerb(Verb):
    kind = "share"
    rows = staticmethod(queries.shares)
    output = ShareOutput
    subject = "share"
    roles = MAY_END


class ExtendShare(_ShareVerb):
    """Let a link for a customer end on another day"""

    input = ExtendShareInput
    command = staticmethod(commands.extend_share)


class RevokeShare(_ShareVerb):
    """Revoke a link for a customer, for good"""

    command = staticmethod(commands.revoke_share)


class OpeningOutput(Part):
    number = serializers.IntegerField()
    at = serializers.DateTimeField()
    version = serializers.IntegerField(source="version.number", allow_null=True, default=None)
    downloaded_at = serializers.DateTimeField(allow_null=True)
    example = {"number": 1, "version": 2}


def _openings(*, viewer: Member, share: Any, now: datetime) -> QuerySet[Opening]:
    return queries.openings(viewer=viewer, share=share, now=now)


class Openings(Collection):
    """List when a customer opened a link"""

    kind = "opening"
    within = "share"
    within_rows = staticmethod(queries.shares)
    rows = staticmethod(_openings)
    output = OpeningOutput
    orders = {"number": "number"}
    default_order = "-number"
