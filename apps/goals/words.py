"""How histories and inboxes tell what happens here."""

from django.utils.translation import gettext_lazy as _

from apps.core.telling import NoticeKind
from apps.goals import replies
from apps.goals.models import GoalSide
from apps.goals.words_of_ends import NOTICES as OF_ENDS_AND_READERS

ACTS = {
    "goal.created": _("set the goal"),
    "goal.edited": _("changed the goal"),
    "goal.milestone_added": _("added the milestone “{milestone}”"),
    "goal.measured": _("said what it is measured by"),
    "goal.conditions_set": _("said what it depends on, and what happens if it slips"),
    "goal.phased": _("said how much is expected by when"),
    "goal.read": _("wrote down what it stands at"),
    "goal.reading_taken_back": _("took a number back"),
    "goal.on_track": _("said that it is on track"),
    "goal.at_risk": _("said that it is at risk"),
    "goal.off_track": _("said that it is off track"),
    "goal.reader_named": _("said who reads how it stands"),
    "goal.check_in_read": _("read how it stands"),
    "goal.achieved": _("closed the goal: it is achieved"),
    "goal.missed": _("closed the goal: it was missed"),
    "goal.dropped": _("closed the goal: it was dropped"),
    "goal.reopened": _("reopened the goal"),
    "goal.carried_over": _("carried it over: it goes on as “{later}” ({period})"),
    "goal.carried_here": _("carried it over from “{earlier}”"),
    "goal.obstructed": _("said what is in its way: “{obstacle}”"),
    "task.obstructed": _("said what is in its way: “{obstacle}”"),
    "obstacle.raised": _("said that it is in the way, and that {to} can remove it"),
    "obstacle.edited": _("changed it"),
    "obstacle.accepted": _("is removing it"),
    "obstacle.removed": _("removed it"),
    "obstacle.excuses": _("said that it excuses the delay"),
    "obstacle.does_not_excuse": _("said that it doesn't excuse the delay"),
    "obstacle.lived_with": _("said that it stays"),
    "obstacle.carried_over": _("carried it over: it is in the way of “{later}” now"),
    "obstacle.reopened": _("said that it is in the way after all"),
    "period.opened": _("opened the fiscal year"),
    "milestone.added": _("added the milestone"),
    "milestone.edited": _("changed the milestone"),
    "milestone.done": _("said that it is done"),
    "milestone.carried_over": _("carried it over to “{later}”"),
    "milestone.reopened": _("reopened it"),
    "task.created": _("wrote the task down"),
    "task.edited": _("changed the task"),
    "task.offered": _("offered it to {to}"),
    "task.offer_withdrawn": _("took the offer to {to} back"),
    "task.accepted": _("accepted it"),
    "task.declined": _("declined it"),
    "task.not_me": _("said that it isn't theirs; who noted it answers for it again"),
    "task.returned": _("gave it back, because {to} didn't answer in time"),
    "task.assigned": _("assigned it to {to}"),
    "task.assigning_undone": _("undid the assignment"),
    "task.due_moved": _("moved the due date"),
    "task.carried_over": _("carried it over: it serves “{later}” now"),
    "task.started": _("started on it"),
    "task.done": _("said that it is done"),
    "task.confirmed": _("confirmed that it is what was wanted"),
    "task.dropped": _("dropped it"),
    "task.reopened": _("reopened it"),
}

FIELDS = {
    "title": _("Title"),
    "why": _("Why"),
    "detail": _("What one needs to know"),
    "due_on": _("Due"),
    "phases": _("Expected by"),
    "reader": _("Reader"),
    "serves": _("Serves"),
    "own_doing": _("Brought about by its owner"),
    "conditions": _("Depends on"),
    "consequence": _("If it slips"),
    "decided_by": _("Who decides then"),
    "practice": _("What we try"),
    "sign": _("How we'll know"),
    "until_on": _("Until"),
}
VALUES = {"side": dict(GoalSide.choices)}

_OWNER = _("You answer for it.")
_INVOLVED = _("You wanted it, or you answer for it.")
_ASKED = _("You were asked to take it on.")
_WAS_OWNER = _("You answered for it until then.")
_OFFERED = _("You offered or assigned it.")
_REMOVER = _("Somebody said that you can remove it.")
_HELD_UP = _("It holds up what is yours, or you raised it.")

NOTICES = (
    *OF_ENDS_AND_READERS,
    NoticeKind(
        "task-offered",
        label=_("A task waits for my answer"),
        line=_("“{title}” waits for your answer: take it on, or say why not."),
        why=_ASKED,
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
        line=_("“{title}” was noted for you while you were there, so it is yours. Not you? A day is time to say so."),
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
        line=_("{actor} said how much of “{title}” is expected by when. The target stays as you agreed on it."),
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
    ),
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
        line=_("{actor} said whether “{title}” excuses the delay of “{blocked}”: {why}"),
        why=_HELD_UP,
    ),
    NoticeKind(
        "obstacle-to-remove",
        label=_("What I hold up is past its date"),
        line=_("“{title}” is still in the way of somebody, and you can remove it."),
        why=_REMOVER,
    ),
)
