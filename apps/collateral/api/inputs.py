"""Input on drafts: asked for, given, declined, thanked for."""

from typing import Any

from rest_framework import serializers

from apps.collateral import commands, queries
from apps.collateral.filters import InputFilters
from apps.collateral.models import MOST_QUESTIONS, Input, Quick
from apps.collateral.models.states import EDITORS
from apps.people.door import Collection, MemberField, Output, Part, Single, ThingField, ThingsField, Verb
from apps.people.door import Input as Shape

QUESTIONS = ["Which sentence would you say to a buyer?", "What is missing?"]


class InputAnswerOutput(Part):
    question = serializers.CharField()
    quick = serializers.ChoiceField(choices=["", *Quick.values])
    words = serializers.CharField()
    example = {"question": QUESTIONS[1], "quick": "yes", "words": "A price range."}


class InputOutput(Output):
    ask = serializers.UUIDField(source="ask_id")
    asset = ThingField("asset", source="ask.asset")
    member = MemberField()
    asked_by = MemberField(source="ask.asked_by")
    answer_by = serializers.DateField(source="ask.answer_by")
    state = serializers.ChoiceField(choices=Input.State.values)
    counts = serializers.BooleanField(help_text="Whether an answer is still taken: while it is a draft.")
    version = serializers.IntegerField(source="version.number", allow_null=True, default=None)
    answers = InputAnswerOutput(many=True)
    given_at = serializers.DateTimeField(allow_null=True)
    reason = serializers.CharField()
    thanked_at = serializers.DateTimeField(allow_null=True)
    thanks = serializers.CharField()
    example = {"state": "given", "counts": True, "version": 1, "reason": "", "thanks": "It is in."}


class Inputs(Collection):
    """List input on drafts

    One's own, and all on what one works on.
    """

    kind = "input"
    rows = staticmethod(queries.inputs)
    output = InputOutput
    filters = InputFilters
    orders = {"asked_at": ("ask__asked_at", "member__name"), "answer_by": ("ask__answer_by", "member__name")}
    default_order = "-asked_at"


class OneInput(Single):
    """Read what one of those who were asked says"""

    kind = "input"
    rows = staticmethod(queries.inputs)
    output = InputOutput


class _InputVerb(Verb):
    kind = "input"
    rows = staticmethod(queries.inputs)
    output = InputOutput
    subject = "input"
    roles = "whoever is asked"


class QuickAnswerInput(Shape):
    quick = serializers.ChoiceField(choices=["", *Quick.values], required=False)
    words = serializers.CharField(max_length=500, required=False, allow_blank=True)
    example = {"quick": "partly", "words": "A price range is missing."}


class GiveInputInput(Shape):
    answers = QuickAnswerInput(many=True, help_text="One for each question, in their order.")
    version = serializers.IntegerField(required=False, min_value=1, max_value=1_000_000, help_text="The one read.")
    example = {"answers": [QuickAnswerInput.example, {"quick": "yes"}], "version": 1}


class GiveInput(_InputVerb):
    """Answer the questions on a draft"""

    input = GiveInputInput
    command = staticmethod(commands.give_input)


class DeclineInputInput(Shape):
    reason = serializers.CharField(max_length=300)
    example = {"reason": "I don't sell to utilities any more."}


class DeclineInput(_InputVerb):
    """Say that one isn't the right person to ask"""

    input = DeclineInputInput
    command = staticmethod(commands.decline_input)


class ThankInput(Shape):
    thanks = serializers.CharField(max_length=500, required=False, allow_blank=True)
    example = {"thanks": "The price range is on page two now."}


class ThankForInput(_InputVerb):
    """Thank somebody for what they answered"""

    input = ThankInput
    command = staticmethod(commands.thank_for_input)
    roles = EDITORS


class InputAskOutput(Output):
    asset = ThingField("asset")
    version = serializers.IntegerField(source="version.number")
    questions = serializers.ListField(child=serializers.CharField())
    answer_by = serializers.DateField()
    asked_by = MemberField()
    asked_at = serializers.DateTimeField()
    withdrawn_at = serializers.DateTimeField(allow_null=True)
    inputs = serializers.SerializerMethodField(help_text="Ids of what each of those who are asked says.")
    example = {"version": 1, "questions": QUESTIONS}

    def get_inputs(self, ask: Any) -> list[str]:
        return [str(one.pk) for one in ask.inputs.all()]


class AskForInputInput(Shape):
    asset = ThingField("asset")
    questions = serializers.ListField(
        child=serializers.CharField(max_length=200), min_length=1, max_length=MOST_QUESTIONS
    )
    members = ThingsField("member", required=False, help_text="Without any, two are chosen who sell to its personas.")
    answer_by = serializers.DateField(required=False, help_text="Else the company's usual time to answer.")
    example = {"questions": QUESTIONS}


class InputAsks(Collection):
    """List what is asked on drafts

    Of what one works on.
    """

    kind = "asset"
    rows = staticmethod(queries.input_asks)
    output = InputAskOutput
    orders = {"asked_at": "asked_at", "answer_by": ("answer_by", "asked_at")}
    default_order = "-asked_at"
    input = AskForInputInput
    command = staticmethod(commands.ask_for_input)
    create_summary = "Ask for input on a draft"
    create_roles = EDITORS


class OneInputAsk(Single):
    """Read what is asked on a draft"""

    kind = "asset"
    rows = staticmethod(queries.input_asks)
    output = InputAskOutput


class _AskVerb(Verb):
    kind = "asset"
    rows = staticmethod(queries.input_asks)
    output = InputAskOutput
    subject = "ask"
    roles = EDITORS


class AskAnotherInput(Shape):
    member = MemberField(required=False, allow_null=True)
    example = {"member": None}


class AskAnother(_AskVerb):
    """Put the same questions to somebody else as well

    Without one named, to whoever sells to its personas and is asked least.
    """

    input = AskAnotherInput
    command = staticmethod(commands.ask_another)


class WithdrawAsk(_AskVerb):
    """Ask no longer; what was answered stays"""

    command = staticmethod(commands.withdraw_ask)
