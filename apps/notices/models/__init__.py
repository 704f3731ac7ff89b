"""What people are told and say: inboxes, discussions, mails on their way out and in."""

from apps.notices.models.discussion import Comment, CommentQuerySet, CommentText, Follow, FollowQuerySet
from apps.notices.models.inbox import FOLD, Notice, NoticeQuerySet, Preference, PreferenceQuerySet, Rhythm
from apps.notices.models.mail import Delivery, DeliveryQuerySet
from apps.notices.models.received import Mailbox, ReceivedMail, ReceivedMailQuerySet, ReplyAddress

__all__ = [
    "FOLD",
    "Comment",
    "CommentQuerySet",
    "CommentText",
    "Delivery",
    "DeliveryQuerySet",
    "Follow",
    "FollowQuerySet",
    "Mailbox",
    "Notice",
    "NoticeQuerySet",
    "Preference",
    "PreferenceQuerySet",
    "ReceivedMail",
    "ReceivedMailQuerySet",
    "ReplyAddress",
    "Rhythm",
]
