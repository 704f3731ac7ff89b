"""How histories and inboxes tell of small steps and of the links to the scoreboard."""

from django.utils.translation import gettext_lazy as _

from apps.core.telling import NoticeKind

ACTS = {
    "scoreboard-link.made": _("made a link to the scoreboard"),
    "scoreboard-link.revoked": _("revoked it"),
    "small-step.begun": _("began to try it"),
    "small-step.edited": _("changed it"),
    "small-step.kept": _("said that it is kept"),
    "small-step.changed": _("said that it is changed"),
    "small-step.dropped": _("said that it is dropped"),
    "small-step.reopened": _("goes on trying it"),
}

_OWNER = _("You answer for it.")

NOTICES = (
    NoticeKind(
        "small-step-given",
        label=_("I answer for a small step"),
        line=_("{actor} named you for the small step “{title}”."),
        why=_OWNER,
    ),
    NoticeKind(
        "small-step-due",
        label=_("A small step of mine has come to its day"),
        line=_("The time for “{title}” is over. What did you learn: keep it, change it, or drop it?"),
        why=_OWNER,
    ),
    NoticeKind(
        "small-step-ended",
        label=_("What was learned by a small step"),
        line=_("{actor} said what was learned by “{title}”: {learned}"),
        why=_("You answer for it, or you began it."),
    ),
)
