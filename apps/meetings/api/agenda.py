from rest_framework import serializers

from apps.meetings import commands, queries
from apps.meetings.api.meetings import FACILITATOR, Step
from apps.meetings.filters import ItemFilters
from apps.meetings.models import AgendaItem
from apps.people.door import AboutField, Collection, Input, MemberField, Output, Single, ThingField, Verb, resource

EDITS = "who proposed it, who runs or records the meeting"


class AgendaItemOutput(Output):
    meeting = ThingField("meeting")
    title = serializers.CharField()
    detail = serializers.CharField()
    minutes = serializers.IntegerField()
    position = serializers.IntegerField()
    state = serializers.ChoiceField(choices=AgendaItem.State.choices)
    proposed_by = MemberField()
    proposed_at = serializers.DateTimeField()
    about = AboutField(allow_null=True)
    evidence = serializers.CharField()
    times = serializers.IntegerField(help_text="On so many agendas it has been.")
    example = {"title": "Prices after the fair", "detail": "", "minutes": 10, "evidence": ""}


class AgendaItemChangesInput(Input):
    title = serializers.CharField(max_length=200)
    detail = serializers.CharField(max_length=4000, required=False, allow_blank=True)
    minutes = serializers.IntegerField(required=False, min_value=0, max_value=480)
    example = {"title": "Prices after the fair", "minutes": 10}


class AgendaItemInput(AgendaItemChangesInput):
    meeting = ThingField("meeting")


class TakeInInput(Input):
    about = AboutField()


class WhereInput(Input):
    to = serializers.IntegerField(min_value=1, max_value=10_000, help_text="Its place, counted from 1.")
    example = {"to": 1}


class AgendaItems(Collection):
    """List agenda items."""

    kind = "agenda-item"
    rows = staticmethod(queries.items)
    output = AgendaItemOutput
    filters = ItemFilters
    orders = {"position": ("position", "id"), "proposed_at": ("proposed_at", "id")}
    default_order = "-proposed_at"
    words = ("title", "detail")
    input = AgendaItemInput
    command = staticmethod(commands.propose_item)
    create_summary = "Put something on an agenda"
    create_roles = "all who are asked to the meeting"


class OneAgendaItem(Single):
    """Read an agenda item."""

    kind = "agenda-item"
    rows = staticmethod(queries.items)
    subject = "item"
    output = AgendaItemOutput
    input = AgendaItemChangesInput
    command = staticmethod(commands.edit_item)
    edit_summary = "Change an agenda item"
    edit_roles = EDITS


class _ItemStep(Verb):
    kind = "agenda-item"
    rows = staticmethod(queries.items)
    subject = "item"
    output = AgendaItemOutput


class MoveItem(_ItemStep):
    """Put an agenda item at another place."""

    input = WhereInput
    command = staticmethod(commands.move_item)
    roles = FACILITATOR


class TakeOffItem(_ItemStep):
    """Take an item off the agenda."""

    command = staticmethod(commands.take_off_item)
    roles = EDITS


class ReachItem(_ItemStep):
    """Say that an item was talked about."""

    command = staticmethod(commands.reach_item)
    roles = FACILITATOR


class TakeIn(Step):
    """Put a suggested thing on the agenda, with what speaks for it."""

    # It goes to the agenda's end, whatever of the meeting changed meanwhile.
    revised = False
    input = TakeInInput
    output = AgendaItemOutput
    status = 201
    command = staticmethod(commands.take_in)
    roles = "all who are asked to the meeting"


urlpatterns = [
    *resource("agenda-items", AgendaItems, OneAgendaItem, move=MoveItem, take_off=TakeOffItem, reach=ReachItem),
    *resource("meetings", take_in=TakeIn),
]
