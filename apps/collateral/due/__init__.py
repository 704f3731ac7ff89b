"""What of requests and feedback falls due: to be answered, to be delivered, to be confirmed."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from apps.collateral import queries
from apps.collateral.due import inputs, life, quality, shares, weeks
from apps.collateral.models import Asset, Feedback, FeedbackFix, Request
from apps.core import due
from apps.core.due import Due, DueKind, Window
from apps.people.models import Member
from apps.people.queries import working_time


def register() -> None:
    """Called once, when the portal starts."""
    inputs.register()
    life.register()
    quality.register()
    weeks.register()
    due.register(
        DueKind(
            "request-waiting",
            _("A request waits for an answer"),
            within=lambda window: _falling(unanswered(), window),
            waiting=lambda member, now: _for(member, unanswered()),
            lead_hours=8,
            repeat_days=(1, 3, 5),
        ),
        DueKind(
            "request-deliver",
            _("A promised request is due"),
            within=lambda window: _falling(undelivered(), window),
            waiting=lambda member, now: list(undelivered(owner=member)),
            lead_hours=8,
            repeat_days=(1, 3, 5),
        ),
        DueKind(
            "request-confirm",
            _("A delivery waits to be confirmed"),
            within=lambda window: _falling(unconfirmed(), window),
            waiting=lambda member, now: _for(member, unconfirmed()),
            lead_hours=0,
            repeat_days=(3, 7),
        ),
        DueKind(
            "feedback-to-answer",
            _("A low rating waits for an answer"),
            within=lambda window: _falling(unanswered_feedback(), window),
            waiting=lambda member, now: list(unanswered_feedback(version__asset__owner=member)),
            repeat_days=(5, 10),
        ),
        DueKind(
            "feedback-to-confirm",
            _("A fix waits to be confirmed"),
            within=lambda window: _falling(unconfirmed_fixes(), window),
            waiting=lambda member, now: list(unconfirmed_fixes(feedback__author=member)),
            repeat_days=(5, 10),
        ),
        DueKind(
            "share-ends",
            _("A link for a customer ends soon"),
            within=shares.shares_within,
            waiting=shares.shares_of,
            lead_hours=16,
            verb=_("Let it work longer"),
        ),
    )


def _rows() -> Any:
    return Request.objects.select_related("asked_by", "asked_by__team__lead", "owner").order_by("asked_at", "pk")


def unanswered() -> Iterator[Due]:
    """New requests, due by the company's promise; whoever leads the side must see to it."""
    requests = list(_rows().unanswered())
    if not requests:
        return
    promise = queries.promise()
    leads = {side: queries.who_answers(side) for side in {request.side for request in requests}}
    for request in requests:
        yield Due(
            kind="request-waiting",
            thing=request,
            recipient=leads[request.side],
            due_at=promise.answer_by(request),
            since=request.asked_at,
            waiting_for=request.asked_by,
        )


def undelivered(**narrowed: Any) -> Iterator[Due]:
    """What was promised until a date, which ends at midnight in the company's zone."""
    requests = list(_rows().under_way().filter(**narrowed))
    if not requests:
        return
    working = working_time()
    for request in requests:
        yield Due(
            kind="request-deliver",
            thing=request,
            recipient=request.owner,
            due_at=working.end_of(request.due_on),
            since=request.reopened_at or request.accepted_at,
            waiting_for=request.asked_by,
        )


def unconfirmed() -> Iterator[Due]:
    """What was delivered and not looked at; for somebody who left, who needs it too or their manager looks."""
    requests = list(_rows().filter(state=Request.State.DELIVERED))
    if not requests:
        return
    promise = queries.promise()
    for request in requests:
        yield Due(
            kind="request-confirm",
            thing=request,
            recipient=queries.who_confirms(request),
            due_at=promise.confirm_by(request),
            since=request.delivered_at,
            waiting_for=request.owner,
        )


def unanswered_feedback(**narrowed: Any) -> Iterator[Due]:
    """Low ratings, due by the company's promise; whoever owns the collateral answers."""
    rows = Feedback.objects.unanswered().filter(**narrowed).select_related("version__asset__owner", "author")
    given = list(rows.order_by("given_at", "pk"))
    if not given:
        return
    promise = queries.promise()
    for feedback in given:
        yield Due(
            kind="feedback-to-answer",
            thing=feedback,
            recipient=feedback.version.asset.owner,
            due_at=promise.from_moment(vars(feedback)["waits_since"]),
            since=vars(feedback)["waits_since"],
            waiting_for=feedback.author,
        )


def unconfirmed_fixes(**narrowed: Any) -> Iterator[Due]:
    """What is said to be fixed, until whoever said it looks at it; nobody can look in place of who has left."""
    rows = FeedbackFix.objects.open().filter(feedback__author__is_active=True, **narrowed)
    rows = rows.filter(version__asset__state=Asset.State.PUBLISHED)
    fixes = list(rows.select_related("feedback__version__asset__owner", "feedback__author").order_by("said_at", "pk"))
    if not fixes:
        return
    promise = queries.promise()
    for fix in fixes:
        yield Due(
            kind="feedback-to-confirm",
            thing=fix.feedback,
            recipient=fix.feedback.author,
            due_at=promise.from_moment(fix.said_at),
            since=fix.said_at,
            waiting_for=fix.feedback.version.asset.owner,
        )


def _falling(dues: Iterable[Due], window: Window) -> list[Due]:
    return [one for one in dues if one.due_at in window]


def _for(member: Member, dues: Iterable[Due]) -> list[Due]:
    return [one for one in dues if one.recipient == member]
