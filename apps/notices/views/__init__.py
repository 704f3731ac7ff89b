"""The pages of notices: inbox, what to hear of, discussion, follow, and for admins what was sent and came in."""

from apps.notices.views.deliveries import deliveries, delivery, send_again
from apps.notices.views.discussion import comment, edit_comment, withdraw_comment
from apps.notices.views.following import follow, offer_help, unfollow
from apps.notices.views.inbox import inbox, mark_all_read, open_notice, read_notice
from apps.notices.views.preferences import preferences, unsubscribe
from apps.notices.views.received import received_mails

__all__ = [
    "comment",
    "deliveries",
    "delivery",
    "edit_comment",
    "follow",
    "inbox",
    "mark_all_read",
    "offer_help",
    "open_notice",
    "preferences",
    "read_notice",
    "received_mails",
    "send_again",
    "unfollow",
    "unsubscribe",
    "withdraw_comment",
]
