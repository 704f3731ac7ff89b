"""Inbox, discussion, follow, and the outbox for admins, at the machine's door."""

from datetime import datetime
from typing import Any

from rest_framework import serializers

from apps.core import due, telling, things
from apps.notices import commands, queries
from apps.notices.forms import CommentFilters, DeliveryFilters, FollowFilters, InboxFilters, PreferenceFilters
from apps.notices.models import Comment, Delivery, Rhythm
from apps.people.door import (
    AboutField,
    Collection,
    CollectionVerb,
    Input,
    MemberField,
    Output,
    Part,
    Single,
    Verb,
    resource,
)
from apps.people.models import Member

LONGEST_COMMENT = 20_000


class NoticeOutput(Part):
    id = serializers.UUIDField()
    kind = serializers.CharField()
    about = AboutField()
    actor = MemberField()
    instead_of = MemberField(allow_null=True)
    facts = serializers.JSONField()
    at = serializers.DateTimeField()
    read_at = serializers.DateTimeField(allow_null=True)
    example = {"kind": "mention", "facts": {}, "read_at": None}


class Notices(Collection):
    """List my notices."""

    kind = "notice"
    rows = staticmethod(queries.inbox)
    output = NoticeOutput
    filters = InboxFilters
    orders = {"at": ("at", "id")}
    default_order = "-at"


class OneNotice(Single):
    """Read one of my notices."""

    kind = "notice"
    rows = staticmethod(queries.inbox)
    output = NoticeOutput


class ReadNotice(Verb):
    """Mark a notice as read."""

    kind = "notice"
    rows = staticmethod(queries.inbox)
    subject = "notice"
    output = NoticeOutput
    revised = False
    command = staticmethod(commands.mark_read)


class ReadAllNotices(CollectionVerb):
    """Mark all my notices as read."""

    kind = "notice"
    command = staticmethod(commands.mark_all_read)


class WaitingOutput(Part):
    kind = serializers.CharField()
    what = serializers.CharField()
    about = AboutField()
    title = serializers.CharField()
    due_at = serializers.DateTimeField()
    since = serializers.DateTimeField()
    waiting_for = MemberField(allow_null=True)
    example = {"kind": "task-overdue", "what": "A task of mine is overdue", "title": "Case study: Lyon"}


class _Waiting:
    """One due thing as the answer shows it."""

    def __init__(self, one: due.Due) -> None:
        self.kind, self.due_at, self.since, self.waiting_for = one.kind, one.due_at, one.since, one.waiting_for
        self.what = str(due.due_kind(one.kind).label)
        self.about = things.pair(one.thing)
        self.title = things.title(one.thing)


def _waiting(*, viewer: Member, now: datetime) -> list[_Waiting]:
    return [_Waiting(one) for one in due.waiting(viewer, now)]


class Waiting(Collection):
    """List what waits for me.

    All of it on one page, the most pressing first.
    """

    rows = staticmethod(_waiting)
    output = WaitingOutput


class OlderText(Part):
    text = serializers.CharField()
    replaced_at = serializers.DateTimeField()
    example = {"text": "As it stood before."}


class CommentOutput(Output):
    about = AboutField()
    author = MemberField()
    text = serializers.SerializerMethodField()
    at = serializers.DateTimeField()
    edited_at = serializers.DateTimeField(allow_null=True)
    withdrawn_at = serializers.DateTimeField(allow_null=True)
    older_texts = serializers.SerializerMethodField()
    example = {"text": "@Mara Marsh, does this cover healthcare?", "edited_at": None, "withdrawn_at": None}

    def get_text(self, comment: Comment) -> str:
        return "" if comment.withdrawn_at else comment.text

    def get_older_texts(self, comment: Comment) -> list[dict[str, Any]]:
        older = sorted(comment.older_texts.all(), key=lambda text: text.replaced_at)
        return [] if comment.withdrawn_at else [OlderText.of(text) for text in older]


class CommentInput(Input):
    about = AboutField(source="thing")
    text = serializers.CharField(max_length=LONGEST_COMMENT)
    example = {"text": "@Mara Marsh, does this cover healthcare?"}


class CommentChanges(Input):
    text = serializers.CharField(max_length=LONGEST_COMMENT)
    example = {"text": "@Mara Marsh, does this cover healthcare as well?"}


class Comments(Collection):
    """List comments; of one thing by `about_kind` and `about_id`."""

    kind = "comment"
    rows = staticmethod(queries.comments)
    output = CommentOutput
    filters = CommentFilters
    orders = {"at": ("at", "id")}
    default_order = "at"
    words = ("text",)
    input = CommentInput
    command = staticmethod(commands.comment)
    create_summary = "Comment on a thing"


class OneComment(Single):
    """Read a comment."""

    kind = "comment"
    rows = staticmethod(queries.comments)
    subject = "comment"
    output = CommentOutput
    input = CommentChanges
    command = staticmethod(commands.edit_comment)
    edit_summary = "Edit a comment"
    edit_roles = "its author"


