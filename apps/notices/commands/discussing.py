"""Saying something about a thing."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from apps.core import telling, things, undo
from apps.core.errors import NotNow, Refused, require
from apps.core.models import locked
from apps.core.undo import Undo
from apps.notices import policy
from apps.notices.mentions import mentioned_in
from apps.notices.models import Comment, CommentText, Follow
from apps.people.models import Member
from apps.trail import commands as trail


class NothingSaid(Refused):
    """A comment says something."""


class NoDiscussionHere(Refused):
    """A comment is answered by another one beside it."""


class Withdrawn(NotNow):
    """The comment was taken back."""


@transaction.atomic
def comment(*, actor: Member, thing: Model, text: str, now: datetime) -> Comment:
    """Say something; who is named hears at once, who is involved, follows or has spoken hears as well."""
    require(policy.may_discuss(actor))
    if isinstance(thing, Comment):
        raise NoDiscussionHere(_("Answer beside the comment, on the thing that it is about."))
    kind, pk = things.pair(thing)
    said = Comment.objects.create(about_kind=kind, about_id=pk, author=actor, text=_said(text), at=now)
    named = _name(said, thing, now)
    told = {member.pk for member in named}
    others = [member for member in _listeners(thing) if member.pk not in told]
    heard = things.of(thing).comment_notice
    telling.tell(to=others, kind=heard, about=thing, actor=actor, now=now, comment=str(said.pk))
    trail.record(actor=actor, act="comment.added", about=thing, now=now)
    return said


@transaction.atomic
def edit_comment(*, actor: Member, comment: Comment, text: str, revision: int | None, now: datetime) -> Comment:
    """Say it better; what was said before stays readable, who is newly named is told."""
    current = _open(locked(comment, revision=revision))
    require(policy.may_edit(actor, current))
    wanted = _said(text)
    if wanted == current.text:
        return current
    CommentText.objects.create(comment=current, text=current.text, replaced_at=now)
    current.text, current.edited_at = wanted, now
    current.save(update_fields=["text", "edited_at"])
    _name(current, _thing_of(current, actor), now)
    trail.record(actor=actor, act="comment.edited", about=current, now=now)
    current.refresh_from_db()
    return current


@transaction.atomic
def withdraw_comment(*, actor: Member, comment: Comment, now: datetime) -> tuple[Comment, Undo]:
    """Take it back: its place stays, its words are no longer shown."""
    current = _open(locked(comment))
    require(policy.may_withdraw(actor, current))
    current.withdrawn_at = now
    current.save(update_fields=["withdrawn_at"])
    trail.record(actor=actor, act="comment.withdrawn", about=current, now=now)
    current.refresh_from_db()
    offer = undo.offer(
        name="notices.withdraw_comment",
        label=_("The comment is taken back."),
        actor=actor,
        payload={"comment": str(current.pk), "revision": current.revision},
    )
    return current, offer


@transaction.atomic
def undo_withdraw_comment(*, actor: Member, now: datetime, comment: str, revision: int) -> None:
    """Its words are shown again."""
    current = locked(Comment.objects.get(pk=comment), revision=revision)
    require(policy.may_withdraw(actor, current))
    current.withdrawn_at = None
    current.save(update_fields=["withdrawn_at"])
    trail.record(actor=actor, act="comment.restored", about=current, now=now)


def _said(text: str) -> str:
    text = text.strip()
    if not text:
        raise NothingSaid(_("Write what you want to say first."))
    return text


def _open(comment: Comment) -> Comment:
    if comment.withdrawn_at:
        raise Withdrawn(_("This comment was taken back."))
    return comment


def _thing_of(comment: Comment, viewer: Member) -> Model:
    thing = things.find(*comment.about, viewer)
    require(thing is not None)
    assert thing is not None
    return thing


def _name(said: Comment, thing: Model, now: datetime) -> list[Member]:
    """Tell those whom the comment names for the first time, as far as they can see the thing."""
    before = set(said.mentioned.values_list("pk", flat=True))
    pair = things.pair(thing)
    new = [m for m in mentioned_in(said.text) if m.pk not in before and things.find(*pair, m) is not None]
    said.mentioned.add(*new)
    telling.tell(to=new, kind="mention", about=thing, actor=said.author, now=now, comment=str(said.pk))
    return new


def _listeners(thing: Model) -> list[Member]:
    """Who hears of a comment: involved, following, or having spoken before."""
    pairs = {"about_kind": things.pair(thing)[0], "about_id": things.pair(thing)[1]}
    involved: Iterable[Member] = (member for member in things.of(thing).involved(thing) if member)
    followers = Follow.objects.filter(**pairs).values("member")
    speakers = Comment.objects.filter(**pairs, withdrawn_at__isnull=True).values("author")
    found = Member.objects.filter(pk__in=followers) | Member.objects.filter(pk__in=speakers)
    return list({member.pk: member for member in (*involved, *found)}.values())
