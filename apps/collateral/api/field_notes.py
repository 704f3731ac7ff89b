from rest_framework import serializers

from apps.collateral import commands, queries
from apps.collateral.filters import FieldNoteFilters
from apps.people.door import Collection, Input, MemberField, Output, Single, ThingField, Verb


class FieldNoteOutput(Output):
    heard = serializers.CharField()
    from_whom = serializers.CharField()
    persona = ThingField("choice", named_by="label", allow_null=True)
    asset = ThingField("asset", source="shown_asset", allow_null=True)
    request = ThingField("request", allow_null=True)
    noted_by = MemberField()
    noted_at = serializers.DateTimeField()
    example = {"heard": "They want to see a meter that ran through two winters.", "from_whom": "a municipal buyer"}


class FieldNoteInput(Input):
    heard = serializers.CharField(max_length=500)
    from_whom = serializers.CharField(max_length=120, required=False, allow_blank=True)
    persona = ThingField("choice", required=False, allow_null=True)
    asset = ThingField("asset", required=False, allow_null=True)
    request = ThingField("request", required=False, allow_null=True)
    example = {"heard": "They want to see a meter that ran through two winters.", "from_whom": "a municipal buyer"}


class FieldNotes(Collection):
    """List what was heard outside"""

    kind = "field-note"
    rows = staticmethod(queries.field_notes)
    output = FieldNoteOutput
    filters = FieldNoteFilters
    orders = {"noted_at": "noted_at"}
    default_order = "-noted_at"
    input = FieldNoteInput
    command = staticmethod(commands.note_heard)
    create_summary = "Note what you heard"


class OneFieldNote(Single):
    """Read a field note"""

    kind = "field-note"
    rows = staticmethod(queries.field_notes)
    output = FieldNoteOutput
    subject = "note"
    input = FieldNoteInput
    command = staticmethod(commands.edit_note)
    edit_summary = "Change the words of a field note"
    edit_roles = "whoever noted it"


class RemoveFieldNote(Verb):
    """Remove a field note"""

    kind = "field-note"
    rows = staticmethod(queries.field_notes)
    subject = "note"
    command = staticmethod(commands.remove_note)
    roles = "whoever noted it"
