from apps.agreements import commands, queries
from apps.agreements.api import shapes
from apps.people.door import Collection, Verb, resource


class Suggestions(Collection):
    """List what was suggested for an agreement, and what became of it."""

    rows = staticmethod(queries.suggestions)
    within = "agreement"
    within_rows = staticmethod(queries.agreements)
    output = shapes.SuggestionOutput
    orders = {"at": ("at", "id")}
    default_order = "-at"
    input = shapes.SuggestionInput
    command = staticmethod(commands.suggest_change)
    create_summary = "Suggest a change of a draft, or of what counts"
    create_roles = "whoever sees it"


class _OfSuggestion(Verb):
    rows = staticmethod(queries.suggestions)
    within = "agreement"
    within_rows = staticmethod(queries.agreements)
    subject = "suggestion"
    output = shapes.SuggestionOutput
    revised = False
    roles = "whoever may work on the draft; where none is open, whoever may amend"


class TakeSuggestion(_OfSuggestion):
    """Make a suggestion the draft's words; where no draft is open, an amendment is opened with it."""

    input = shapes.TakeSuggestionInput
    command = staticmethod(commands.take_suggestion)


class DeclineSuggestion(_OfSuggestion):
    """Decline a suggestion and say why; who suggested it is told."""

    input = shapes.DeclineSuggestionInput
    command = staticmethod(commands.decline_suggestion)


class WithdrawSuggestion(_OfSuggestion):
    """Withdraw one's own suggestion."""

    command = staticmethod(commands.withdraw_suggestion)
    roles = "who suggested it"


urlpatterns = resource(
    "agreements/<uuid:agreement_id>/suggestions",
    Suggestions,
    take=TakeSuggestion,
    decline=DeclineSuggestion,
    withdraw=WithdrawSuggestion,
)
