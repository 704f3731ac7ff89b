from rest_framework import serializers

from apps.goals import commands, queries
from apps.goals.filters import ScoreboardLinkFilters
from apps.people.door import Collection, Input, MemberField, Output, Part, Single, Verb, resource

MAY = "managers, admins"


class ScoreboardLinkOutput(Output):
    name = serializers.CharField()
    made_by = MemberField()
    made_at = serializers.DateTimeField()
    last_used_at = serializers.DateTimeField(allow_null=True)
    revoked_at = serializers.DateTimeField(allow_null=True)
    revoked_by = MemberField(allow_null=True)
    works = serializers.BooleanField(help_text="Until it is revoked, or who made it leaves.")
    example = {"name": "The screen in the canteen", "works": True}


class NewScoreboardLinkOutput(Part):
    id = serializers.UUIDField(source="link.id")
    name = serializers.CharField(source="link.name")
    url = serializers.CharField(help_text="Shown this once.")
    example = {"name": "The screen in the canteen"}


class ScoreboardLinkInput(Input):
    name = serializers.CharField(max_length=80)
    example = {"name": "The screen in the canteen"}


class ScoreboardLinks(Collection):
    """List the links that show the scoreboard without signing in."""

    kind = "scoreboard-link"
    rows = staticmethod(queries.scoreboard_links)
    output = ScoreboardLinkOutput
    filters = ScoreboardLinkFilters
    orders = {"made_at": ("made_at", "id"), "name": ("name", "id")}
    default_order = "-made_at"
    words = ("name",)
    input = ScoreboardLinkInput
    command = staticmethod(commands.share_scoreboard)
    create_summary = "Make a link that shows the scoreboard without signing in"
    create_output = NewScoreboardLinkOutput
    create_roles = MAY
    keeps_answer = False


class OneScoreboardLink(Single):
    """Read a link to the scoreboard."""

    kind = "scoreboard-link"
    rows = staticmethod(queries.scoreboard_links)
    subject = "link"
    output = ScoreboardLinkOutput


class RevokeScoreboardLink(Verb):
    """Revoke a link to the scoreboard, for good."""

    kind = "scoreboard-link"
    rows = staticmethod(queries.scoreboard_links)
    subject = "link"
    output = ScoreboardLinkOutput
    command = staticmethod(commands.revoke_scoreboard_link)
    roles = MAY


urlpatterns = resource("scoreboard-links", ScoreboardLinks, OneScoreboardLink, revoke=RevokeScoreboardLink)
