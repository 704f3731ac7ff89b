from apps.agreements.commands.amending import amend
from apps.agreements.commands.answering import name_successor, object_to, sign, withdraw_objection
from apps.agreements.commands.drafting import edit_draft, start_agreement
from apps.agreements.commands.ending import discard_draft, terminate
from apps.agreements.commands.force import acknowledge, enter_force, hand_over_agreement
from apps.agreements.commands.moving import talk_about, tell_moved
from apps.agreements.commands.proposing import propose, take_back, withdraw
from apps.agreements.commands.reviewing import review
from apps.agreements.commands.standing_in import end_proxy, name_proxy, reseat
from apps.agreements.commands.suggesting import decline_suggestion, suggest_change, take_suggestion, withdraw_suggestion

__all__ = [
    "acknowledge",
    "amend",
    "decline_suggestion",
    "discard_draft",
    "edit_draft",
    "end_proxy",
    "enter_force",
    "hand_over_agreement",
    "name_proxy",
    "name_successor",
    "object_to",
    "propose",
    "reseat",
    "review",
    "sign",
    "start_agreement",
    "suggest_change",
    "take_back",
    "take_suggestion",
    "talk_about",
    "tell_moved",
    "terminate",
    "withdraw",
    "withdraw_objection",
    "withdraw_suggestion",
]
