"""How inboxes tell what happens with goals and their milestones."""

from django.utils.translation import gettext_lazy as _

from apps.core.telling import NoticeKind
from apps.goals import replies

_OWNER = _("You answer for it.")
_WAS_OWNER = _("You answered for it until then.")

NOTICES = (
    NoticeKind(
        "milestone-given",
        label=_("I answer for a milestone"),
        line=_("{actor} named you for the milestone “{title}”."),
        why=_OWNER,
    ),
    NoticeKind(
        "milestone-done",
        label=_("A milestone is done"),
        line=_("{actor} finished the milestone “{title}”."),
        why=_("You answer for it or its goal."),
    ),
    NoticeKind(
        "milestone-overdue",
        label=_("A milestone of mine is past its date"),
        line=_("The milestone “{title}” is past its date. Say that it is done, or agree on another date."),
        why=_OWNER,
    ),
    NoticeKind(
        "goal-given",
        label=_("I answer for a goal"),
        line=_("{actor} named you for the goal “{title}”."),
        why=_OWNER,
    ),
    NoticeKind(
        "goal-passed-on",
        label=_("Somebody else answers for my goal"),
        line=_("{actor} gave the goal “{title}” to somebody else; you no longer answer for it."),
        why=_WAS_OWNER,
    ),
    NoticeKind(
        "goal-phased",
        label=_("What is expected by when of an agreed goal"),
        line=_("{actor} said how much of “{title}” is expected by when. The target stays as agreed."),
        why=_("You have a seat in the agreement that it stands in."),
    ),
    NoticeKind(
        "goal-off-track",
        label=_("A goal below mine is off track"),
        line=_("{actor} says “{title}” is off track: {line}"),
        why=_("You answer for the goal that it serves."),
    ),
    NoticeKind(
        "check-in-missed",
        label=_("How my goal stands"),
        line=_("How does “{title}” stand? A tap is enough."),
        why=_OWNER,
        on_reply=replies.check_in_by_mail,
        how_to_reply=replies.HOW,
        opens=_("Say how it stands"),
    ),
)
