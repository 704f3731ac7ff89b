"""What agreements look like to machines."""

from typing import Any

from rest_framework import serializers

from apps.agreements import queries
from apps.agreements.models import Agreement, Kind, Suggestion, Version
from apps.people.door import AboutField, Input, MemberField, Output, Part, ThingsField
from apps.people.models import Side


class AgreementOutput(Output):
    title = serializers.CharField()
    kind = serializers.ChoiceField(choices=Kind.choices)
    about = AboutField(allow_null=True)
    sponsor = MemberField()
    started_by = MemberField()
    audience = serializers.ListField(
        child=serializers.CharField(), help_text="Sides; with no side and no team it is for everybody."
    )
    audience_teams = serializers.SerializerMethodField()
    review_on = serializers.DateField(allow_null=True)
    open_state = serializers.CharField(allow_null=True, help_text="Of the draft or proposal, as far as you see it.")
    open_number = serializers.IntegerField(allow_null=True)
    since = serializers.DateTimeField(allow_null=True, help_text="Since when the version in force counts.")
    since_number = serializers.IntegerField(allow_null=True)
    is_suspended = serializers.BooleanField(help_text="A side has had no seat in it for thirty days.")
    created_at = serializers.DateTimeField()
    example = {"title": "How we work together", "kind": "text", "open_state": "proposed", "audience": []}

    def get_audience_teams(self, agreement: Agreement) -> list[dict[str, str]]:
        return [{"id": str(team.pk), "title": team.name} for team in agreement.audience_teams.all()]


class SeatPart(Part):
    """A seat, and the answer that holds."""

    id = serializers.UUIDField(source="seat.id")
    side = serializers.CharField(source="seat.side")
    member = MemberField(source="seat.member")
    vacant = serializers.BooleanField(source="seat.is_vacant")
    said = serializers.CharField(help_text="agree, concern, object, or empty.")
    proxy = serializers.SerializerMethodField(help_text="Who answered for a member who was away.")
    words = serializers.SerializerMethodField()
    concern = serializers.SerializerMethodField()
    why = serializers.SerializerMethodField()
    would_do = serializers.SerializerMethodField()
    example = {"side": "sales", "vacant": False, "said": "agree", "words": "You hear from us within a day."}

    def get_proxy(self, one: queries.Standing) -> dict[str, str] | None:
        answer = one.signature or one.objection
        proxy = answer.proxy if answer else None
        return {"id": str(proxy.pk), "name": proxy.name} if proxy else None

    def get_words(self, one: queries.Standing) -> str:
        return one.signature.words if one.signature else ""

    def get_concern(self, one: queries.Standing) -> str:
        return one.signature.concern if one.signature else ""

    def get_why(self, one: queries.Standing) -> str:
        return one.objection.why if one.objection else ""

    def get_would_do(self, one: queries.Standing) -> str:
        return one.objection.would_do if one.objection else ""


class AgreementVersionOutput(Part):
    id = serializers.UUIDField()
    number = serializers.IntegerField()
    state = serializers.ChoiceField(choices=Version.State.choices)
    text = serializers.CharField()
    content = serializers.JSONField()
    what_changed = serializers.CharField()
    digest = serializers.SerializerMethodField(help_text="What a signature names; of the latest proposal.")
    seats = serializers.SerializerMethodField()
    effective_on = serializers.DateField(allow_null=True)
    expires_on = serializers.DateField(allow_null=True, help_text="The last day on which it counts.")
    is_trial = serializers.BooleanField()
    leeway_days = serializers.IntegerField(help_text="Working days by which owners may move due dates alone.")
    leeway_wording = serializers.BooleanField(help_text="Whether owners may change the wording alone.")
    leeway_owner = serializers.BooleanField(help_text="Whether owners may pass goals on within their team alone.")
    ends_it = serializers.BooleanField(help_text="Whether it ends the agreement instead of changing it.")
    effective_from = serializers.DateTimeField(allow_null=True)
    ends_at = serializers.DateTimeField(allow_null=True)
    end_reason = serializers.CharField()
    example = {"number": 1, "state": "proposed", "text": "We answer within a day.", "digest": "9f86d0…"}

    def get_digest(self, version: Version) -> str:
        proposal = queries.latest(version)
        return proposal.digest if proposal else ""

    def get_seats(self, version: Version) -> list[dict[str, Any]]:
        return [SeatPart.of(one) for one in queries.standings(version)]


def _audience() -> serializers.ListField:
    return serializers.ListField(
        child=serializers.ChoiceField(choices=Side.choices), required=False, help_text="None means everybody."
    )


