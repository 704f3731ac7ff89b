"""How inboxes tell how goals end, and who reads how they stand."""

from django.utils.translation import gettext_lazy as _

from apps.core.telling import NoticeKind

_CONCERNED = _("You answer for it, for what it serves or for work on it, or you signed it.")
_READER = _("You read this goal's check-ins, or stand in for who does.")

NOTICES = (
    NoticeKind(
        "goal-closed",
        label=_("A goal that concerns me is closed"),
        line=_("{actor} closed “{title}”: {how}. {story}"),
        why=_CONCERNED,
    ),
    NoticeKind(
        "goal-reopened",
        label=_("A goal that concerns me is reopened"),
        line=_("{actor} reopened “{title}”: {reason}"),
        why=_CONCERNED,
    ),
    NoticeKind(
        "reader-named",
        label=_("I read how a goal stands"),
        line=_("{actor} asks you to read how “{title}” stands, whenever its owner says so."),
        why=_READER,
    ),
    NoticeKind(
        "check-in-to-read",
        label=_("How a goal stands waits for me to read it"),
        line=_("A check-in on “{title}” waits for you to read it."),
        why=_READER,
        urgent=True,
    ),
)
