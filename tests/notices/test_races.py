"""Two workers, two posters: nothing doubled, nothing lost."""

from datetime import timedelta
from threading import Event

import pytest
from django.db import transaction

from apps.notices import commands
from apps.notices.models import Delivery, Notice
from apps.notices.outbox import claims
from apps.notices.outbox.gathering import gather
from tests.cast import NOW, make_cast
from tests.factories import people
from tests.races import Together, at_once

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
    sent = at_once(*[lambda: commands.deliver(now=LATER) for _ in range(3)])
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
    taken = at_once(lambda: claims.claim(now=LATER), lambda: claims.claim(now=LATER))
    ids = [delivery.pk for batch in taken for delivery in batch]
    assert sorted(map(len, taken)) == [5, 10]
    assert len(set(ids)) == 15
