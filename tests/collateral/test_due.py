"""What of requests falls due, when, and for whom."""

from datetime import UTC, date, datetime, timedelta

from apps.collateral import commands
from apps.core import due, things
from apps.core.due import Window
from apps.notices import commands as notices
from apps.people.models import ClosedDay
from tests.cast import NOW, Cast
from tests.factories.collateral import accepted, ask, delivered, make_published, upload

FRIDAY_TEN = NOW + timedelta(days=3)
ALWAYS = Window(NOW - timedelta(days=365), NOW + timedelta(days=365))


def fell(kind, window=ALWAYS):
    return [
        (one.thing, one.recipient, one.due_at, one.since, one.waiting_for) for one in due.due_kind(kind).within(window)
    ]


def test_a_new_request_waits_for_the_sides_lead(cast: Cast):
    request = ask(cast.sam)
    assert fell("request-waiting") == [(request, cast.moritz, FRIDAY_TEN, NOW, cast.sam)]


def test_a_closed_day_moves_the_promise(cast: Cast):
    request = ask(cast.sam)
    ClosedDay.objects.create(on=date(2026, 3, 12), name="Fair")
    assert fell("request-waiting") == [(request, cast.moritz, FRIDAY_TEN + timedelta(days=3), NOW, cast.sam)]


def test_the_window_is_open_below_and_closed_above(cast: Cast):
    ask(cast.sam)
    second = timedelta(seconds=1)
    windows = {
        "before": Window(FRIDAY_TEN - second, FRIDAY_TEN),
        "after": Window(FRIDAY_TEN, FRIDAY_TEN + second),
        "earlier": Window(NOW, FRIDAY_TEN - second),
    }
    told = {name: len(fell("request-waiting", window)) for name, window in windows.items()}
    assert told == {"before": 1, "after": 0, "earlier": 0}


def test_a_promise_is_due_at_the_midnight_that_ends_its_date(cast: Cast):
    request = accepted(ask(cast.sam), cast.mara, due_on=date(2026, 3, 20))
    midnight_in_berlin = datetime(2026, 3, 20, 23, 0, tzinfo=UTC)
    assert fell("request-waiting") == []
    assert fell("request-deliver") == [(request, cast.mara, midnight_in_berlin, NOW, cast.sam)]


def test_a_delivery_waits_for_the_word_of_who_asked(cast: Cast):
    request = delivered(ask(cast.sam), cast.mara)
    assert fell("request-confirm") == [(request, cast.sam, FRIDAY_TEN, NOW, cast.mara)]


def test_for_an_asker_who_left_their_manager_looks(cast: Cast):
    request = delivered(ask(cast.sofie), cast.mara)
    cast.sofie.is_active = False
    cast.sofie.save()
    assert fell("request-confirm") == [(request, cast.mina, FRIDAY_TEN, NOW, cast.mara)]


def test_reopened_it_is_due_again(cast: Cast):
    request = delivered(ask(cast.sam), cast.mara)
    later = NOW + timedelta(days=1)
    commands.reopen_request(actor=cast.sam, request=request, missing="The prices", now=later)
    # Reopened on Wednesday the 11th; three working days on is Monday the 16th.
    midnight_in_berlin = datetime(2026, 3, 16, 23, 0, tzinfo=UTC)
    assert fell("request-deliver") == [(request, cast.mara, midnight_in_berlin, later, cast.sam)]


def test_what_waits_for_whom(cast: Cast):
    new, promised, came = ask(cast.sam, "New"), ask(cast.sam, "Promised"), ask(cast.sam, "Came")
    accepted(promised, cast.mara)
    delivered(came, cast.milo)
    told = {
        member.name.split()[0]: [(one.kind, one.thing) for one in due.waiting(member, NOW)]
        for member in (cast.sam, cast.mara, cast.milo, cast.moritz, cast.mina)
    }
    assert told == {
        "Sam": [("request-confirm", came)],
        "Mara": [("request-deliver", promised)],
        "Milo": [],
        "Moritz": [("request-waiting", new)],
        "Mina": [],
    }


def test_a_reminder_is_still_due_only_while_somebody_waits(cast: Cast):
    new, promised = ask(cast.sam), accepted(ask(cast.sam), cast.mara)
    came, over = delivered(ask(cast.sam), cast.mara), delivered(ask(cast.sam), cast.mara)
    commands.confirm_request(actor=cast.sam, request=over, now=NOW)
    over.refresh_from_db()

    def told(kind, recipient):
        return [things.still_due(request, kind, recipient) for request in (new, promised, came, over)]

    assert told("request-waiting", cast.moritz) == [True, False, False, False]
    assert told("request-deliver", cast.mara) == [False, True, False, False]
    assert told("request-deliver", cast.milo) == [False, False, False, False]
    assert told("request-confirm", cast.sam) == [False, False, True, False]
    assert told("request-delivered", cast.sam) == [True, True, True, True]


# --- feedback ---------------------------------------------------------------------------------------------


def rated(asset, *, by, rating=2, now=NOW):
    reason = "outdated" if rating <= 2 else ""
    return commands.give_feedback(actor=by, version=asset.current, rating=rating, reason=reason, now=now)


def test_a_low_rating_waits_for_the_owners_answer_by_the_companys_promise(cast: Cast):
    asset = make_published(cast.mara)
    low = rated(asset, by=cast.sam)
    rated(asset, by=cast.sofie, rating=3)
    assert fell("feedback-to-answer") == [(low, cast.mara, FRIDAY_TEN, NOW, cast.sam)]
    assert [one.kind for one in due.waiting(cast.mara, NOW)] == ["feedback-to-answer"]
    assert (due.waiting(cast.milo, NOW), due.waiting(cast.sam, NOW)) == ([], [])
    assert things.still_due(low, "feedback-to-answer", cast.mara)
    assert not things.still_due(low, "feedback-to-answer", cast.milo)


def test_a_word_of_the_owner_answers_all_that_was_rated_before(cast: Cast):
    asset, other = make_published(cast.mara, name="one.txt"), make_published(cast.mara, "Other", name="two.txt")
    first, second, elsewhere = rated(asset, by=cast.sam), rated(asset, by=cast.sofie), rated(other, by=cast.sam)
    notices.comment(actor=cast.milo, thing=asset, text="I see it too.", now=NOW)
    assert [found[0] for found in fell("feedback-to-answer")] == [first, second, elsewhere]
    answer = notices.comment(actor=cast.mara, thing=asset, text="A new one comes on Friday.", now=NOW)
    assert [found[0] for found in fell("feedback-to-answer")] == [elsewhere]
    again = rated(asset, by=cast.sam, now=NOW + timedelta(hours=1))
    assert [found[0] for found in fell("feedback-to-answer")] == [elsewhere, again]
    notices.withdraw_comment(actor=cast.mara, comment=answer, now=NOW + timedelta(hours=2))
    assert [found[0] for found in fell("feedback-to-answer")] == [second, elsewhere, again]


def test_what_is_rated_anew_replaced_or_out_of_use_asks_for_no_answer(cast: Cast):
    asset, old = make_published(cast.mara, name="one.txt"), make_published(cast.mara, "Other", name="two.txt")
    rated(asset, by=cast.sam)
    rated(asset, by=cast.sam, rating=5)
    rated(asset, by=cast.sofie)
    rated(old, by=cast.sam)
    commands.archive_asset(actor=cast.mara, asset=old, now=NOW)
    commands.add_version(actor=cast.mara, asset=asset, file=upload(content=b"Better"), change_note="Better", now=NOW)
    assert fell("feedback-to-answer") == []
