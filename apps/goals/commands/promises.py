"""Keeping a repeating promise, and who keeps it."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from apps.agreements import commands as agreements
from apps.core import telling
from apps.core.changing import change
from apps.core.errors import NotNow, Refused, require
from apps.core.models import locked
from apps.goals import policy
from apps.goals.commands.ground import here
from apps.goals.commands.protecting import Protected
from apps.goals.models import AgreedActivity, PromiseMark
from apps.goals.spans import Span, due_in
from apps.people import queries as people
from apps.people.models import Member
from apps.trail import commands as trail


class NotAPromise(Refused):
    """A milestone is done on its own page."""


class NothingDueThen(Refused):
    """What is kept was promised for that week, month or quarter."""


class NotOverYet(NotNow):
    """Whether a promise was kept all along is known when its time is over."""


class NotInItsTime(Refused):
    """What was kept was kept from the span's first day on, and not later than today."""


@transaction.atomic
def keep_promise(
    *,
    actor: Member,
    activity: AgreedActivity,
    until: date,
    count: int,
    now: datetime,
    kept_on: date | None = None,
    note: str = "",
) -> PromiseMark:
    """Say what became of a promise in the span that ends on `until`; said anew, the later word counts.

    Args:
        count: how many; of a promise that is kept or not, 1 or 0.
        kept_on: by which day; without it today, or the span's last day once that is over.
    """
    activity = locked(activity)
    require(policy.may_keep_promise(actor, activity))
    today = people.working_time().today(now)
    span = _span(activity, until, now)
    if activity.how_many is None and (today < until or count > 1):
        raise NotOverYet(_("Say so once its time is over: whether it was kept all along, or not."))
    kept_on = kept_on or min(today, until)
    if not span.starts_on <= kept_on <= today:
        raise NotInItsTime(
            _("Choose a day from %(first)s on, and not one that is still ahead.") % {"first": span.first}
        )
    mark = PromiseMark.objects.create(
        activity=activity, starts_on=span.starts_on, ends_on=until, count=count, kept_on=kept_on, note=note.strip(),
        by=actor, at=now,
    )  # fmt: skip
    # How it went is a person's own part, and no matter for a history that all can read.
    trail.record(actor=actor, act="promise.marked", about=activity, now=now, until=until)
    return mark


def _span(activity: AgreedActivity, until: date, now: datetime) -> Span:
    if not activity.is_promise:
        raise NotAPromise(_("This is a milestone: say on its own page that it is done."))
    for span in due_in(activity.plan, now):
        if (span.activity_id, span.ends_on) == (activity.pk, until):
            return span
    raise NothingDueThen(_("Nothing was promised for a time that ends on that day and has begun."))


@transaction.atomic
def pass_promise_on(*, actor: Member, activity: AgreedActivity, to: Member, now: datetime) -> AgreedActivity:
    """Let somebody else keep it. Where it is agreed, it stays on its side, and all who signed hear of it."""
    (to,) = here(to)
    activity = locked(activity)
    if not activity.is_promise:
        raise NotAPromise(_("This is a milestone: say on its own page who answers for it."))
    require(policy.may_pass_promise_on(actor, activity, to))
    if activity.stands_agreed(now) and to.side != activity.owner.side:
        words = _("This is agreed in the plan “%(plan)s”, and its owner is one of that side. Amend it to change that.")
        raise Protected(words % {"plan": activity.plan}, activity, {})
    return _give(actor, activity, to, now)


@transaction.atomic
def hand_over_promise(*, actor: Member, activity: AgreedActivity, to: Member, now: datetime) -> None:
    """A leaver's promise goes to whom it is named for, on whatever side they stand."""
    (to,) = here(to)
    _give(actor, locked(activity), to, now)


def _give(actor: Member, activity: AgreedActivity, to: Member, now: datetime) -> AgreedActivity:
    before = activity.owner
    if not change(activity, {"owner": to}):
        return activity
    trail.record(actor=actor, act="promise.passed_on", about=activity, now=now, changes={"owner": [before, to]})
    telling.tell(to=[to], kind="promise-given", about=activity, actor=actor, now=now)
    telling.tell(to=[before], kind="promise-passed-on", about=activity, actor=actor, now=now)
    if activity.stands_agreed(now):
        moved = {_("Owner"): [str(before), str(to)]}
        agreements.tell_moved(actor=actor, version=activity.agreed_version, thing=activity, changes=moved, now=now)
    return activity
