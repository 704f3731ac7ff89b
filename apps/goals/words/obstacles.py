"""How inboxes tell of what is in the way."""

from django.utils.translation import gettext_lazy as _

from apps.core.telling import NoticeKind

_REMOVER = _("Somebody said that you can remove it.")
_HELD_UP = _("It holds up what is yours, or you raised it.")

NOTICES = (
    NoticeKind(
        "obstacle-given",
        label=_("Something is in the way that I can remove"),
        line=_("{actor} thinks you can get “{title}” out of the way of “{blocked}”."),
        why=_REMOVER,
    ),
    NoticeKind(
        "obstacle-raised",
        label=_("Something is in the way of what is mine"),
        line=_("{actor} said that “{title}” is in the way of “{blocked}”."),
        why=_("You answer for what it holds up."),
    ),
    NoticeKind(
        "obstacle-accepted",
        label=_("Somebody removes what is in my way"),
        line=_("{actor} is getting “{title}” out of the way."),
        why=_HELD_UP,
    ),
    NoticeKind(
        "obstacle-removed",
        label=_("What was in my way is removed"),
        line=_("{actor} got “{title}” out of the way of “{blocked}”."),
        why=_HELD_UP,
    ),
    NoticeKind(
        "obstacle-lived-with",
        label=_("What is in my way stays"),
        line=_("{actor} says that “{title}” stays, and how “{blocked}” lives with it."),
        why=_HELD_UP,
    ),
    NoticeKind(
        "obstacle-judged",
        label=_("What held me up is judged"),
        line=_("{actor} said whether “{title}” excuses the delay of “{blocked}”: {excuses}. {why}"),
        why=_HELD_UP,
    ),
    NoticeKind(
        "obstacle-to-remove",
        label=_("What I hold up is past its date"),
        line=_("“{title}” is still in the way of somebody, and you can remove it."),
        why=_REMOVER,
    ),
)
