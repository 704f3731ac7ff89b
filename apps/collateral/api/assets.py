from rest_framework import serializers
from rest_framework.parsers import MultiPartParser

from apps.collateral import commands, queries
from apps.collateral.api.facets import FacetInput, SaidField, SaidOnce
from apps.collateral.filters import AssetFilters
from apps.collateral.models import Asset, Audience, Reading
from apps.people.door import Collection, MemberField, Output, Single, ThingField, Verb
from apps.people.models import ChoiceList

MARKETERS = "marketers, admins"


class AssetOutput(Output):
    title = serializers.CharField()
    summary = serializers.CharField()
    kind = ThingField("choice", named_by="label", allow_null=True)
    owner = MemberField()
    audience = serializers.ChoiceField(choices=["", *Audience.values])
    persona = SaidField(ChoiceList.PERSONA)
    funnel_stage = SaidField(ChoiceList.FUNNEL_STAGE)
    industry = SaidField(ChoiceList.INDUSTRY)
    product = SaidField(ChoiceList.PRODUCT)
    region = SaidField(ChoiceList.REGION)
    language = SaidOnce(ChoiceList.LANGUAGE)
    for_all = serializers.ListField(child=serializers.CharField())
    state = serializers.ChoiceField(choices=Asset.State.values)
    created_at = serializers.DateTimeField()
    published_at = serializers.DateTimeField(allow_null=True)
    release_on = serializers.DateField(allow_null=True)
    expires_on = serializers.DateField(allow_null=True)
    verify_by = serializers.DateField(allow_null=True)
    expired = serializers.BooleanField()
    unverified = serializers.BooleanField()
    recalled_at = serializers.DateTimeField(allow_null=True)
    recalled_because = serializers.CharField()
    successor = ThingField("asset", named_by="title", allow_null=True)
    version = serializers.IntegerField(source="current.number")
    version_id = serializers.UUIDField(source="current_id")
    url = serializers.CharField(source="current.link", help_text="Where a link leads; empty for a file or text.")
    reading = serializers.ChoiceField(source="current.reading", choices=Reading.values)
    ratings = serializers.IntegerField()
    average = serializers.FloatField(allow_null=True)
    fit = serializers.FloatField()
    input_from = serializers.ListField(
        child=serializers.DictField(child=serializers.CharField()),
        help_text="Who gave input on it before it went out; published with nobody, it went out without.",
    )
    example = {"title": "Case study: Lyon waterworks", "audience": "customers", "state": "published", "ratings": 4}


class AssetInput(FacetInput):
    file = serializers.FileField(required=False, help_text="With a link: what it leads to, as PDF.")
    link = serializers.CharField(max_length=2000, required=False)
    text = serializers.CharField(max_length=100_000, required=False, help_text="Markdown, instead of a file.")
    title = serializers.CharField(max_length=200, required=False)
    summary = serializers.CharField(max_length=2000, required=False)
    kind = ThingField("choice", required=False)
    audience = serializers.ChoiceField(choices=Audience.values, required=False)
    owner = MemberField(required=False)


class AssetChanges(FacetInput):
    title = serializers.CharField(max_length=200, required=False)
    summary = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    kind = ThingField("choice", required=False, allow_null=True)
    audience = serializers.ChoiceField(choices=Audience.values, required=False)
    owner = MemberField(required=False)
    release_on = serializers.DateField(required=False, allow_null=True)
    expires_on = serializers.DateField(required=False, allow_null=True)
    verify_by = serializers.DateField(required=False, allow_null=True)
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
    create_summary = "Take a file, a link or a text in as a draft"
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


class AssetVerb(Verb):
    kind = "asset"
    rows = staticmethod(queries.library)
    output = AssetOutput
    subject = "asset"
    roles = MARKETERS


class PublishAsset(AssetVerb):
    """Publish a draft"""

    command = staticmethod(commands.publish_asset)


class UnpublishAsset(AssetVerb):
    """Make a published asset a draft again"""

    command = staticmethod(commands.unpublish_asset)


class ReadAssetAgain(AssetVerb):
    """Have a file read again that couldn't be read"""

    command = staticmethod(commands.read_again)
    roles = f"{MARKETERS}, its owner"


class CheckLink(AssetVerb):
    """Have the link of an asset looked at now"""

    command = staticmethod(commands.check_link)
    roles = f"{MARKETERS}, its owner"


class DrawAgain(AssetVerb):
    """Have the preview of a file drawn again that couldn't be drawn"""

    command = staticmethod(commands.draw_again)
    roles = f"{MARKETERS}, its owner"
