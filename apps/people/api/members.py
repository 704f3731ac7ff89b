"""Members, teams, absences."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from rest_framework import serializers

from apps.core import things
from apps.people import commands, queries
from apps.people.door import (
    AboutField,
    Collection,
    Input,
    MemberField,
    Output,
    Single,
    ThingField,
    ThingsField,
    Verb,
    resource,
)
from apps.people.filters import MemberFilters, TeamFilters
from apps.people.models import Member, Role, Side
from apps.people.views import members as pages


class MemberOutput(Output):
    name = serializers.CharField()
    email = serializers.EmailField()
    job_title = serializers.CharField()
    side = serializers.ChoiceField(choices=Side.choices)
    team = ThingField("team", allow_null=True)
    roles = serializers.ListField(child=serializers.ChoiceField(choices=Role.choices))
    time_zone = serializers.CharField()
    is_active = serializers.BooleanField()
    joined_at = serializers.DateTimeField()
    left_at = serializers.DateTimeField(allow_null=True)
    example = {"name": "Sam Sanders", "job_title": "Account manager", "side": "sales", "left_at": None}


class MemberChanges(Input):
    name = serializers.CharField(max_length=120)
    job_title = serializers.CharField(max_length=120, allow_blank=True)
    email = serializers.EmailField()
    side = serializers.ChoiceField(choices=Side.choices)
    team = ThingField("team", allow_null=True)
    example = {"job_title": "Account manager, DACH"}


class RolesInput(Input):
    roles = serializers.ListField(child=serializers.ChoiceField(choices=Role.choices))
    example = {"roles": ["salesperson", "manager"]}


class SuccessorInput(Input):
    about = AboutField()
    to = MemberField()


class LeaveInput(Input):
    successor = MemberField(required=False, help_text="Who gets what isn't named below; by default the manager.")
    successors = SuccessorInput(many=True, required=False)


def leave(
    *,
    actor: Member,
    member: Member,
    now: datetime,
    successor: Member | None = None,
    successors: Sequence[dict[str, Any]] = (),
) -> Member:
    named = {things.pair(one["about"]): one["to"] for one in successors}
    return commands.leave(actor=actor, member=member, successor=successor, successors=named, now=now)


class Members(Collection):
    """List members, also those who have left."""

    kind = "member"
    rows = staticmethod(queries.members)
    output = MemberOutput
    filters = MemberFilters
    orders = pages.ORDERS
    default_order = "name"
    words = ("name", "email", "job_title")


class OneMember(Single):
    """Read a member."""

    kind = "member"
    rows = staticmethod(queries.members)
    subject = "member"
    output = MemberOutput
    input = MemberChanges
    command = staticmethod(commands.edit_member)
    edit_summary = "Edit a member"
    edit_roles = "admins"


class ChangeRoles(Verb):
    """Give a member other roles."""

    kind = "member"
    rows = staticmethod(queries.members)
    subject = "member"
    input = RolesInput
    output = MemberOutput
    command = staticmethod(commands.change_roles)
    roles = "admins"
    session_only = True


class Leave(Verb):
    """End a member's access and hand over all they own."""

    kind = "member"
    rows = staticmethod(queries.members)
    subject = "member"
    input = LeaveInput
    output = MemberOutput
    command = staticmethod(leave)
    roles = "admins"


class Erase(Verb):
    """Put a pseudonym in the place of a leaver's name and address."""

    kind = "member"
    rows = staticmethod(queries.members)
    subject = "member"
    output = MemberOutput
    command = staticmethod(commands.erase_member)
    roles = "admins"


class TeamOutput(Output):
    name = serializers.CharField()
    side = serializers.ChoiceField(choices=Side.choices)
    lead = MemberField(allow_null=True)
    liaisons = serializers.SerializerMethodField()
    example = {"name": "Field sales", "side": "sales", "liaisons": []}

    def get_liaisons(self, team: Any) -> list[dict[str, str]]:
        return [{"id": str(one.pk), "name": one.name} for one in team.liaisons.all()]


class TeamInput(Input):
    name = serializers.CharField(max_length=80)
    side = serializers.ChoiceField(choices=Side.choices)
    lead = MemberField(required=False, allow_null=True)
    liaisons = ThingsField("member", required=False)
    example = {"name": "Field sales", "side": "sales", "liaisons": []}


class TeamChanges(Input):
    name = serializers.CharField(max_length=80)
    lead = MemberField(allow_null=True)
    liaisons = ThingsField("member")
    example = {"name": "Field sales, north"}


class Teams(Collection):
    """List teams."""

    kind = "team"
    rows = staticmethod(queries.teams)
    output = TeamOutput
    filters = TeamFilters
    orders = {"name": "name", "side": ("side", "name")}
    default_order = "name"
    words = ("name",)
    input = TeamInput
    command = staticmethod(commands.create_team)
    create_summary = "Make a team"
    create_roles = "admins"


class OneTeam(Single):
    """Read a team."""

    kind = "team"
    rows = staticmethod(queries.teams)
    subject = "team"
    output = TeamOutput
    input = TeamChanges
    command = staticmethod(commands.edit_team)
    edit_summary = "Edit a team"
    edit_roles = "admins"


class AbsenceOutput(Output):
    member = MemberField()
    from_on = serializers.DateField()
    until_on = serializers.DateField()
    deputy = MemberField(allow_null=True)


class AbsenceInput(Input):
    member = MemberField()
    from_on = serializers.DateField(required=False, help_text="Today, if left out.")
    until_on = serializers.DateField()
    deputy = MemberField(required=False, allow_null=True)


class Absences(Collection):
    """List absences."""

    kind = "absence"
    rows = staticmethod(queries.absences)
    output = AbsenceOutput
    orders = {"from_on": "from_on", "until_on": "until_on"}
    default_order = "-from_on"
    input = AbsenceInput
    command = staticmethod(commands.set_absence)
    create_summary = "Set an absence"
    create_roles = "one's own; managers their team's; admins all"


class OneAbsence(Single):
    """Read an absence."""

    kind = "absence"
    rows = staticmethod(queries.absences)
    subject = "absence"
    output = AbsenceOutput


class EndAbsence(Verb):
    """End an absence, or take back one that hasn't begun."""

    kind = "absence"
    rows = staticmethod(queries.absences)
    subject = "absence"
    output = AbsenceOutput
    command = staticmethod(commands.end_absence)
    roles = "one's own; managers their team's; admins all"


urlpatterns = [
    *resource("members", Members, OneMember, change_roles=ChangeRoles, leave=Leave, erase=Erase),
    *resource("teams", Teams, OneTeam),
    *resource("absences", Absences, OneAbsence, end=EndAbsence),
]
