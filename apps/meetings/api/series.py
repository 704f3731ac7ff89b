from rest_framework import serializers

from apps.meetings import commands, queries, rhythm
from apps.meetings.filters import SeriesFilters
from apps.meetings.models import Every, MeetingSide, Series
from apps.people.door import Collection, Input, MemberField, Output, Single, ThingsField, Verb, resource

RUNS = "who runs, records or made it, admins"


class SeriesOutput(Output):
    title = serializers.CharField()
    purpose = serializers.CharField()
    side = serializers.ChoiceField(choices=MeetingSide.choices)
    place = serializers.CharField()
    facilitator = MemberField()
    scribe = MemberField(allow_null=True)
    members = ThingsField("member")
    teams = ThingsField("team")
    is_open = serializers.BooleanField(help_text="Whether all members may read the closed minutes.")
    rhythm = serializers.SerializerMethodField()
    created_by = MemberField()
    created_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True)
    example = {"title": "Weekly sync", "side": "joint", "rhythm": "Every week on Tuesday"}

    def get_rhythm(self, series: Series) -> str:
        latest = series.segments.order_by("-first_on").first()
        return rhythm.in_words(latest) if latest else ""


class SeriesChangesInput(Input):
    title = serializers.CharField(max_length=200)
    purpose = serializers.CharField(max_length=4000, required=False, allow_blank=True)
    side = serializers.ChoiceField(choices=MeetingSide.choices, required=False)
    place = serializers.CharField(max_length=500, required=False, allow_blank=True)
    facilitator = MemberField(required=False)
    scribe = MemberField(required=False, allow_null=True)
    members = ThingsField("member", required=False)
    teams = ThingsField("team", required=False)
    is_open = serializers.BooleanField(required=False)
    example = {"title": "Weekly sync", "place": "Room 4"}


class SeriesInput(SeriesChangesInput):
    every = serializers.ChoiceField(choices=Every.choices, required=False, help_text="Once, where it isn't said.")
    first_on = serializers.DateField()
    at = serializers.TimeField(help_text="Wall time in the zone.")
    zone = serializers.CharField(max_length=60, required=False, help_text="The company's, where it isn't said.")
    minutes = serializers.IntegerField(required=False)
    example = {
        "title": "Weekly sync",
        "every": "week",
        "first_on": "2026-03-10",
        "at": "10:00",
        "zone": "Europe/Berlin",
    }


class RescheduleInput(Input):
    first_on = serializers.DateField()
    at = serializers.TimeField()
    every = serializers.ChoiceField(choices=Every.choices, required=False)
    zone = serializers.CharField(max_length=60, required=False)
    minutes = serializers.IntegerField(required=False)
    example = {"first_on": "2026-04-14", "at": "14:00", "every": "two_weeks", "zone": "Europe/Berlin"}


class EndInput(Input):
    reason = serializers.CharField(max_length=500, required=False, allow_blank=True)
    example = {"reason": "We talk every day now."}


class AllSeries(Collection):
    """List series of meetings."""

    kind = "series"
    rows = staticmethod(queries.series)
    output = SeriesOutput
    filters = SeriesFilters
    orders = {"title": ("title", "id"), "created_at": ("created_at", "id")}
    default_order = "title"
    words = ("title", "purpose")
    input = SeriesInput
    command = staticmethod(commands.schedule)
    create_summary = "Plan a meeting or a series"
    create_roles = "all members; whole teams are asked by managers, executives and admins"


class OneSeries(Single):
    """Read a series."""

    kind = "series"
    rows = staticmethod(queries.series)
    subject = "series"
    output = SeriesOutput
    input = SeriesChangesInput
    command = staticmethod(commands.edit_series)
    edit_summary = "Change a series"
    edit_roles = RUNS


class RescheduleSeries(Verb):
    """Give a series another rhythm from a day on."""

    kind = "series"
    rows = staticmethod(queries.series)
    subject = "series"
    output = SeriesOutput
    input = RescheduleInput
    command = staticmethod(commands.reschedule_series)
    roles = RUNS


class EndSeries(Verb):
    """End a series: what is ahead is cancelled."""

    kind = "series"
    rows = staticmethod(queries.series)
    subject = "series"
    output = SeriesOutput
    input = EndInput
    command = staticmethod(commands.end_series)
    roles = RUNS


urlpatterns = resource("series", AllSeries, OneSeries, reschedule=RescheduleSeries, end=EndSeries)
