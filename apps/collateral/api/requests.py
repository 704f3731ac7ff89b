from rest_framework import serializers

from apps.collateral import commands, queries
from apps.collateral.filters import RequestFilters
from apps.collateral.models import Request, WishKind, WishSide
from apps.people.door import Collection, Input, MemberField, Output, Single, ThingField, Verb

THE_SIDE = "the side it is put to, admins"
THE_ASKER = "whoever asked, admins"


class RequestOutput(Output):
    title = serializers.CharField()
    kind = serializers.ChoiceField(choices=WishKind.values)
    why = serializers.CharField()
    for_whom = serializers.CharField()
    deal = serializers.CharField()
    needed_by = serializers.DateField(allow_null=True)
    searched = serializers.CharField()
    side = serializers.ChoiceField(choices=WishSide.values)
    state = serializers.ChoiceField(choices=Request.State.values)
    asked_by = MemberField()
    asked_at = serializers.DateTimeField()
    owner = MemberField(allow_null=True)
    due_on = serializers.DateField(allow_null=True)
    started_at = serializers.DateTimeField(allow_null=True)
    declined_because = serializers.CharField()
    delivered_asset = ThingField("asset", allow_null=True)
    answer = serializers.CharField()
    delivered_at = serializers.DateTimeField(allow_null=True)
    missing = serializers.CharField()
    confirmed_at = serializers.DateTimeField(allow_null=True)
    example = {"title": "Case study from healthcare", "kind": "collateral", "side": "marketing", "state": "new"}


class RequestChanges(Input):
    title = serializers.CharField(max_length=200)
    kind = serializers.ChoiceField(choices=WishKind.values, required=False)
    why = serializers.CharField(max_length=4000, required=False, allow_blank=True)
    for_whom = serializers.CharField(max_length=200, required=False, allow_blank=True)
    deal = serializers.CharField(max_length=100, required=False, allow_blank=True)
    needed_by = serializers.DateField(required=False, allow_null=True)
    example = {"title": "Case study from healthcare, two pages"}


class RequestInput(RequestChanges):
    searched = serializers.CharField(max_length=200, required=False, allow_blank=True)
    example = {"title": "Case study from healthcare", "needed_by": "2099-05-04", "kind": "collateral"}


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


class StartRequest(_RequestVerb):
    """Start on a request that was accepted or reopened"""

    command = staticmethod(commands.start_request)
    roles = "its owner, admins"


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
