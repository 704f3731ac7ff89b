from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q, QuerySet

from apps.core import things
from apps.core.models import About, Revised, Row, append_only


class CommentQuerySet(QuerySet["Comment"]):
    def visible_to(self, viewer: Any) -> "CommentQuerySet":
        """A discussion is seen by whoever sees the thing it is about."""
        seen = Q(pk__isnull=True)
        for thing in things.kinds():
            if thing.model is not Comment:
                seen |= Q(about_kind=thing.kind, about_id__in=thing.visible_to(viewer).order_by().values("pk"))
        return self.filter(seen)

    def about_thing(self, thing: models.Model) -> "CommentQuerySet":
        kind, pk = things.pair(thing)
        return self.filter(about_kind=kind, about_id=pk)


class Comment(Revised, About):
    """Something said about a thing; edited, its older texts stay readable."""

    author: Any = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="comments")
    text = models.TextField()
    at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    mentioned: Any = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")

    objects = CommentQuerySet.as_manager()

    class Meta(Revised.Meta):
        indexes = [models.Index(name="comment_about", fields=["about_kind", "about_id", "at"])]
        constraints = [models.CheckConstraint(name="comment_says_something", condition=~Q(text=""))]

    def __str__(self) -> str:
        return self.text[:60]


class CommentText(Row):
    """What a comment said before it was edited."""

    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="older_texts")
    text = models.TextField()
    replaced_at = models.DateTimeField()

    class Meta:
        triggers = append_only("comment_text")

    def __str__(self) -> str:
        return self.text[:60]


class FollowQuerySet(QuerySet["Follow"]):
    def visible_to(self, viewer: Any) -> "FollowQuerySet":
        return self.filter(member=viewer) if viewer.is_active else self.none()

    def about_thing(self, thing: models.Model) -> "FollowQuerySet":
        kind, pk = things.pair(thing)
        return self.filter(about_kind=kind, about_id=pk)


class Follow(Row, About):
    """A member wants to hear of a thing, or offers to help with it."""

    member: Any = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="follows")
    helping = models.BooleanField(default=False)
    at = models.DateTimeField()

    objects = FollowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "about_kind", "about_id"], name="follow_once"),
        ]
        indexes = [models.Index(name="follow_about", fields=["about_kind", "about_id"])]

    def __str__(self) -> str:
        return f"{self.member_id} follows {self.about_kind}"
