"""How inboxes tell what happens with tasks."""

from django.utils.translation import gettext_lazy as _

from apps.core.telling import NoticeKind

_OWNER = _("You answer for it.")
_INVOLVED = _("You wanted it, or you answer for it.")
_ASKED = _("You were asked to take it on.")
_WAS_OWNER = _("You answered for it until then.")
_OFFERED = _("You offered or assigned it.")

NOTICES = (
    NoticeKind(
        "task-offered",
        label=_("A task waits for my answer"),
        line=_("“{title}” waits for your answer: take it on, or say why not."),
        why=_ASKED,
        opens=_("Take it on, or say why not"),
    ),
    NoticeKind(
        "task-offer-withdrawn",
        label=_("An offer to me is taken back"),
        line=_("{actor} took the offer of “{title}” back; there is nothing for you to do."),
        why=_ASKED,
    ),
    NoticeKind(
        "task-assigned",
        label=_("A task is assigned to me"),
        line=_("{actor} assigned “{title}”{more} to you."),
        why=_OWNER,
    ),
    NoticeKind(
        "task-reassigned",
        label=_("A task of mine is assigned to somebody else"),
        line=_("{actor} assigned “{title}”{more} to somebody else; you no longer answer for it."),
        why=_WAS_OWNER,
    ),
    NoticeKind(
        "task-taken-back",
        label=_("An assignment to me is undone"),
        line=_("{actor} undid the assignment of “{title}”{more} to you."),
        why=_WAS_OWNER,
    ),
    NoticeKind(
        "task-given-back",
        label=_("An assignment of my task is undone"),
        line=_("{actor} undid the assignment of “{title}”{more}; you answer for it again."),
        why=_OWNER,
    ),
    NoticeKind(
        "task-accepted",
        label=_("A task I offered is accepted"),
        line=_("{actor} accepted “{title}”."),
        why=_OFFERED,
    ),
    NoticeKind(
        "task-declined",
        label=_("A task I offered is declined"),
        line=_("{actor} declined “{title}”: {reason}"),
        why=_OFFERED,
    ),
    NoticeKind(
        "task-noted",
        label=_("A task is noted for me while I am there"),
        line=_("“{title}” was noted for you while you were there, so it is yours. Not you? You have a day to say so."),
        why=_OWNER,
    ),
    NoticeKind(
        "task-not-me",
        label=_("A task I noted isn't theirs"),
        line=_("{actor} says that “{title}” isn't theirs. {owner} answers for it again."),
        why=_("You noted it, or you wanted it."),
    ),
    NoticeKind(
        "task-returned",
        label=_("A task I offered isn't answered in time"),
        line=_("“{title}” wasn't answered within two working days, so it is back with you."),
        why=_OFFERED,
    ),
    NoticeKind(
        "task-due-moved",
        label=_("A due date is moved"),
        line=_("{actor} moved “{title}” to {due_on}. {reason}"),
        why=_INVOLVED,
    ),
    NoticeKind(
        "task-done",
        label=_("A task I wanted is done"),
        line=_("{actor} finished “{title}”. Is it what you wanted?"),
        why=_("You wanted it."),
    ),
    NoticeKind(
        "task-confirmed",
        label=_("A task I did is confirmed"),
        line=_("{actor} confirmed “{title}”: it is what was wanted."),
        why=_("You did it."),
    ),
    NoticeKind(
        "task-dropped",
        label=_("A task of mine is dropped"),
        line=_("{actor} dropped “{title}”: {reason}"),
        why=_INVOLVED,
    ),
    NoticeKind(
        "task-reopened",
        label=_("A task of mine is reopened"),
        line=_("{actor} reopened “{title}”. {reason}"),
        why=_INVOLVED,
    ),
    NoticeKind(
        "task-overdue",
        label=_("A task of mine is past its date"),
        line=_("“{title}” is past its date. Finish it, or move the date and say why."),
        why=_OWNER,
    ),
)
