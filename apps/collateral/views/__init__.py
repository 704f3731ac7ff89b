from apps.collateral.views.adding import add_link, check_link, write
from apps.collateral.views.assets import asset, edit, publish, read_again, restore, unpublish
from apps.collateral.views.batches import batch, batches, upload
from apps.collateral.views.boards import board
from apps.collateral.views.changing import change_assets
from apps.collateral.views.collections import (
    archive_collection,
    collect,
    collect_asset,
    collection,
    collections,
    edit_collection,
    edit_item,
    move_item,
    new_collection,
    remove_item,
    restore_collection,
)
from apps.collateral.views.demand import demand, past_demand
from apps.collateral.views.downloads import download, newest_file
from apps.collateral.views.feedback import answer_feedback, feedback, fix_feedback, rate, reopen_feedback
from apps.collateral.views.field_content import (
    adopt,
    field_content,
    submit_again,
    submit_field_content,
    use_instead,
)
from apps.collateral.views.field_notes import edit_note, field_note, field_notes, note_heard, remove_note
from apps.collateral.views.inputs import (
    ask_another,
    ask_input,
    decline_input,
    input,
    inputs,
    thank_input,
    withdraw_ask,
)
from apps.collateral.views.library import library
from apps.collateral.views.life import (
    approve,
    archive,
    ask_review,
    recall,
    request_changes,
    successor,
    take_back,
    verify,
)
from apps.collateral.views.previews import draw_again, page, picture
from apps.collateral.views.quality import findings
from apps.collateral.views.requests import ask, confirm, edit_request, request, requests
from apps.collateral.views.shared import shared, shared_file, shared_item
from apps.collateral.views.shares import extend_share, revoke_share, share, share_asset, share_collection, shares
from apps.collateral.views.synonyms import remove_synonym, synonyms
from apps.collateral.views.triage import accept, decline, deliver, reopen, start
from apps.collateral.views.use import asset_scorecard, scorecard, take_back_use, use_in_deal, uses
from apps.collateral.views.verifying import to_verify
from apps.collateral.views.versions import compare, replace, roll_back
from apps.collateral.views.votes import merge, take_back_vote, vote
from apps.collateral.views.weeks import weeks

__all__ = [
    "accept",
    "add_link",
    "adopt",
    "answer_feedback",
    "approve",
    "archive",
    "archive_collection",
    "ask",
    "ask_another",
    "ask_input",
    "ask_review",
    "asset",
    "asset_scorecard",
    "batch",
    "batches",
    "board",
    "change_assets",
    "check_link",
    "collect",
    "collect_asset",
    "collection",
    "collections",
    "compare",
    "confirm",
    "decline",
    "decline_input",
    "deliver",
    "demand",
    "download",
    "draw_again",
    "edit",
    "edit_collection",
    "edit_item",
    "edit_note",
    "edit_request",
    "extend_share",
    "feedback",
    "field_content",
    "field_note",
    "field_notes",
    "findings",
    "fix_feedback",
    "input",
    "inputs",
    "library",
    "merge",
    "move_item",
    "new_collection",
    "newest_file",
    "note_heard",
    "page",
    "past_demand",
    "picture",
    "publish",
    "rate",
    "read_again",
    "recall",
    "remove_item",
    "remove_note",
    "remove_synonym",
    "reopen",
    "reopen_feedback",
    "replace",
    "request",
    "request_changes",
    "requests",
    "restore",
    "restore_collection",
    "revoke_share",
    "roll_back",
    "scorecard",
    "share",
    "share_asset",
    "share_collection",
    "shared",
    "shared_file",
    "shared_item",
    "shares",
    "start",
    "submit_again",
    "submit_field_content",
    "successor",
    "synonyms",
    "take_back",
    "take_back_use",
    "take_back_vote",
    "thank_input",
    "to_verify",
    "unpublish",
    "upload",
    "use_in_deal",
    "use_instead",
    "uses",
    "verify",
    "vote",
    "weeks",
    "withdraw_ask",
    "write",
]
