from apps.agreements.commands.answering import name_successor, object_to, sign, withdraw_objection
from apps.agreements.commands.drafting import amend, edit_draft, start_agreement
from apps.agreements.commands.force import acknowledge, enter_force, hand_over_agreement
from apps.agreements.commands.proposing import propose, take_back, withdraw

__all__ = [
    "acknowledge",
    "amend",
    "edit_draft",
    "enter_force",
    "hand_over_agreement",
    "name_successor",
    "object_to",
    "propose",
    "sign",
    "start_agreement",
    "take_back",
    "withdraw",
    "withdraw_objection",
]
