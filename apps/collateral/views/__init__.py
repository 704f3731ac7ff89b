from apps.collateral.views.adding import add_link, check_link, write
from apps.collateral.views.assets import asset, edit, publish, read_again, restore, unpublish
from apps.collateral.views.batches import batch, batches, upload
from apps.collateral.views.boards import board
from apps.collateral.views.demand import demand
from apps.collateral.views.downloads import download, newest_file
from apps.collateral.views.feedback import answer_feedback, feedback, fix_feedback, rate, reopen_feedback
from apps.collateral.views.field_notes import edit_note, field_note, field_notes, note_heard
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
from apps.collateral.views.requests import ask, confirm, edit_request, request, requests
from apps.collateral.views.shared import shared, shared_file
from apps.collateral.views.shares import extend_share, revoke_share, share, share_asset, shares
from apps.collateral.views.synonyms import remove_synonym, synonyms
from apps.collateral.views.triage import accept, decline, deliver, reopen, start
from apps.collateral.views.use import scorecard, use_in_deal, uses
from apps.collateral.views.versions import compare, replace, roll_back
from apps.collateral.views.votes import merge, take_back_vote, vote

__all__ = [
    "accept",
    "add_link",
    "answer_feedback",
    "approve",
    "archive",
    "ask",
    "ask_review",
    "asset",
    "batch",
    "batches",
    "board",
    "check_link",
    "compare",
    "confirm",
    "decline",
    "deliver",
    "demand",
    "download",
    "draw_again",
    "edit",
    "edit_note",
    "edit_request",
    "extend_share",
    "feedback",
    "field_note",
    "field_notes",
    "fix_feedback",
    "library",
    "merge",
    "newest_file",
    "note_heard",
    "page",
    "picture",
    "publish",
    "rate",
    "read_again",
    "recall",
    "remove_synonym",
    "reopen",
    "reopen_feedback",
    "replace",
    "request",
    "request_changes",
    "requests",
    "restore",
    "revoke_share",
    "roll_back",
    "scorecard",
    "share",
    "share_asset",
    "shared",
    "shared_file",
    "shares",
    "start",
    "successor",
    "synonyms",
    "take_back",
    "take_back_vote",
    "unpublish",
    "upload",
    "use_in_deal",
    "uses",
    "verify",
    "vote",
    "write",
]
