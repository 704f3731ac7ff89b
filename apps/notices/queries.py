"""Reading inboxes, discussions, deliveries."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Model, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from apps.core import markdown, telling
from apps.core.prepared import Prepared
from apps.notices import policy
from apps.notices.incoming.imap import box_name
from apps.notices.models import (
    FOLD,
    Comment,
    Delivery,
    Follow,
    Mailbox,
    Notice,
    NoticeQuerySet,
    Preference,
    ReceivedMail,
)
from apps.people.models import Member

# Nobody reads a larger number, and it stands on every page.
UNREAD_SHOWN = 99


_unread = Prepared(
    lambda reader: Notice.objects.filter(recipient=reader).unread().entries().values_list("pk")[: UNREAD_SHOWN + 1]
)


def unread_count(*, viewer: Member) -> int:
    """How many entries are unread; of many, one more than are shown."""
    return len(_unread.rows(reader=viewer.pk)) if viewer.is_active else 0


def unread_shown(*, viewer: Member) -> str:
    """The same as it stands beside the inbox; empty for none."""
    count = unread_count(viewer=viewer)
    return f"{UNREAD_SHOWN}+" if count > UNREAD_SHOWN else str(count or "")


def inbox(*, viewer: Member, now: datetime | None = None) -> QuerySet[Notice]:
    """The entries of a member's inbox, with whom they name; `folded` is what was told before in the same entry."""
    return notices(viewer=viewer).entries()


def notices(*, viewer: Member, now: datetime | None = None) -> NoticeQuerySet:
    """All that a member was told, also what is folded under something newer by now."""
    fold = {name: OuterRef(name) for name in FOLD}
    earlier = Q(at__lt=OuterRef("at")) | Q(at=OuterRef("at"), pk__lt=OuterRef("pk"))
    actor = JSONObject(id="actor_id", name="actor__name")
    told = JSONObject(kind="kind", actor=actor, facts="facts", at="at")
    folded = Notice.objects.filter(earlier, **fold).order_by("-at", "-pk").values(told=told)
    rows = Notice.objects.visible_to(viewer).select_related("actor", "instead_of", "recipient")
    return rows.annotate(folded=ArraySubquery(folded))


def oldest_mail_due(*, now: datetime) -> datetime | None:
    """Since when the mail has waited that should have been sent the longest ago; None where none is late."""
    oldest: datetime | None = (
        Delivery.objects.to_send(now).order_by("not_before").values_list("not_before", flat=True).first()
    )
    return oldest


def comments(*, viewer: Member, now: datetime | None = None) -> QuerySet[Comment]:
    """What was said about everything that `viewer` sees."""
    return Comment.objects.visible_to(viewer).select_related("author").prefetch_related("mentioned", "older_texts")


@dataclass(frozen=True)
class Edit:
    """A text that a comment had, and when it was replaced."""

    at: datetime
    text: str


@dataclass(frozen=True)
class Said:
    """A comment as its thing's page shows it.

    Attributes:
        html: its words, safe; where it was taken back, a word about that.
        edits: what it said before, the oldest first.
        edit_url: empty for whoever may neither edit it nor take it back.
    """

    id: UUID
    author: Member
    at: datetime
    html: str
    edits: list[Edit]
    edit_url: str


def discussion_of(thing: Model, *, viewer: Member) -> list[Said]:
    """All that was said about a thing, the oldest first; the caller has made sure that `viewer` sees the thing."""
    found = Comment.objects.about_thing(thing).select_related("author").prefetch_related("older_texts")
    return [_said(comment, viewer) for comment in found.order_by("at", "pk")]


def _said(comment: Comment, viewer: Member) -> Said:
    gone = comment.withdrawn_at is not None
    theirs = policy.may_withdraw(viewer, comment) and not gone
    older = sorted(comment.older_texts.all(), key=lambda text: text.replaced_at)
    return Said(
        id=comment.pk,
        author=comment.author,
        at=comment.at,
        html=format_html("<p><em>{}</em></p>", _("taken back")) if gone else markdown.render(comment.text),
        edits=[] if gone else [Edit(text.replaced_at, text.text) for text in older],
        edit_url=reverse("notices:edit_comment", args=[comment.pk]) if theirs else "",
    )


def follows(*, viewer: Member, now: datetime | None = None) -> QuerySet[Follow]:
    return Follow.objects.visible_to(viewer)


def followers_of(thing: Model) -> QuerySet[Member]:
    """The active members who want to hear of a thing."""
    return Member.objects.active().filter(pk__in=Follow.objects.about_thing(thing).values("member"))


@dataclass(frozen=True)
class Following:
    """How one member stands to one thing, and who has offered to help with it."""

    own: Follow | None
    helpers: list[Member]


def following(*, thing: Model, viewer: Member) -> Following:
    found = list(Follow.objects.about_thing(thing).select_related("member").order_by("at", "pk"))
    return Following(
        own=next((follow for follow in found if follow.member_id == viewer.pk), None),
        helpers=[follow.member for follow in found if follow.helping],
    )


def preferences(*, viewer: Member, now: datetime | None = None) -> QuerySet[Preference]:
    return Preference.objects.visible_to(viewer)


def rhythms(*, viewer: Member) -> list[tuple[telling.NoticeKind, str]]:
    """Every kind of notice and how `viewer` hears of it, in the order of their labels."""
    chosen = dict(Preference.objects.visible_to(viewer).values_list("kind", "rhythm"))
    kinds = sorted(telling.notice_kinds(), key=lambda kind: str(kind.label))
    return [(kind, chosen.get(kind.name, kind.rhythm)) for kind in kinds]


def deliveries(*, viewer: Member, now: datetime | None = None) -> QuerySet[Delivery]:
    """The outbox, for admins."""
    return Delivery.objects.visible_to(viewer).select_related("recipient")


def received_mails(*, viewer: Member, now: datetime | None = None) -> QuerySet[ReceivedMail]:
    """What came in by mail, for admins."""
    return ReceivedMail.objects.visible_to(viewer).select_related("member")


def mailbox() -> Mailbox | None:
    """How looking into the mailbox goes; None where none is set or it was never looked into."""
    return Mailbox.objects.filter(name=box_name()).first()


def waiting_mails() -> int:
    """Notices that will go out by mail at their time."""
    return Notice.objects.filter(delivery__isnull=True, mail_at__isnull=False).count()
