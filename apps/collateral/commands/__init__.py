from apps.collateral.commands.answering import accept_request, decline_request, deliver_request, start_request
from apps.collateral.commands.assets import create_asset, edit_asset, hand_over_assets
from apps.collateral.commands.batches import (
    missing_in,
    publish_waiting,
    remove_archive,
    take_in_waiting,
    upload_batch,
)
from apps.collateral.commands.changing import change_assets, forget_changes, preview_change, undo_changing
from apps.collateral.commands.collections import (
    archive_collection,
    begin_collection,
    collect,
    edit_collection,
    edit_item,
    hand_over_collections,
    move_item,
    remove_item,
    restore_collection,
    undo_archive_collection,
    undo_remove_item,
)
from apps.collateral.commands.drawing import draw_again, draw_page, draw_waiting
from apps.collateral.commands.effects import MOST as MOST_CHANGED
from apps.collateral.commands.effects import Effect
from apps.collateral.commands.facets import merge_facets, merge_kind, merge_kind_of_batches
from apps.collateral.commands.feedback import give_feedback
from apps.collateral.commands.field_content import adopt_field_content, submit_again, submit_field_content
from apps.collateral.commands.field_notes import (
    edit_note,
    merge_persona_of_notes,
    note_heard,
    remove_note,
    undo_remove_note,
)
from apps.collateral.commands.fixing import answer_feedback, reopen_feedback, say_fixed
from apps.collateral.commands.inputs import (
    Answer,
    ask_another,
    ask_for_input,
    decline_input,
    give_input,
    hand_over_inputs,
    thank_for_input,
    withdraw_ask,
)
from apps.collateral.commands.inputs_after import undo_decline_input, undo_withdraw_ask
from apps.collateral.commands.links import check_link, check_link_waiting
from apps.collateral.commands.merging import merge_request
from apps.collateral.commands.moving import missing_to_publish
from apps.collateral.commands.opening import ask_again, note_download, open_share
from apps.collateral.commands.publishing import publish_asset, undo_move, unpublish_asset
from apps.collateral.commands.quality import check_library
from apps.collateral.commands.reading import read_again, read_waiting
from apps.collateral.commands.requests import ask, confirm_request, edit_request, hand_over_requests, reopen_request
from apps.collateral.commands.retiring import archive_asset, name_successor, recall_asset, restore_asset, use_instead
from apps.collateral.commands.reviewing import approve_asset, ask_review, hand_over_reviews, request_changes, take_back
from apps.collateral.commands.scanning import require_clean, scan_waiting
from apps.collateral.commands.searches import forget_searches, note_opening, note_search
from apps.collateral.commands.sharing import (
    NewShare,
    extend_share,
    hand_over_shares,
    revoke_share,
    share_asset,
    share_collection,
)
from apps.collateral.commands.silence import confirm_silent
from apps.collateral.commands.synonyms import add_synonym, remove_synonym, undo_remove_synonym
from apps.collateral.commands.use import note_use, take_back_use, undo_take_back_use, use_in_deal
from apps.collateral.commands.verifying import verify_asset
from apps.collateral.commands.versions import add_version, roll_back
from apps.collateral.commands.votes import take_back_vote, vote
from apps.collateral.commands.weeks import count_week

__all__ = [
    "MOST_CHANGED",
    "Answer",
    "Effect",
    "NewShare",
    "accept_request",
    "add_synonym",
    "add_version",
    "adopt_field_content",
    "answer_feedback",
    "approve_asset",
    "archive_asset",
    "archive_collection",
    "ask",
    "ask_again",
    "ask_another",
    "ask_for_input",
    "ask_review",
    "begin_collection",
    "change_assets",
    "check_library",
    "check_link",
    "check_link_waiting",
    "collect",
    "confirm_request",
    "confirm_silent",
    "count_week",
    "create_asset",
    "decline_input",
    "decline_request",
    "deliver_request",
    "draw_again",
    "draw_page",
    "draw_waiting",
    "edit_asset",
    "edit_collection",
    "edit_item",
    "edit_note",
    "edit_request",
    "extend_share",
    "forget_changes",
    "forget_searches",
    "give_feedback",
    "give_input",
    "hand_over_assets",
    "hand_over_collections",
    "hand_over_inputs",
    "hand_over_requests",
    "hand_over_reviews",
    "hand_over_shares",
    "merge_facets",
    "merge_kind",
    "merge_kind_of_batches",
    "merge_persona_of_notes",
    "merge_request",
    "missing_in",
    "missing_to_publish",
    "move_item",
    "name_successor",
    "note_download",
    "note_heard",
    "note_opening",
    "note_search",
    "note_use",
    "open_share",
    "preview_change",
    "publish_asset",
    "publish_waiting",
    "read_again",
    "read_waiting",
    "recall_asset",
    "remove_archive",
    "remove_item",
    "remove_note",
    "remove_synonym",
    "reopen_feedback",
    "reopen_request",
    "request_changes",
    "require_clean",
    "restore_asset",
    "restore_collection",
    "revoke_share",
    "roll_back",
    "say_fixed",
    "scan_waiting",
    "share_asset",
    "share_collection",
    "start_request",
    "submit_again",
    "submit_field_content",
    "take_back",
    "take_back_use",
    "take_back_vote",
    "take_in_waiting",
    "thank_for_input",
    "undo_archive_collection",
    "undo_changing",
    "undo_decline_input",
    "undo_move",
    "undo_remove_item",
    "undo_remove_note",
    "undo_remove_synonym",
    "undo_take_back_use",
    "undo_withdraw_ask",
    "unpublish_asset",
    "upload_batch",
    "use_in_deal",
    "use_instead",
    "verify_asset",
    "vote",
    "withdraw_ask",
]
