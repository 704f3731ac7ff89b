"""How histories and inboxes tell what happens with plans and what they name."""

from django.utils.translation import gettext_lazy as _

from apps.core.telling import NoticeKind

ACTS = {
    "plan.started": _("began the plan"),
    "plan.goal_added": _("added a goal to the draft"),
    "plan.goal_left_out": _("left a goal out of the draft"),
    "plan.goal_changed": _("changed in the draft what is said of a goal"),
    "invocation.proposed": _("brought up what was agreed for the case that it slips"),
    "invocation.heard": _("said how it came about"),
    "invocation.applied": _("decided that it is done as agreed"),
    "invocation.waived": _("decided to let it be"),
    "plan.activity_named": _("named an activity in the draft"),
    "plan.activity_left_out": _("left an activity out of the draft"),
    "plan.activity_changed": _("changed in the draft what is said of an activity"),
    "promise.added": _("wrote the promise into the draft of a plan"),
    "promise.marked": _("said what became of it until {until}"),
    "promise.passed_on": _("gave it to somebody else"),
    "plan.counts": _("put into force what was signed"),
}

_OWNER = _("You answer for it.")
_WAS_OWNER = _("You answered for it until then.")

NOTICES = (
    NoticeKind(
        "promise-given",
        label=_("I keep a promise of a plan"),
        line=_("{actor} named you for the promise “{title}”."),
        why=_OWNER,
    ),
    NoticeKind(
        "promise-passed-on",
        label=_("Somebody else keeps my promise"),
        line=_("{actor} gave the promise “{title}” to somebody else; you no longer answer for it."),
        why=_WAS_OWNER,
    ),
    NoticeKind(
        "promise-to-say",
        label=_("Whether I kept a promise of a plan"),
        line=_("“{title}”: was it kept? Say it in a word."),
        why=_("You answer for it, and its time is over."),
    ),
    NoticeKind(
        "account-asked",
        label=_("My account is asked for"),
        line=_("“{title}” slipped. Before anything is decided you are heard: how did it come about?"),
        why=_OWNER,
    ),
    NoticeKind(
        "account-given",
        label=_("An owner said how their goal slipped"),
        line=_("{actor} said how “{title}” slipped. Those who decide can do so now."),
        why=_("You brought it up."),
    ),
    NoticeKind(
        "consequence-decided",
        label=_("What follows from a goal that slipped is decided"),
        line=_("{actor} decided what follows for “{title}”: {outcome}"),
        why=_("You answer for it, or you brought it up."),
    ),
)
