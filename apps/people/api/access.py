"""One's tokens, sessions and saved views."""

from datetime import datetime
from typing import Any

from allauth.usersessions.models import UserSession
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from rest_framework import serializers

from apps.people import commands, queries
from apps.people.door import Collection, CollectionVerb, Input, Output, Part, Single, Verb, resource
from apps.people.models import Member


class TokenOutput(Output):
    name = serializers.CharField()
    prefix = serializers.CharField()
    scopes = serializers.ListField(child=serializers.CharField())
    created_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField()
    last_used_at = serializers.DateTimeField(allow_null=True)
    example = {"name": "Nightly report", "prefix": "acc_Zk3vT1aB", "scopes": ["read"], "last_used_at": None}


class NewTokenOutput(Part):
    id = serializers.UUIDField(source="token.id")
    name = serializers.CharField(source="token.name")
    scopes = serializers.ListField(child=serializers.CharField(), source="token.scopes")
    expires_at = serializers.DateTimeField(source="token.expires_at")
    secret = serializers.CharField(help_text="Shown this once.")
    example = {"name": "Nightly report", "scopes": ["read"], "secret": "acc_…"}


class TokenInput(Input):
    name = serializers.CharField(max_length=80)
    scopes = serializers.ListField(child=serializers.CharField(max_length=40), min_length=1, max_length=40)
    days = serializers.IntegerField(required=False, min_value=1, max_value=365)
    example = {"name": "Nightly report", "scopes": ["read"], "days": 90}


class Tokens(Collection):
    """List my API tokens."""

    kind = "token"
    rows = staticmethod(queries.api_tokens)
    output = TokenOutput
    orders = {"created_at": "created_at", "name": "name"}
    default_order = "-created_at"
    input = TokenInput
    command = staticmethod(commands.create_token)
    create_summary = "Make an API token"
    create_output = NewTokenOutput
    session_only = True
    keeps_answer = False


class OneToken(Single):
    """Read one of my API tokens."""

    kind = "token"
    rows = staticmethod(queries.api_tokens)
    subject = "token"
    output = TokenOutput
    session_only = True


class RevokeToken(Verb):
    """Revoke one of my API tokens."""

    kind = "token"
    rows = staticmethod(queries.api_tokens)
    subject = "token"
    command = staticmethod(commands.revoke_token)
    session_only = True


class SavedViewOutput(Output):
    page = serializers.CharField()
    name = serializers.CharField()
    query = serializers.CharField()
    example = {"page": "goals:tasks", "name": "Mine, late", "query": "owner=me&late=1"}


class SavedViewInput(Input):
    page = serializers.RegexField(r"^[a-z_]+:[a-z_]+$", max_length=60)
    name = serializers.CharField(max_length=80)
    query = serializers.CharField(max_length=1000, allow_blank=True)
    example = {"page": "goals:tasks", "name": "Mine, late", "query": "owner=me&late=1"}


class SavedViews(Collection):
    """List my saved views."""

    kind = "saved-view"
    rows = staticmethod(queries.saved_views)
    output = SavedViewOutput
    orders = {"name": ("page", "name")}
    default_order = "name"
    input = SavedViewInput
    command = staticmethod(commands.save_view)
    create_summary = "Save a view"


class OneSavedView(Single):
    """Read one of my saved views."""

    kind = "saved-view"
    rows = staticmethod(queries.saved_views)
    subject = "saved_view"
    output = SavedViewOutput


class DeleteSavedView(Verb):
    """Remove one of my saved views."""

    kind = "saved-view"
    rows = staticmethod(queries.saved_views)
    subject = "saved_view"
    command = staticmethod(commands.delete_view)


class SessionOutput(Part):
    id = serializers.IntegerField()
    ip = serializers.CharField()
    user_agent = serializers.CharField()
    created_at = serializers.DateTimeField()
    last_seen_at = serializers.DateTimeField()
    example = {"ip": "192.0.2.7", "user_agent": "Firefox on Linux"}


class EndSessionInput(Input):
    session = serializers.IntegerField(min_value=1)


def my_sessions(*, viewer: Member, now: datetime) -> QuerySet[UserSession]:
    return queries.sessions(viewer=viewer)


def end_session(*, actor: Member, session: int, now: datetime) -> None:
    found = get_object_or_404(queries.sessions(viewer=actor), pk=session)
    commands.end_session(actor=actor, session=found, now=now)


class Sessions(Collection):
    """List where I am signed in."""

    rows = staticmethod(my_sessions)
    output = SessionOutput
    orders = {"last_seen_at": "last_seen_at"}
    default_order = "-last_seen_at"
    session_only = True


class EndSession(CollectionVerb):
    """Sign out one of my browsers."""

    input = EndSessionInput
    command = staticmethod(end_session)
    session_only = True


class EndOtherSessions(CollectionVerb):
    """Sign out all my browsers but this one."""

    command = staticmethod(commands.end_other_sessions)
    session_only = True

    def sent(self, shape: type[Input] | None, *, partial: bool = False) -> dict[str, Any]:
        key = self.request._request.session.session_key or ""
        return {**super().sent(shape, partial=partial), "keep": key}


urlpatterns = [
    *resource("tokens", Tokens, OneToken, revoke=RevokeToken),
    *resource("saved-views", SavedViews, OneSavedView, delete=DeleteSavedView),
    *resource("sessions", Sessions, collection_verbs={"end": EndSession, "end_others": EndOtherSessions}),
]
