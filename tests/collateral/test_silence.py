"""Nobody says a word about what was delivered: it is taken as confirmed. And who has the word once they left."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import Error, transaction

from apps.collateral import commands, queries
from apps.collateral.commands.ground import WrongState
from apps.collateral.models import Request
from apps.core import due, telling
from apps.followups import commands as followups
from apps.notices import commands as notices
from apps.notices.models import Notice
from apps.people.models import Member
from apps.trail.models import Activity
from tests.cast import NOW, Cast
from tests.factories.collateral import ask, delivered
from tests.walker import Walker

pytestmark = pytest.mark.django_db
FRIDAY, WEDNESDAY = datetime(2026, 3, 13, 10, tzinfo=UTC), datetime(2026, 3, 18, 10, tzinfo=UTC)
# Ten working days after the Wednesday, at the same hour in Berlin, where the clocks went forward meanwhile.
APRIL = datetime(2026, 4, 1, 9, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def remind(request: Request, who: Member, *moments: datetime) -> None:
    for now in moments:
        telling.tell(to=[who], kind="request-confirm", about=request, actor=Member.objects.system(), now=now)


def silent(cast: Cast) -> Request:
    request = delivered(ask(cast.sam), cast.mara)
    remind(request, cast.sam, FRIDAY, WEDNESDAY)
    assert commands.confirm_silent(now=APRIL) == 1
    request.refresh_from_db()
    return request


def test_two_reminders_and_ten_working_days_later_it_is_taken_as_confirmed(cast: Cast):
    request = delivered(ask(cast.sam), cast.mara)
    commands.vote(actor=cast.sofie, request=ask(cast.sam, "Another"), now=NOW)
    for moment in (FRIDAY, WEDNESDAY):
        followups.sweep(now=moment)
    assert Notice.objects.filter(kind="request-confirm", recipient=cast.sam).count() == 2
    assert [commands.confirm_silent(now=now) for now in (APRIL - SECOND, APRIL, APRIL)] == [0, 1, 0]
    request.refresh_from_db()
    assert (request.state, request.confirmed_at, request.confirmed_by_itself) == ("confirmed", APRIL, True)
    told = Notice.objects.filter(kind="request-silent").values_list("recipient__name", flat=True)
    assert set(told) == {"Sam Sanders", "Mara Marsh"}
    assert Activity.objects.get(act="request.confirmed_by_itself").actor.is_system
    Walker(cast.sam).open(f"/requests/{request.pk}/").reads("Confirmed by itself", "Taken as confirmed")


def test_who_was_reminded_once_or_talks_isnt_silent(cast: Cast):
    once, talks, again = (delivered(ask(cast.sam, title), cast.mara) for title in ("Once", "Talks", "Again"))
    for request in (once, talks, again):
        remind(request, cast.sam, FRIDAY)
        # Nobody else's reminder counts.
        remind(request, cast.sofie, WEDNESDAY)
    for request in (talks, again):
        remind(request, cast.sam, WEDNESDAY)
    notices.comment(actor=cast.sam, thing=talks, text="I look on Monday.", now=APRIL - timedelta(days=1))
    sent_back = commands.reopen_request(actor=cast.sam, request=again, missing="Prices", now=WEDNESDAY)
    delivered(sent_back, cast.mara, now=WEDNESDAY + SECOND)
    assert commands.confirm_silent(now=APRIL) == 0
    assert commands.confirm_silent(now=APRIL + timedelta(days=20)) == 1
    assert Request.objects.get(state="confirmed") == talks


def test_it_may_still_be_said_that_something_is_missing_or_that_it_is_it(cast: Cast):
    back = commands.reopen_request(actor=cast.sam, request=silent(cast), missing="Prices", now=APRIL)
    assert (back.state, back.confirmed_by_itself, back.confirmed_at, back.owner) == ("reopened", False, None, cast.mara)
    right = commands.confirm_request(actor=cast.sam, request=silent(cast), now=APRIL)
    assert (right.state, right.confirmed_by_itself) == ("confirmed", False)
    for act in (commands.confirm_request, commands.reopen_request):
        more = {} if act is commands.confirm_request else {"missing": "Prices"}
        with pytest.raises(WrongState):
            act(actor=cast.sam, request=right, now=APRIL, **more)


def test_what_is_sent_back_once_its_owner_left_goes_to_who_answers(cast: Cast):
    request = silent(cast)
    cast.mara.is_active = False
    cast.mara.save()
    assert commands.reopen_request(actor=cast.sam, request=request, missing="Prices", now=APRIL).owner == cast.moritz


def test_a_word_that_was_said_stands(cast: Cast):
    said = commands.confirm_request(actor=cast.sam, request=delivered(ask(cast.sam), cast.mara), now=NOW)
    for fields in ({"state": "reopened", "missing": "Prices", "reopened_at": NOW, "due_on": date(2026, 3, 20)},):
        with pytest.raises(Error), transaction.atomic():
            Request.objects.filter(pk=said.pk).update(**fields)
    with pytest.raises(Error), transaction.atomic():
        Request.objects.filter(pk=delivered(ask(cast.sam), cast.mara).pk).update(confirmed_by_itself=True)


def test_once_whoever_asked_left_the_first_who_needs_it_too_has_the_word(cast: Cast):
    request = ask(cast.sofie)
    for member in (cast.eva, cast.sam):
        commands.vote(actor=member, request=request, now=NOW)
    request = delivered(request, cast.mara)
    Member.objects.filter(pk=cast.sofie.pk).update(is_active=False)
    request = queries.requests(viewer=cast.eva).get()
    assert queries.who_confirms(request) == cast.eva
    assert [one.kind for one in due.waiting(cast.eva, NOW)] == ["request-confirm"]
    Walker(cast.eva).open("/").reads("Delivered to you")
    # Each of them may say it, and a manager of the side.
    commands.take_back_vote(actor=cast.eva, request=request, now=NOW)
    assert queries.who_confirms(request) == cast.sam
    assert commands.confirm_request(actor=cast.sam, request=request, now=NOW).state == "confirmed"


def test_a_request_is_accepted_for_somebody_else_of_the_side(cast: Cast):
    request = ask(cast.sam)
    moritz = Walker(cast.moritz).open(f"/requests/{request.pk}/")
    moritz.press("Accept", due_on="2099-03-31", owner="Milo Miller").reads("Accepted. Whoever asked is told the date.")
    request.refresh_from_db()
    assert (request.owner, request.state) == (cast.milo, "accepted")
