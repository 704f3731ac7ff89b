"""All that can be done with notices, discussions and mails."""

from apps.notices.commands.answering import take
from apps.notices.commands.delivering import deliver, keep, leave_at_the_inbox, send_again
from apps.notices.commands.discussing import comment, edit_comment, undo_withdraw_comment, withdraw_comment
from apps.notices.commands.following import follow, offer_help, unfollow
from apps.notices.commands.posting import post, post_each
from apps.notices.commands.preferring import choose_rhythm
from apps.notices.commands.reading import mark_all_read, mark_read, undo_mark_all_read
from apps.notices.commands.receiving import fetch, tidy

__all__ = [
    "choose_rhythm",
    "comment",
    "deliver",
    "edit_comment",
    "fetch",
    "follow",
    "keep",
    "leave_at_the_inbox",
    "mark_all_read",
    "mark_read",
    "offer_help",
    "post",
    "post_each",
    "send_again",
    "take",
    "tidy",
    "undo_mark_all_read",
    "undo_withdraw_comment",
    "unfollow",
    "withdraw_comment",
]
