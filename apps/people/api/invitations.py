"""Invitations; accepting one is a stranger's, who comes by the link and not through this door."""

from rest_framework import serializers

from apps.people import commands, queries
from apps.people.door import Collection, Input, MemberField, Output, Single, ThingField, Verb, resource
from apps.people.filters import InvitationFilters
from apps.people.models import Role, Side


class InvitationOutput(Output):
    email = serializers.EmailField()
    name = serializers.CharField()
    job_title = serializers.CharField()
    side = serializers.ChoiceField(choices=Side.choices)
    team = ThingField("team", allow_null=True)
    roles = serializers.ListField(child=serializers.ChoiceField(choices=Role.choices))
    invited_by = MemberField()
    invited_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField()
    accepted_at = serializers.DateTimeField(allow_null=True)
    withdrawn_at = serializers.DateTimeField(allow_null=True)
    example = {"name": "Nora Nilsson", "email": "nora@example.com", "accepted_at": None, "withdrawn_at": None}


class InvitationInput(Input):
    email = serializers.EmailField()
    name = serializers.CharField(max_length=120)
    job_title = serializers.CharField(max_length=120, required=False, allow_blank=True)
    side = serializers.ChoiceField(choices=Side.choices)
    team = ThingField("team", required=False, allow_null=True)
    roles = serializers.ListField(child=serializers.ChoiceField(choices=Role.choices))
    example = {"name": "Nora Nilsson", "email": "nora@example.com", "roles": ["salesperson"]}


class Invitations(Collection):
    """List invitations."""

    kind = "invitation"
    rows = staticmethod(queries.invitations)
    output = InvitationOutput
    filters = InvitationFilters
    orders = {"sent": "invited_at", "name": "name"}
    default_order = "-sent"
    words = ("name", "email")
    input = InvitationInput
    command = staticmethod(commands.invite)
    create_summary = "Invite somebody"
    create_roles = "admins"
    roles = "admins"
    # An invitation gives roles, and a token never does.
    session_only = True


class OneInvitation(Single):
    """Read an invitation."""

    kind = "invitation"
    rows = staticmethod(queries.invitations)
    subject = "invitation"
    output = InvitationOutput
    roles = "admins"


class ResendInvitation(Verb):
    """Send an invitation again, with a new link."""

    kind = "invitation"
    rows = staticmethod(queries.invitations)
    subject = "invitation"
    output = InvitationOutput
    command = staticmethod(commands.resend_invitation)
    roles = "admins"


class WithdrawInvitation(Verb):
    """Withdraw an invitation."""

    kind = "invitation"
    rows = staticmethod(queries.invitations)
    subject = "invitation"
    output = InvitationOutput
    command = staticmethod(commands.withdraw_invitation)
    roles = "admins"


urlpatterns = resource("invitations", Invitations, OneInvitation, resend=ResendInvitation, withdraw=WithdrawInvitation)
