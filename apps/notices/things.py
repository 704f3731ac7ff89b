"""What lower apps and the frame know of notices: their kinds, their acts, their place in the navigation."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from apps.core import navigation, telling, things, undo
from apps.core.telling import NoticeKind
from apps.core.things import Thing
from apps.notices import commands
from apps.notices.models import Comment, Delivery
from apps.trail import acts


def _thing_of(comment: Comment) -> Any:
    kind, pk = comment.about
    return things.kind(kind).model._default_manager.get(pk=pk)


def register() -> None:
    telling.fill(commands.post, commands.post_each)
    telling.register(
        NoticeKind(
            "mention",
            label=_("Somebody mentions me"),
            line=_("{actor} mentioned you on “{title}”"),
            why=_("You get this because a comment names you."),
            rhythm=telling.AT_ONCE,
        ),
        NoticeKind(
            "comment",
            label=_("Somebody comments on what I own, follow or commented on"),
            line=_("{actor} commented on “{title}”"),
            why=_("You get this because you are involved in it, follow it or have commented on it."),
        ),
        NoticeKind(
            "help-offered",
            label=_("Somebody offers to help me"),
            line=_("{actor} can help with “{title}”"),
            why=_("You get this because you are involved in it."),
        ),
    )
    things.register(
        Thing(
            kind="comment",
            label=_("Comment"),
            model=Comment,
            title=str,
            url=lambda comment: f"{things.url(_thing_of(comment))}#comment-{comment.pk}",
            visible_to=Comment.objects.visible_to,
        )
    )
    things.register(
        Thing(
            kind="delivery",
            label=_("Mail"),
            model=Delivery,
            title=str,
            url=lambda delivery: reverse("notices:delivery", args=[delivery.pk]),
            visible_to=Delivery.objects.visible_to,
        )
    )
    acts.register(
        {
            "comment.added": _("commented"),
            "comment.edited": _("edited it"),
            "comment.withdrawn": _("took it back"),
            "comment.restored": _("brought it back"),
            "help.offered": _("offered to help"),
            "help.taken_back": _("took the offer to help back"),
            "delivery.sent_again": _("sent it again"),
        }
    )
    undo.register("notices.mark_all_read", commands.undo_mark_all_read)
    undo.register("notices.withdraw_comment", commands.undo_withdraw_comment)
    navigation.register(
        navigation.Entry(10, _("Inbox"), "notices:inbox", icon="inbox", key="i", beneath=("/notices/",))
    )
    navigation.register_admin(
        navigation.Entry(60, _("Sent mail"), "notices:deliveries", "mail", hint=_("What was sent, and what failed")),
        navigation.Entry(
            61, _("Received mail"), "notices:received_mails", "mail", hint=_("Answers that came, and what was dropped")
        ),
    )
