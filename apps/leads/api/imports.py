from rest_framework import serializers
from rest_framework.parsers import MultiPartParser

from apps.leads import commands, queries
from apps.leads.filters import ImportFilters
from apps.leads.models import Import
from apps.people.door import Collection, Input, MemberField, Output, Part, Single, Verb, resource

BRINGERS = "marketers, managers, admins"


class ImportOutput(Output):
    name = serializers.CharField()
    size = serializers.IntegerField()
    encoding = serializers.CharField()
    delimiter = serializers.CharField()
    header = serializers.ListField(child=serializers.CharField())
    is_history = serializers.BooleanField()
    mapping = serializers.JSONField(help_text="Where each column goes.")
    id_from_row = serializers.BooleanField()
    state = serializers.ChoiceField(choices=Import.State.choices)
    uploaded_by = MemberField()
    uploaded_at = serializers.DateTimeField()
    percent = serializers.IntegerField()
    rows = serializers.IntegerField()
    created = serializers.IntegerField()
    updated = serializers.IntegerField()
    unchanged = serializers.IntegerField()
    rejected = serializers.IntegerField()
    finished_at = serializers.DateTimeField(allow_null=True)
    example = {"name": "fair.csv", "header": ["Id", "Mail"], "mapping": {"Id": "external_id", "Mail": "email"}}


class ImportInput(Input):
    file = serializers.FileField()
    is_history = serializers.BooleanField(help_text="History is judged and never offered.")
    example = {"is_history": False}


class Imports(Collection):
    """List the imports that one may see."""

    kind = "import"
    rows = staticmethod(queries.imports)
    output = ImportOutput
    filters = ImportFilters
    orders = {"uploaded_at": ("uploaded_at", "id")}
    default_order = "-uploaded_at"
    roles = f"{BRINGERS}; salespeople of the team"
    input = ImportInput
    command = staticmethod(commands.upload_import)
    create_summary = "Upload a CSV of leads"
    create_roles = BRINGERS
    parsers = (MultiPartParser,)


class OneImport(Single):
    """Read an import: its state, how far it is, and what became of its rows."""

    kind = "import"
    rows = staticmethod(queries.imports)
    subject = "source"
    output = ImportOutput


class _Step(Verb):
    kind = "import"
    rows = staticmethod(queries.imports)
    subject = "source"
    output = ImportOutput
    roles = BRINGERS


class MapImportInput(Input):
    mapping = serializers.DictField(
        child=serializers.CharField(allow_blank=True),
        help_text="Column to target: `email`, `attribute:employees`, or `new:number` for a new attribute.",
    )
    id_from_row = serializers.BooleanField(required=False)
    missing = serializers.DictField(
        child=serializers.ListField(child=serializers.CharField()), required=False,
        help_text="For new attributes: the values that say nothing, by column.",
    )  # fmt: skip
    example = {"mapping": {"Id": "external_id", "Mail": "email"}, "id_from_row": False, "missing": {}}


class MapImport(_Step):
    """Say which column goes where."""

    input = MapImportInput
    command = staticmethod(commands.map_import)


class StartImport(_Step):
    """Begin to take the rows in; a worker does it, chunk by chunk."""

    command = staticmethod(commands.start_import)


class RejectPart(Part):
    """A row that was not taken, and why."""

    id = serializers.UUIDField()
    number = serializers.IntegerField()
    values = serializers.ListField(child=serializers.CharField())
    column = serializers.CharField()
    reason = serializers.CharField()
    example = {"number": 7, "values": ["7", "nobody"], "column": "Mail", "reason": "“nobody” is not an e-mail address."}


class Rejects(Collection):
    """List the rows that were not taken."""

    rows = staticmethod(queries.rejects)
    within = "source"
    within_rows = staticmethod(queries.imports)
    output = RejectPart
    orders = {"number": ("number", "id")}
    default_order = "number"


urlpatterns = [
    *resource("imports", Imports, OneImport, map=MapImport, start=StartImport),
    *resource("imports/<uuid:source_id>/rejects", Rejects),
]
