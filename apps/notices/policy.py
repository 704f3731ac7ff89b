"""Who may do what with notices, comments and deliveries."""

from apps.notices.models import Comment, Follow, Notice
from apps.people.models import Member


def may_see_deliveries(member: Member) -> bool:
    return member.is_active and member.is_admin


def may_read(member: Member, notice: Notice) -> bool:
    """Only its reader marks a notice as read."""
    return notice.recipient_id == member.pk


def may_discuss(member: Member) -> bool:
    """Whoever sees a thing may say something about it, follow it and offer to help."""
    return member.is_active


def may_edit(member: Member, comment: Comment) -> bool:
    """Nobody puts words into somebody else's mouth."""
    return comment.author_id == member.pk


def may_withdraw(member: Member, comment: Comment) -> bool:
    return comment.author_id == member.pk or member.is_admin


def may_unfollow(member: Member, follow: Follow) -> bool:
    return follow.member_id == member.pk
