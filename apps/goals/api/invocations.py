"""What was agreed for the case that a goal slips, for machines."""

from rest_framework import serializers

from apps.goals import commands, queries
from apps.goals.models import Decider, Invocation
from apps.people.door import Collection, Input, MemberField, Output, Single, ThingField, Verb, resource

DECIDERS = "whom the signed text names, but never the goal's owner"


class InvocationOutput(Output):
    goal = ThingField("goal")
    state = serializers.ChoiceField(choices=Invocation.State.choices)
    step = serializers.CharField(help_text="What was agreed.")
    decided_by = serializers.ChoiceField(choices=Decider.choices)
    why = serializers.CharField()
    proposed_by = MemberField()
    proposed_at = serializers.DateTimeField()
    account = serializers.CharField(help_text="The owner's own words.")
    heard_at = serializers.DateTimeField(allow_null=True)
    outcome = serializers.CharField()
    closed_by = MemberField(allow_null=True)
    closed_at = serializers.DateTimeField(allow_null=True)
    example = {
        "state": "proposed",
        "step": "We look at it together in the next joint meeting: help, re-plan or drop.",
        "decided_by": "team",
        "why": "Three of ten, and six weeks are left.",
        "account": "",
        "outcome": "",
    }


class InvokeInput(Input):
    goal = ThingField("goal")
    why = serializers.CharField(max_length=10_000, allow_blank=True)
    example = {"why": "Three of ten, and six weeks are left."}


class AccountInput(Input):
    account = serializers.CharField(max_length=10_000, allow_blank=True)
    example = {"account": "Two customers moved to autumn. A second salesperson would help."}


class OutcomeInput(Input):
    outcome = serializers.CharField(max_length=10_000, allow_blank=True)
    example = {"outcome": "Sofie helps until the end of June."}


class Invocations(Collection):
    """List what was brought up of goals that slipped: one's own, one's team's, and what one agreed on."""

    kind = "invocation"
    rows = staticmethod(queries.invocations)
    output = InvocationOutput
    orders = {"proposed_at": ("proposed_at", "id")}
    default_order = "-proposed_at"
    input = InvokeInput
    command = staticmethod(commands.invoke_consequence)
    create_summary = "Bring up what was agreed for the case that a goal slips"
    create_roles = "who agreed on the goal; managers, executives, admins"


class OneInvocation(Single):
    """Read what was brought up of a goal that slipped."""

    kind = "invocation"
    rows = staticmethod(queries.invocations)
    subject = "invocation"
    output = InvocationOutput


class _Step(Verb):
    kind = "invocation"
    rows = staticmethod(queries.invocations)
    subject = "invocation"
    output = InvocationOutput


class GiveAccount(_Step):
    """Say, as the goal's owner, how it came about."""

    input = AccountInput
    command = staticmethod(commands.give_account)
    roles = "the goal's owner"


class ApplyConsequence(_Step):
    """Decide that it is done as agreed."""

    input = OutcomeInput
    command = staticmethod(commands.apply_consequence)
    roles = DECIDERS


class WaiveConsequence(_Step):
    """Decide to let it be."""

    input = OutcomeInput
    command = staticmethod(commands.waive_consequence)
    roles = DECIDERS


urlpatterns = resource(
    "invocations", Invocations, OneInvocation, account=GiveAccount, apply=ApplyConsequence, waive=WaiveConsequence
)
