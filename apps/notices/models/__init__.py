"""What people are told and say: inboxes, discussions, mails on their way out."""

from apps.notices.models.discussion import Comment, CommentQuerySet, CommentText, Follow, FollowQuerySet
from apps.notices.models.inbox import Notice, NoticeQuerySet, Preference, PreferenceQuerySet, Rhythm
from apps.notices.models.mail import Delivery, DeliveryQuerySet

__all__ = [
    "Comment",
    "CommentQuerySet",
    "CommentText",
    "Delivery",
    "DeliveryQuerySet",
    "Follow",
    "FollowQuerySet",
    "Notice",
    "NoticeQuerySet",
    "Preference",
    "PreferenceQuerySet",
    "Rhythm",
]