class AgreementInput(Input):
    title = serializers.CharField(max_length=200)
    text = serializers.CharField(max_length=20_000, required=False, allow_blank=True, help_text="Markdown.")
    seats = ThingsField("member", most=20, help_text="Who must agree, each for their own side.")
    sponsor = MemberField(help_text="An executive.")
    consulted = ThingsField("member", most=200, required=False)
    audience = _audience()
    audience_teams = ThingsField("team", most=100, required=False, help_text="Besides the sides.")
    effective_on = serializers.DateField(required=False, allow_null=True)
    expires_on = serializers.DateField(required=False, allow_null=True, help_text="The last day on which it counts.")
    is_trial = serializers.BooleanField(required=False, help_text="Gone after its last day unless it is renewed.")
    review_on = serializers.DateField(required=False, allow_null=True)
    example = {"title": "How we work together", "text": "We answer within a day."}


class DraftChangesInput(AgreementInput):
    what_changed = serializers.CharField(max_length=20_000, required=False, allow_blank=True)
    leeway_days = serializers.IntegerField(
        min_value=0, max_value=60, required=False, help_text="Of a plan: by how many its owners move due dates alone."
    )
    leeway_wording = serializers.BooleanField(required=False)
    leeway_owner = serializers.BooleanField(required=False)


class SignInput(Input):
    digest = serializers.CharField(max_length=64, help_text="Of the proposal that was read.")
    words = serializers.CharField(max_length=1000, required=False, allow_blank=True)
    concern = serializers.CharField(max_length=20_000, required=False, allow_blank=True)
    instead_of = MemberField(required=False, help_text="Who is away and named the caller for these days.")
    example = {"words": "You hear from us within a day."}


class ObjectInput(Input):
    digest = serializers.CharField(max_length=64, help_text="Of the proposal that was read.")
    why = serializers.CharField(max_length=20_000, allow_blank=True)
    would_do = serializers.CharField(max_length=20_000, allow_blank=True)
    instead_of = MemberField(required=False, help_text="Who is away and named the caller for these days.")
    example = {"why": "A day is too short at the fair.", "would_do": "Two days while a fair is on."}


class WithdrawInput(Input):
    reason = serializers.CharField(max_length=20_000, allow_blank=True)
    example = {"reason": "We settle it in the plan instead."}


class AcknowledgeInput(Input):
    question = serializers.CharField(max_length=1000, required=False, allow_blank=True)
    example = {"question": "Does it hold on fairs, too?"}


class SeatSuccessorInput(Input):
    seat = serializers.UUIDField()
    to = MemberField()


class SuggestionOutput(Part):
    id = serializers.UUIDField()
    version = serializers.IntegerField(source="version.number")
    by = MemberField()
    why = serializers.CharField()
    was = serializers.CharField(help_text="The words it was written on.")
    text = serializers.CharField(help_text="How all of it should read; empty where a plan or definition composes it.")
    at = serializers.DateTimeField()
    state = serializers.ChoiceField(choices=Suggestion.State.choices)
    answered_by = MemberField(allow_null=True)
    answered_at = serializers.DateTimeField(allow_null=True)
    reason = serializers.CharField()
    example = {"version": 1, "why": "Fairs last two days.", "text": "We answer within two days.", "state": "open"}


class SuggestionInput(Input):
    why = serializers.CharField(max_length=1000, allow_blank=True)
    text = serializers.CharField(max_length=20_000, required=False, help_text="All of it, as it should read.")
    example = {"why": "Fairs last two days.", "text": "We answer within two days."}


class TakeSuggestionInput(Input):
    text = serializers.CharField(
        max_length=20_000, required=False, help_text="What becomes of it, where it isn't taken word for word."
    )
    example = {"text": "We answer within two days."}


class DeclineSuggestionInput(Input):
    reason = serializers.CharField(max_length=20_000, allow_blank=True)
    example = {"reason": "Two days are too long for a hot lead."}


class ProxyInput(Input):
    to = MemberField()


class ReseatInput(Input):
    seat = serializers.UUIDField()
    to = MemberField()
    reason = serializers.CharField(max_length=20_000, allow_blank=True)
    example = {"reason": "Mina is on a long leave and can't be reached."}


class ReviewInput(Input):
    note = serializers.CharField(max_length=20_000, allow_blank=True)
    review_on = serializers.DateField(required=False, allow_null=True, help_text="When next; none means no more.")
    example = {"note": "The fairs were no trouble after all."}


class EndAgreementInput(Input):
    reason = serializers.CharField(max_length=20_000, allow_blank=True)
    effective_on = serializers.DateField(required=False, allow_null=True)
    example = {"reason": "The plan for next year says it better."}


class MoveOutput(Part):
    id = serializers.UUIDField()
    about = AboutField()
    what = serializers.CharField()
    changes = serializers.JSONField(help_text="Per field what it was and what it is.")
    by = MemberField()
    at = serializers.DateTimeField()
    talk_by = MemberField(allow_null=True, help_text="Who wants to talk about it.")
    talk_at = serializers.DateTimeField(allow_null=True)
    example = {"what": "Ten case studies", "changes": {"Due": ["31 Dec 2026", "8 Jan 2027"]}}
