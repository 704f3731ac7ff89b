"""Many files in one go, and how far each of them is."""

from datetime import datetime

from rest_framework import serializers
from rest_framework.parsers import MultiPartParser

from apps.collateral import commands, queries
from apps.collateral.api.assets import MARKETERS
from apps.collateral.api.facets import FacetInput
from apps.collateral.models import Audience, Batch, BatchFile
from apps.collateral.models.batches import BatchFileQuerySet
from apps.people.door import Collection, MemberField, Output, Part, Single, ThingField
from apps.people.models import Member


class BatchOutput(Output):
    uploaded_by = MemberField()
    uploaded_at = serializers.DateTimeField()
    kind = ThingField("choice", named_by="label", allow_null=True)
    audience = serializers.ChoiceField(choices=["", *Audience.values])
    owner = MemberField()
    publish = serializers.BooleanField()
    files = serializers.IntegerField(source="count", help_text="What is packed counts by itself once it is unpacked.")
    made = serializers.IntegerField(help_text="How many became collateral.")
    example = {"audience": "customers", "publish": True, "files": 50, "made": 46}


class BatchInput(FacetInput):
    file = serializers.ListField(
        child=serializers.FileField(allow_empty_file=True),
        allow_empty=False,
        help_text="Sent as often as there are files; an archive (.zip) is unpacked.",
    )
    kind = ThingField("choice", required=False)
    audience = serializers.ChoiceField(choices=Audience.values, required=False)
    owner = MemberField(required=False)
    publish = serializers.BooleanField(required=False, help_text="Publish what is complete as soon as it is in.")


class Batches(Collection):
    """List uploads of several files"""

    kind = "batch"
    rows = staticmethod(queries.batches)
    output = BatchOutput
    orders = {"uploaded_at": "uploaded_at"}
    default_order = "-uploaded_at"
    roles = MARKETERS
    input = BatchInput
    command = staticmethod(commands.upload_batch)
    create_summary = "Upload several files, or archives of them"
    create_roles = MARKETERS
    parsers = (MultiPartParser,)


class OneBatch(Single):
    """Read an upload of several files"""

    kind = "batch"
    rows = staticmethod(queries.batches)
    output = BatchOutput
    subject = "batch"
    roles = MARKETERS


class BatchFileOutput(Part):
    number = serializers.IntegerField()
    name = serializers.CharField()
    size = serializers.IntegerField()
    state = serializers.SerializerMethodField(help_text=", ".join(queries.Way.values))
    why = serializers.SerializerMethodField(help_text="Why it isn't in, can't be read or isn't published.")
    missing = serializers.SerializerMethodField(help_text="What it needs before it can be published.")
    gaps = serializers.SerializerMethodField(help_text="What nobody said yet, though it may be published without.")
    asset = ThingField("asset", allow_null=True)
    example = {"number": 7, "name": "Price list.pdf", "size": 48213, "state": "read", "why": ""}

    def get_state(self, row: BatchFile) -> str:
        return queries.way_of(row).value

    def get_why(self, row: BatchFile) -> str:
        return queries.why_not(row)

    def get_missing(self, row: BatchFile) -> list[str]:
        return commands.missing_in(row)

    def get_gaps(self, row: BatchFile) -> list[str]:
        return queries.gaps_of(row)


def _files(*, viewer: Member, batch: Batch, now: datetime) -> BatchFileQuerySet:
    return queries.files_of_batch(viewer=viewer, batch=batch, now=now)


class FilesOfBatch(Collection):
    """List the files of an upload, and how far each is"""

    kind = "batch-file"
    within = "batch"
    within_rows = staticmethod(queries.batches)
    rows = staticmethod(_files)
    output = BatchFileOutput
    orders = {"number": "number"}
    default_order = "number"
    roles = MARKETERS