class WithdrawComment(Verb):
    """Take a comment back."""

    kind = "comment"
    rows = staticmethod(queries.comments)
    subject = "comment"
    output = CommentOutput
    command = staticmethod(commands.withdraw_comment)
    roles = "its author, admin"


class FollowOutput(Part):
    id = serializers.UUIDField()
    about = AboutField()
    helping = serializers.BooleanField()
    at = serializers.DateTimeField()
    example = {"helping": False}


class FollowInput(Input):
    about = AboutField(source="thing")


class Follows(Collection):
    """List what I follow."""

    kind = "follow"
    rows = staticmethod(queries.follows)
    output = FollowOutput
    filters = FollowFilters
    orders = {"at": ("at", "id")}
    default_order = "-at"
    input = FollowInput
    command = staticmethod(commands.follow)
    create_summary = "Follow a thing"


class OneFollow(Single):
    """Read how I follow a thing."""

    kind = "follow"
    rows = staticmethod(queries.follows)
    output = FollowOutput


class OfferHelp(CollectionVerb):
    """Offer help with a thing."""

    kind = "follow"
    rows = staticmethod(queries.follows)
    input = FollowInput
    output = FollowOutput
    command = staticmethod(commands.offer_help)


class Unfollow(Verb):
    """Follow a thing no longer; an offer to help is taken back with it."""

    kind = "follow"
    rows = staticmethod(queries.follows)
    subject = "follow"
    revised = False
    command = staticmethod(commands.unfollow)


class PreferenceOutput(Part):
    id = serializers.UUIDField()
    kind = serializers.CharField()
    rhythm = serializers.CharField()
    at = serializers.DateTimeField()
    example = {"kind": "comment", "rhythm": "never"}


class PreferenceInput(Input):
    kind = serializers.ChoiceField(choices=[(kind.name, kind.label) for kind in telling.notice_kinds()])
    rhythm = serializers.ChoiceField(choices=Rhythm.choices)
    example = {"kind": "comment", "rhythm": "never"}


class Preferences(Collection):
    """List how I hear of kinds of notices, where I chose.

    What isn't listed comes by its kind's default.
    """

    kind = "preference"
    rows = staticmethod(queries.preferences)
    output = PreferenceOutput
    filters = PreferenceFilters
    orders = {"kind": "kind"}
    default_order = "kind"
    input = PreferenceInput
    command = staticmethod(commands.choose_rhythm)
    create_summary = "Choose how I hear of a kind of notice"


class DeliveryOutput(Part):
    id = serializers.UUIDField()
    recipient = MemberField(allow_null=True)
    to_address = serializers.EmailField()
    subject = serializers.CharField()
    state = serializers.ChoiceField(choices=Delivery.State.choices)
    message_id = serializers.CharField()
    attempts = serializers.IntegerField()
    last_error = serializers.CharField()
    created_at = serializers.DateTimeField()
    not_before = serializers.DateTimeField()
    sent_at = serializers.DateTimeField(allow_null=True)
    example = {"state": "sent", "subject": "Mara Marsh commented on “Case study: Lyon”", "last_error": ""}


class OneDeliveryOutput(DeliveryOutput):
    body_text = serializers.SerializerMethodField()
    example = {**DeliveryOutput.example, "body_text": ""}

    def get_body_text(self, delivery: Delivery) -> str:
        """Only what was kept for want of a mail server is shown."""
        return delivery.body_text if delivery.state == Delivery.State.KEPT else ""


class Deliveries(Collection):
    """List the mails that were written."""

    kind = "delivery"
    rows = staticmethod(queries.deliveries)
    output = DeliveryOutput
    filters = DeliveryFilters
    orders = {"created_at": ("created_at", "id")}
    default_order = "-created_at"
    roles = "admin"


class OneDelivery(Single):
    """Read a mail."""

    kind = "delivery"
    rows = staticmethod(queries.deliveries)
    output = OneDeliveryOutput
    roles = "admin"


class SendAgain(Verb):
    """Send a mail again that was given up or kept."""

    kind = "delivery"
    rows = staticmethod(queries.deliveries)
    subject = "delivery"
    output = DeliveryOutput
    revised = False
    command = staticmethod(commands.send_again)
    roles = "admin"


urlpatterns = [
    *resource("notices", Notices, OneNotice, history=False, collection_verbs={"read": ReadAllNotices}, read=ReadNotice),
    *resource("waiting", Waiting),
    *resource("comments", Comments, OneComment, withdraw=WithdrawComment),
    *resource("follows", Follows, OneFollow, history=False, collection_verbs={"help": OfferHelp}, unfollow=Unfollow),
    *resource("preferences", Preferences),
    *resource("deliveries", Deliveries, OneDelivery, send_again=SendAgain),
]
