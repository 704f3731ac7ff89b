"""Two workers, two posters: nothing doubled, nothing lost."""

from datetime import timedelta
from threading import Event

import pytest
from django.db import OperationalError, connection, transaction

from apps.notices import commands
from apps.notices.incoming import addresses
from apps.notices.incoming.reading import Arrival
from apps.notices.models import Comment, Delivery, Notice, ReceivedMail
from apps.notices.outbox import claims
from apps.notices.outbox.gathering import gather
from tests import imap
from tests.cast import NOW, make_cast
from tests.factories import people
from tests.races import Together, done_at_once

pytestmark = pytest.mark.django_db(transaction=True)
LATER = NOW + timedelta(minutes=1)


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture(autouse=True)
def kinds(notice_kind):
    notice_kind("test-at-once", rhythm="at_once")


def post(cast, area, to):
    return commands.post(to=to, kind="test-at-once", about=area, actor=cast.ada, now=NOW)


def test_two_posters_to_each_others_readers_do_not_wait_for_each_other(cast):
    """Each tells Sam and Sofie in another order, and neither commits before the other has told both."""
    area = people.area(owner=cast.mara)
    both = [Event(), Event()]

    def poster(mine, other, order):
        with transaction.atomic():
            for reader in order:
                post(cast, area, [reader])
            mine.set()
            assert other.wait(10)

    together = Together()
    together.start(lambda: poster(both[0], both[1], [cast.sam, cast.sofie]))
    together.start(lambda: poster(both[1], both[0], [cast.sofie, cast.sam]))
    together.finish()
    assert gather(now=LATER) == 2
    folded = Delivery.objects.order_by("to_address").values_list("to_address", flat=True)
    assert list(folded) == ["sam@test.example", "sofie@test.example"]
    assert [delivery.notices.count() for delivery in Delivery.objects.all()] == [2, 2]


def test_a_notice_posted_while_mails_are_gathered_is_in_the_next_one(cast):
    area = people.area(owner=cast.mara)
    post(cast, area, [cast.sam])
    posted, gathered = Event(), Event()

    def poster():
        with transaction.atomic():
            post(cast, area, [cast.sam])
            posted.set()
            assert gathered.wait(10)

    together = Together()
    together.start(poster)
    assert posted.wait(10)
    assert gather(now=LATER) == 1
    gathered.set()
    together.finish()
    assert gather(now=LATER) == 1
    assert Notice.objects.filter(delivery=None).count() == 0
    assert Delivery.objects.count() == 2


def test_two_workers_send_each_mail_once(cast, mail_server):
    area = people.area(owner=cast.mara)
    post(cast, area, [people.member() for _ in range(40)])
    sent = done_at_once(*[lambda: commands.deliver(now=LATER) for _ in range(3)])
    # Whoever finds the gathering under way leaves, so one of them may have had nothing to do.
    while sum(sent) < 40 and (more := commands.deliver(now=LATER)):
        sent.append(more)
    assert sum(sent) == 40
    assert set(mail_server.ids().values()) == {1}
    assert len(mail_server.ids()) == 40


def test_claims_of_two_workers_do_not_overlap(cast):
    area = people.area(owner=cast.mara)
    post(cast, area, [people.member() for _ in range(15)])
    gather(now=LATER)
    taken = done_at_once(lambda: claims.claim(now=LATER), lambda: claims.claim(now=LATER))
    ids = [delivery.pk for batch in taken for delivery in batch]
    assert sorted(map(len, taken)) == [5, 10]
    assert len(set(ids)) == 15


def test_two_workers_take_each_answer_in_once(cast, mail_server, mailbox):
    area = people.area(owner=cast.mara)
    post(cast, area, [cast.sam])
    commands.deliver(now=LATER)
    (mail,) = mail_server.mails
    for number in range(10):
        mailbox.put(imap.answer(mail, f"Answer {number}", by="sam@test.example", message_id=f"<{number}@mail.test>"))
    taken = done_at_once(*[lambda: commands.fetch(now=LATER) for _ in range(2)])
    assert sum(taken) == 10
    assert sorted(Comment.objects.values_list("text", flat=True)) == [f"Answer {number}" for number in range(10)]
    assert mailbox.count("UNANSWERED") == 0


@pytest.mark.parametrize("fails", [True, False])
def test_the_same_answer_waits_for_who_takes_it_in_already(cast, fails):
    """And is theirs alone once they are done; where they fail, whoever waited does it."""
    (notice,) = post(cast, people.area(owner=cast.mara), [cast.sam])
    (token,) = addresses.give(cast.sam, [notice], now=NOW)
    answer = Arrival(message_id="<1@mail.test>", sender="sam@test.example", subject="", token=token, text="Once.")
    entered, go_on = Event(), Event()

    def first():
        with transaction.atomic():
            assert commands.take(arrival=answer, now=LATER) is not None
            entered.set()
            assert go_on.wait(10)
            transaction.set_rollback(fails)

    together = Together()
    together.start(first)
    assert entered.wait(10)
    together.start(lambda: commands.take(arrival=answer, now=LATER))
    go_on.set()
    assert [bool(result) for result in together.finish()].count(True) == (1 if fails else 0)
    assert list(Comment.objects.values_list("text", flat=True)) == ["Once."]
    assert ReceivedMail.objects.count() == 1


def test_an_answer_that_can_not_be_taken_in_now_waits_in_the_mailbox(cast, mail_server, mailbox):
    post(cast, people.area(owner=cast.mara), [cast.sam])
    commands.deliver(now=LATER)
    mailbox.put(imap.answer(mail_server.mails[0], "Once.", by="sam@test.example"))
    locked, go_on = Event(), Event()

    def holds_all_comments():
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("lock table notices_comment in access exclusive mode")
            locked.set()
            assert go_on.wait(10)

    together = Together()
    together.start(holds_all_comments)
    assert locked.wait(10)
    with connection.cursor() as cursor:
        cursor.execute("set lock_timeout = '100ms'")
    with pytest.raises(OperationalError):
        commands.fetch(now=LATER)
    go_on.set()
    together.finish()
    assert (ReceivedMail.objects.count(), mailbox.count("UNANSWERED")) == (0, 1)
    assert commands.fetch(now=LATER) == 1
    assert (Comment.objects.get().text, mailbox.count("UNANSWERED")) == ("Once.", 0)
