"""What happens next with a task, by whom, and what its reader can do about it."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.goals import policy
from apps.goals.models import OwnershipTerm, Task
from apps.people.models import Member

State = Task.State


@dataclass(frozen=True)
class Step:
    """Something its reader can do.

    Attributes:
        url_name: of the page that does it.
        asks: whether something is to be said first, so that it leads to a form.
    """

    url_name: str
    label: Any
    asks: bool = False
    icon: str = ""


@dataclass(frozen=True)
class Steps:
    """The one sentence of what happens next, the main step and the others."""

    say: str
    main: Step | None
    others: list[Step]


ACCEPT = Step("goals:accept", gettext_lazy("Accept"), icon="check")
NOT_ME = Step("goals:not_me", gettext_lazy("Not me"))
DECLINE = Step("goals:decline", gettext_lazy("Decline"), asks=True)
START = Step("goals:start", gettext_lazy("Start"))
COMPLETE = Step("goals:complete", gettext_lazy("Done"), icon="check")
CONFIRM = Step("goals:confirm", gettext_lazy("Confirm"), icon="check")
REOPEN = Step("goals:reopen", gettext_lazy("Reopen"), asks=True)
OFFER = Step("goals:offer", gettext_lazy("Offer"), asks=True)
WITHDRAW = Step("goals:withdraw", gettext_lazy("Take the offer back"))
ASSIGN = Step("goals:assign", gettext_lazy("Assign"), asks=True)
MOVE = Step("goals:move_due", gettext_lazy("Move the date"), asks=True)
SET_DATE = Step("goals:move_due", gettext_lazy("Set a date"), asks=True)
DROP = Step("goals:drop", gettext_lazy("Drop"), asks=True)


def steps_of(task: Task, *, viewer: Member, not_me: bool = False) -> Steps:
    """The steps of a task, as `tasks` reads it, for who looks at it.

    Args:
        not_me: whether it was noted for the viewer, who may still say that it isn't theirs.
    """
    open_terms: list[OwnershipTerm] = vars(task)["open_terms"]
    if not task.is_active:
        return _when_over(task, viewer)
    offer = next((term for term in open_terms if term.state == OwnershipTerm.State.OFFERED), None)
    mine = next((term for term in open_terms if term.member_id == viewer.pk), None)
    others = _for_who_has_a_say(task, viewer, offer)
    if mine is not None:
        return _when_asked(task, mine, others)
    if task.owner_id == viewer.pk:
        return _when_own(task, offer, [NOT_ME, *others] if not_me else others)
    return Steps(_waiting(task, open_terms), None, others)


def _when_over(task: Task, viewer: Member) -> Steps:
    reopen = [REOPEN] if policy.may_reopen(viewer, task) else []
    if task.state == State.DROPPED:
        return Steps(_("Dropped: %(reason)s") % {"reason": task.drop_reason}, None, reopen)
    if task.confirmed_by is not None:
        return Steps(_("Done, and %(name)s confirmed it.") % {"name": task.confirmed_by}, None, reopen)
    if policy.may_confirm(viewer, task):
        say = _("%(name)s says it is done. Is it what you wanted?") % {"name": task.owner}
        return Steps(say, CONFIRM, reopen)
    if task.wanted_by_id != task.owner_id:
        return Steps(_("Done. %(name)s, who wanted it, may confirm it.") % {"name": task.wanted_by}, None, reopen)
    return Steps(_("Done."), None, reopen)


def _when_asked(task: Task, mine: OwnershipTerm, others: list[Step]) -> Steps:
    if mine.state == OwnershipTerm.State.ASSIGNED:
        say = _("%(name)s assigned it to you, so you answer for it now. Starting on it accepts it, too.")
        begin = [START] if task.state == State.OPEN else [COMPLETE]
        return Steps(say % {"name": mine.offered_by}, ACCEPT, [*begin, DECLINE, *others])
    say = _("%(name)s offers it to you. Until you accept, %(owner)s answers for it.")
    return Steps(say % {"name": mine.offered_by, "owner": task.owner}, ACCEPT, [DECLINE, *others])


def _when_own(task: Task, offer: OwnershipTerm | None, others: list[Step]) -> Steps:
    begun = task.state == State.IN_PROGRESS
    if offer is not None:
        say = _("It is offered to %(name)s. Until they accept, you answer for it.") % {"name": offer.member}
    else:
        say = _("You are on it. Say so when it is done.") if begun else _("It is yours to start.")
    return Steps(say, COMPLETE if begun else START, others if begun else [COMPLETE, *others])


def _waiting(task: Task, open_terms: list[OwnershipTerm]) -> str:
    if open_terms:
        names = {"name": open_terms[0].member, "owner": task.owner}
        if open_terms[0].state == OwnershipTerm.State.OFFERED:
            return _("Waiting for %(name)s to accept or decline; until then %(owner)s answers for it.") % names
        return _("%(name)s answers for it and hasn't accepted it yet.") % names
    if task.state == State.IN_PROGRESS:
        return _("%(name)s is on it.") % {"name": task.owner}
    return _("Waiting for %(name)s to start.") % {"name": task.owner}


def _for_who_has_a_say(task: Task, viewer: Member, offer: OwnershipTerm | None) -> list[Step]:
    found = []
    if offer is not None and policy.may_withdraw(viewer, task, offer):
        found.append(WITHDRAW)
    if offer is None and policy.may_offer(viewer, task):
        found.append(OFFER)
    if policy.may_reassign(viewer, task):
        found.append(ASSIGN)
    if policy.may_move_due(viewer, task):
        found.append(MOVE if task.due_on else SET_DATE)
    if policy.may_drop(viewer, task):
        found.append(DROP)
    return found
