from typing import Any

from rest_framework import serializers

from apps.collateral import commands, queries
from apps.collateral.filters import ScorecardFilters, UseFilters
from apps.collateral.models import Use
from apps.people.door import Collection, Input, MemberField, Part, Single, ThingField, Verb


class UseOutput(Part):
    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=Use.Kind.values)
    asset = ThingField("asset")
    version = serializers.IntegerField(source="version.number")
    deal = serializers.CharField()
    at = serializers.DateTimeField()
    example = {"kind": "deal", "version": 2, "deal": "OPP-2041"}


class Uses(Collection):
    """List what you opened, took and used

    Nobody else gets this list.
    """

    kind = "asset"
    rows = staticmethod(queries.uses)
    output = UseOutput
    filters = UseFilters
    orders = {"at": "at"}
    default_order = "-at"


class DealInput(Input):
    deal = serializers.CharField(max_length=100)
    example = {"deal": "OPP-2041"}


class UseInDeal(Verb):
    """Note that an asset was used in a deal, by the deal's id in the CRM"""

    kind = "asset"
    rows = staticmethod(queries.library)
    output = UseOutput
    subject = "asset"
    revised = False
    input = DealInput
    command = staticmethod(commands.use_in_deal)


class ScorecardOutput(Part):
    id = serializers.UUIDField()
    title = serializers.CharField()
    owner = MemberField()
    people = serializers.IntegerField(allow_null=True)
    ratings = serializers.IntegerField()
    average = serializers.FloatField(allow_null=True)
    open_feedback = serializers.IntegerField()
    deals = serializers.IntegerField(allow_null=True)
    shares = serializers.IntegerField(source="times_shared", allow_null=True)
    unverified = serializers.BooleanField()
    example = {"title": "Case study: Lyon waterworks", "people": 12, "ratings": 4, "open_feedback": 1}


class Scorecards(Collection):
    """List what is published with how it does

    `people` used it, its owner and whoever made it aside; below five it isn't told, nor are `deals` and `shares`.
    """

    kind = "asset"
    rows = staticmethod(queries.scorecards)
    output = ScorecardOutput
    filters = ScorecardFilters
    orders = {"people": "people_shown", "open_feedback": "open_feedback", "title": "title"}
    default_order = "-people"


class TakeBackUse(Verb):
    """Take back that an asset was used in a deal

    Only whoever noted it finds it, and only deals are taken back.
    """

    kind = "asset"
    rows = staticmethod(queries.uses)
    subject = "use"
    revised = False
    command = staticmethod(commands.take_back_use)


class TeamUseOutput(Part):
    team = serializers.CharField()
    people = serializers.IntegerField()
    example = {"team": "Field sales", "people": 7}


class CountedOutput(Part):
    kind = serializers.CharField()
    people = serializers.IntegerField(allow_null=True)
    times = serializers.IntegerField(allow_null=True)
    teams = serializers.SerializerMethodField()
    example = {"kind": "view", "people": 12, "times": 31, "teams": [TeamUseOutput.example]}

    def get_teams(self, row: queries.Counted) -> list[dict[str, Any]]:
        return [{"team": team, "people": people} for team, people in row.teams]


class RatedVersionOutput(Part):
    number = serializers.IntegerField()
    ratings = serializers.IntegerField()
    average = serializers.FloatField(allow_null=True)
    example = {"number": 2, "ratings": 4, "average": 4.25}


class OneScorecardOutput(Part):
    id = serializers.UUIDField()
    asset = ThingField("asset")
    reach = CountedOutput()
    use = CountedOutput(many=True)
    openings = serializers.IntegerField(allow_null=True)
    deals = serializers.IntegerField(allow_null=True)
    versions = RatedVersionOutput(many=True)
    open_feedback = serializers.IntegerField()
    unanswered = serializers.IntegerField()
    unverified = serializers.BooleanField(source="asset.unverified")
    verified_at = serializers.DateTimeField(source="verified.at", allow_null=True)
    example = {"openings": 9, "deals": 3, "open_feedback": 1, "unanswered": 0, "unverified": False}


class OneScorecard(Single):
    """Read how one asset does

    By the asset's id. All that people did is counted from five of them up, its owner and whoever made it aside.
    """

    kind = "asset"
    rows = staticmethod(queries.library)
    output = OneScorecardOutput
    subject = "asset"

    def found(self, around: dict[str, Any]) -> Any:
        viewer: Any = self.request.user
        return queries.scorecard(viewer=viewer, asset=super().found(around), now=self.now)


class StageOutput(Part):
    stage = serializers.CharField()
    count = serializers.IntegerField()
    example = {"stage": "Comparing", "count": 3}


class CoverageOutput(Part):
    persona = serializers.CharField(source="persona.label")
    stages = serializers.SerializerMethodField()
    example = {"persona": "Municipal buyer", "stages": [StageOutput.example]}

    def get_stages(self, row: queries.Covered) -> list[dict[str, Any]]:
        return [{"stage": stage.label, "count": count} for stage, count in row.stages]


class Coverage(Collection):
    """Read for which persona and funnel stage there is how much published collateral"""

    kind = "asset"
    rows = staticmethod(queries.coverage)
    output = CoverageOutput
