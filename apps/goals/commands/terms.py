"""The rows of ownership, written under the task's lock. Every change of `owner` goes through here."""

from datetime import datetime

from django.db.models import F
from django.utils.translation import gettext as _

from apps.core.errors import NotNow
from apps.goals.models import OwnershipTerm, Task
from apps.people import queries as people
from apps.people.models import Member

# Working days after which an unanswered offer is back with who made it.
DAYS_TO_ANSWER = 2
# And after which what was noted for who was there stays theirs.
DAYS_TO_SAY_NOT_ME = 1
State = OwnershipTerm.State


class NothingToAnswer(NotNow):
    """What was offered is answered, taken back or over already."""


def answer_by(now: datetime) -> datetime:
    return people.working_time().after_days(now, DAYS_TO_ANSWER)


def current_term(task: Task) -> OwnershipTerm:
    return task.terms.current().select_related("member", "offered_by").get()


def open_offer(task: Task) -> OwnershipTerm | None:
    return task.terms.offers().select_related("member", "offered_by").first()


def to_answer(task: Task, member: Member) -> OwnershipTerm:
    """What waits for `member`'s yes or no.

    Raises:
        NothingToAnswer: nothing does, or not any more.
    """
    term = task.terms.to_answer().filter(member=member).select_related("offered_by").first()
    if term is None:
        raise NothingToAnswer(_("“%(title)s” no longer waits for your answer.") % {"title": task})
    return term


def own(task: Task, member: Member, now: datetime, *, offered_by: Member) -> OwnershipTerm:
    """Begin a term that needs no acceptance: what one makes oneself, or gets back from whom one assigned it to."""
    return OwnershipTerm.objects.create(
        task=task, member=member, state=State.ACCEPTED, offered_by=offered_by, offered_at=now, answered_at=now
    )


def note(task: Task, member: Member, now: datetime, *, by: Member) -> OwnershipTerm:
    """Begin a term of somebody who was there when the task was noted; they have a day to say that it isn't theirs."""
    until = people.working_time().after_days(now, DAYS_TO_SAY_NOT_ME)
    return OwnershipTerm.objects.create(
        task=task, member=member, state=State.ACCEPTED, offered_by=by, offered_at=now, answered_at=now,
        noted=True, answer_by=until,
    )  # fmt: skip


def noted_for(task: Task, member: Member) -> OwnershipTerm | None:
    """The last term that began by noting the task for `member`, whatever became of it."""
    rows = task.terms.filter(member=member, noted=True).select_related("offered_by")
    return rows.order_by(F("ended_at").desc(nulls_first=True)).first()


def may_be_refused(term: OwnershipTerm, task: Task, now: datetime) -> bool:
    """Whether “not me” still counts: it is theirs, they haven't begun, and the day isn't over."""
    return (
        term.state == State.ACCEPTED
        and task.state == Task.State.OPEN
        and term.answer_by is not None
        and now < term.answer_by
    )


def end(term: OwnershipTerm, state: str, now: datetime, reason: str = "") -> None:
    """Close an open term; a yes or no is timed as well."""
    term.state, term.ended_at, term.reason = state, now, reason
    if state == State.DECLINED:
        term.answered_at = now
    term.save(update_fields=["state", "ended_at", "reason", "answered_at"])


def take_on(task: Task, term: OwnershipTerm, now: datetime) -> Member:
    """Accept `term`; an offer makes its member the owner. Returns who answered for the task until now."""
    before: Member = task.owner
    if term.state == State.OFFERED:
        end(current_term(task), State.ENDED, now)
        task.owner = term.member
        task.save(update_fields=["owner"])
    term.state, term.answered_at = State.ACCEPTED, now
    term.save(update_fields=["state", "answered_at"])
    return before


def accept_by_working(task: Task, now: datetime) -> bool:
    """Working on what was assigned accepts it; returns whether there was anything to accept."""
    term = current_term(task)
    if term.state != State.ASSIGNED:
        return False
    take_on(task, term, now)
    return True


def close_offer(task: Task, now: datetime) -> OwnershipTerm | None:
    """Take an open offer back, because the task is over or somebody else's."""
    offer = open_offer(task)
    if offer is not None:
        end(offer, State.WITHDRAWN, now)
    return offer
