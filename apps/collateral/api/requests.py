from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from apps.collateral import commands, queries
from apps.collateral.filters import RequestFilters
from apps.collateral.models import Request, RequestVote, WishKind, WishSide
from apps.people.door import Collection, Input, MemberField, Output, Part, Single, ThingField, Verb
from apps.people.models import Member

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
    votes = serializers.IntegerField()
    voted = serializers.BooleanField()
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
    confirmed_by_itself = serializers.BooleanField()
    merged_into = ThingField("request", allow_null=True)
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
    orders = {"asked_at": "asked_at", "due_on": "due_on", "title": "title", "votes": ("votes", "-asked_at")}
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


class VoteInput(Input):
    why = serializers.CharField(max_length=4000, required=False, allow_blank=True)
    deal = serializers.CharField(max_length=100, required=False, allow_blank=True)
    example = {"why": "Two buyers in Lyon asked for it.", "deal": "D-4711"}


def _vote(*, actor: Member, request: Request, now: datetime, **sent: Any) -> Request:
    return commands.vote(actor=actor, request=request, now=now, **sent).request


class VoteForRequest(_RequestVerb):
    """Say “I need this too”, why, and for which deal"""

    input = VoteInput
    command = staticmethod(_vote)
    roles = "all members but whoever asked"


class TakeBackVote(_RequestVerb):
    """Take back “I need this too”"""

    command = staticmethod(commands.take_back_vote)
    roles = "whoever said it"


class VoteOutput(Part):
    id = serializers.UUIDField()
    member = MemberField()
    why = serializers.CharField()
    deal = serializers.CharField()
    at = serializers.DateTimeField()
    example = {"why": "Two buyers in Lyon asked for it.", "deal": "D-4711"}


def _votes(*, viewer: Member, request: Request, now: datetime) -> QuerySet[RequestVote]:
    return queries.votes_for(viewer=viewer, request=request, now=now)


class VotesForRequest(Collection):
    """List who needs a request too, and why"""

    kind = "request-vote"
    within = "request"
    within_rows = staticmethod(queries.requests)
    rows = staticmethod(_votes)
    output = VoteOutput
    orders = {"at": "at"}
    default_order = "at"


class MergeInput(Input):
    into = ThingField("request")


class MergeRequest(_RequestVerb):
    """Merge a request into another

    Who asked, votes and followers move there; its words and its discussion stay with it. It can't be undone.
    """

    input = MergeInput
    command = staticmethod(commands.merge_request)
