"""What is said about things, who follows them, who can help."""

from typing import Any

from rest_framework import serializers

from apps.notices import commands, queries
from apps.notices.forms import CommentFilters, FollowFilters
from apps.notices.models import Comment
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

LONGEST_COMMENT = 20_000


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


urlpatterns = [
    *resource("comments", Comments, OneComment, withdraw=WithdrawComment),
    *resource("follows", Follows, OneFollow, history=False, collection_verbs={"help": OfferHelp}, unfollow=Unfollow),
]
