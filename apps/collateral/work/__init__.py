"""What of requests and feedback lies on a member's desk."""

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from apps.collateral.models import Asset, Feedback, FeedbackFix, Request
from apps.collateral.queries.requests import Promise, who_answers, who_confirms
from apps.collateral.work.inputs import inputs
from apps.collateral.work.life import reviews, unverified
from apps.collateral.work.shares import shares
from apps.core import things, work
from apps.core.work import Desk, Step, Work

MOST = 200
State = Request.State


def register() -> None:
    work.register(_requests, covers=("request-waiting", "request-deliver", "request-confirm"))
    work.register(_feedback, covers=("feedback-to-answer", "feedback-to-confirm"))
    work.register(shares, covers=("share-ends",))
    work.register(inputs, covers=("input-to-give",))
    work.register(reviews, covers=("asset-review", "asset-changes"))
    work.register(unverified, covers=("asset-verify", "asset-verify-soon", "asset-expires"))


def _requests(desk: Desk) -> Iterator[Work]:
    """What their side has to answer, what they promised, and what they asked for and have to look at."""
    me = desk.member
    to_answer = Q(state=State.NEW, side__in=_sides_led(desk))
    promised = Q(state__in=[State.ACCEPTED, State.REOPENED], owner=me)
    # Somebody stands in for whoever asked and has left.
    to_confirm = Q(state=State.DELIVERED) & (Q(asked_by=me) | Q(asked_by__is_active=False))
    rows = Request.objects.filter(to_answer | promised | to_confirm)
    promise = Promise(desk.time, desk.company.request_answer_days)
    for request in rows.select_related("asked_by__team__lead", "owner").order_by("asked_at", "pk")[:MOST]:
        if request.state == State.NEW:
            yield _to_answer(request, promise)
        elif request.state != State.DELIVERED:
            yield _to_deliver(request, desk)
        elif who_confirms(request) == me:
            yield _to_confirm(request, promise)


def _sides_led(desk: Desk) -> list[str]:
    """The sides whose new wishes wait for this member."""
    leads = {"sales": desk.company.sales_lead, "marketing": desk.company.marketing_lead}
    return [
        side
        for side, lead in leads.items()
        if (lead if lead is not None and lead.is_active else who_answers(side)) == desk.member
    ]


def _url(name: str, request: Request) -> str:
    return reverse(f"collateral:{name}", args=[request.pk])


def _to_answer(request: Request, promise: Promise) -> Work:
    return Work(
        kind="request-waiting",
        what=_("Request to your side"),
        thing=request,
        due_at=promise.answer_by(request),
        steps=(Step(_("Answer it"), _url("request", request)),),
        since=request.asked_at,
        waiting_for=request.asked_by,
        can_wait=True,
    )


def _to_deliver(request: Request, desk: Desk) -> Work:
    assert request.due_on is not None
    again = request.state == State.REOPENED
    return Work(
        kind="request-deliver",
        what=_("You promised it; something is missing") if again else _("You promised to deliver it"),
        thing=request,
        due_at=desk.time.end_of(request.due_on),
        due_on=request.due_on,
        steps=(Step(_("Deliver"), _url("deliver", request)),),
        since=request.reopened_at or request.accepted_at,
        waiting_for=request.asked_by,
        can_wait=True,
    )


def _to_confirm(request: Request, promise: Promise) -> Work:
    look = Step(_("Look at it"), _url("request", request))
    confirm = Step(_("That is it"), _url("confirm", request), taps=True, icon="check")
    return Work(
        kind="request-confirm",
        what=_("Delivered to you"),
        thing=request,
        due_at=promise.confirm_by(request),
        steps=(look, confirm),
        since=request.delivered_at,
        waiting_for=request.owner,
        can_wait=True,
    )


def _feedback(desk: Desk) -> Iterator[Work]:
    """Low ratings of what is theirs, and fixes that weren't any."""
    promise = Promise(desk.time, desk.company.request_answer_days)
    rows = Feedback.objects.unanswered().filter(version__asset__owner=desk.member)
    for feedback in rows.select_related("version__asset", "author").order_by("given_at", "pk")[:MOST]:
        yield Work(
            kind="feedback-to-answer",
            what=_("Rated %(rating)s of 5: %(reason)s")
            % {"rating": feedback.rating, "reason": feedback.get_reason_display()},
            thing=feedback,
            due_at=promise.from_moment(vars(feedback)["waits_since"]),
            steps=(Step(_("Answer it"), things.url(feedback)),),
            since=vars(feedback)["waits_since"],
            waiting_for=feedback.author,
            can_wait=True,
        )
    fixes = FeedbackFix.objects.open().filter(feedback__author=desk.member)
    fixes = fixes.filter(version__asset__state=Asset.State.PUBLISHED).order_by("said_at", "pk")
    for fix in fixes.select_related("feedback__version__asset__owner", "version")[:MOST]:
        yield Work(
            kind="feedback-to-confirm",
            what=_("Fixed in version %(number)s, as you said") % {"number": fix.version.number},
            thing=fix.feedback,
            due_at=promise.from_moment(fix.said_at),
            steps=(Step(_("Look at it"), things.url(fix.feedback)),),
            since=fix.said_at,
            waiting_for=fix.feedback.version.asset.owner,
            can_wait=True,
        )
