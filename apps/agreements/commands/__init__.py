from apps.agreements.commands.answering import name_successor, object_to, sign, withdraw_objection
from apps.agreements.commands.drafting import amend, edit_draft, start_agreement
from apps.agreements.commands.force import acknowledge, enter_force, hand_over_agreement
from apps.agreements.commands.proposing import propose, take_back, withdraw
from apps.agreements.commands.suggesting import decline_suggestion, suggest_change, take_suggestion, withdraw_suggestion

__all__ = [
    "acknowledge",
    "amend",
    "decline_suggestion",
    "edit_draft",
    "enter_force",
    "hand_over_agreement",
    "name_successor",
    "object_to",
    "propose",
    "sign",
    "start_agreement",
    "suggest_change",
    "take_back",
    "take_suggestion",
    "withdraw",
    "withdraw_objection",
    "withdraw_suggestion",
]
