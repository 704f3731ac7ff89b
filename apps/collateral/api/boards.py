"""How long each request still waits, and how much each side has in hand."""

from datetime import datetime

from rest_framework import serializers

from apps.collateral import queries
from apps.collateral.models import Request, WishSide
from apps.people.door import Collection, Part, ThingField
from apps.people.models import Member


class ClockOutput(Part):
    request = ThingField("request")
    state = serializers.ChoiceField(choices=Request.State.values)
    until = serializers.DateField(help_text="The day by which it is answered, delivered, or looked at.")
    working_days_left = serializers.IntegerField(source="left", help_text="Below nothing once the day is past.")
    is_past = serializers.BooleanField()
    example = {"state": "new", "until": "2026-05-04", "working_days_left": 2, "is_past": False}


class Clocks(Collection):
    """List how many working days each open request has left

    By the company's calendar; what is past longest comes first.
    """

    kind = "request"
    rows = staticmethod(queries.clocks)
    output = ClockOutput


class CapacityOutput(Part):
    side = serializers.ChoiceField(choices=WishSide.values)
    in_progress = serializers.IntegerField()
    usual = serializers.FloatField(help_text="The median of what it delivered in each of the last eight weeks.")
    delivered = serializers.IntegerField(help_text="All of what it delivered in these weeks.")
    example = {"side": "marketing", "in_progress": 6, "usual": 4.0, "delivered": 31}


def _capacities(*, viewer: Member, now: datetime) -> list[queries.Capacity]:
    return queries.capacities(viewer=viewer, now=now)


class Capacities(Collection):
    """List what each side has in progress beside what it usually delivers in a week"""

    kind = "request"
    rows = staticmethod(_capacities)
    output = CapacityOutput
