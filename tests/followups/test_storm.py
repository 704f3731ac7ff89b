"""The storm: workers killed and Redis wiped at random moments, and still each reminder comes, and comes once."""

import os
import random
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from time import monotonic

import pytest
import redis
from celery import Celery
from django.utils import timezone

from apps.followups.models import Reminder
from apps.notices import commands as notices
from apps.notices.models import Delivery, Notice
from portal.servers.redis import Redis
from tests import smtp
from tests.cast import Cast, make_cast
from tests.factories import collateral as make_collateral
from tests.factories import goals as make
from tests.processes import always_at_work, environment

pytestmark = pytest.mark.django_db(transaction=True)

# The first round of thirty is not left to chance; each of these is another one.
FAULTS = ["child"] * 10 + ["worker"] * 7 + ["main"] * 4 + ["flush"] * 8
TASKS = ["apps.followups.tasks.sweep", "apps.followups.tasks.sweep_all", "apps.notices.tasks.deliver"]


class Worker:
    """A Celery worker, in a session of its own, as the supervisor starts it."""

    def __init__(self, number: int, env: dict[str, str], log: Path) -> None:
        self.number, self._env, self._log = number, env, log
        self._sessions: list[int] = []
        self.start()

    def start(self) -> None:
        command = [sys.executable, "-m", "celery", "-A", "portal", "worker", "--loglevel=warning", "--concurrency=1"]
        with self._log.open("ab") as log:
            self.process = subprocess.Popen(
                [*command, f"--hostname=storm{self.number}@%h"],
                env=self._env | {"ACCORD_PROCESS": "worker"},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

        self._sessions.append(self.process.pid)

    def children(self) -> list[int]:
        path = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in path.read_text().split()] if path.exists() else []

    def kill_tree(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(10)

    def kill_all(self) -> None:
        """Also those that a killed main process left behind."""
        for session in self._sessions:
            with suppress(ProcessLookupError):
                os.killpg(session, signal.SIGKILL)
        self.process.wait(10)

    def kill_main(self) -> None:
        self.process.kill()
        self.process.wait(10)

    def kill_child(self, chance: random.Random) -> None:
        children = self.children()
        if children:
            os.kill(chance.choice(children), signal.SIGKILL)


class Storm:
    """Company, workers, Redis, mail server, and whoever lets things fall due and things break."""

    def __init__(self, cast: Cast, mail: smtp.MailServer, url: str, folder: Path, chance: random.Random) -> None:
        self.cast, self.mail, self.chance = cast, mail, chance
        self.redis = redis.Redis.from_url(url)
        env = environment(mail, redis=url, mail_timeout=4)
        self.workers = [Worker(number, env, folder / f"worker{number}.log") for number in range(3)]
        self.beat = Celery(broker=f"redis+socket://{url.removeprefix('unix://').split('?')[0]}")
        self._woken = 0.0
        self.expected: set[tuple[str, object, object]] = set()
        self.kills_in_flight: Counter[object] = Counter()

    def stop(self) -> None:
        for worker in self.workers:
            worker.kill_all()
        self.beat.close()
        self.redis.close()

    def let_fall_due(self) -> None:
        """An offered task, an overdue task and a waiting request, each to be reminded of now."""
        now, people = timezone.now(), [self.cast.sam, self.cast.sofie, self.cast.mara, self.cast.milo]
        owner = self.chance.choice(people)
        # Two days to answer, reminded eight hours before that; three days and eight hours for a request.
        offered = make.offered(by=self.cast.ada, to=owner, now=now - timedelta(hours=40))
        overdue = make.task(owner=owner, due_on=timezone.localdate() - timedelta(days=1), now=now - timedelta(days=9))
        request = make_collateral.ask(self.chance.choice(people[:2]), now=now - timedelta(hours=64))
        self.expected |= {
            ("task-offered", offered.pk, owner.pk),
            ("task-overdue", overdue.pk, owner.pk),
            ("request-waiting", request.pk, self.cast.moritz.pk),
        }

    def wake(self) -> None:
        """What beat does, but every half second."""
        if monotonic() - self._woken < 0.5:
            return
        self._woken = monotonic()
        for task in TASKS:
            self.beat.send_task(task, queue="accord", expires=15)

    def until(self, what: Callable[[], bool], *, within: float) -> bool:
        """Beat goes on until `what` holds; False where it doesn't in time."""
        end = monotonic() + within
        while not what():
            if monotonic() > end:
                return False
            self.wake()
            with self.mail.arrived:
                self.mail.arrived.wait(0.1)
        return True

    def reach_a_random_point(self) -> None:
        """So many more reminders, or so many more mails, or one just being sent, or nothing at all."""
        more = self.chance.randint(1, 3)
        told, sent = Reminder.objects.count(), len(self.mail.mails)
        points: list[Callable[[], bool]] = [
            lambda: Reminder.objects.count() >= told + more,
            lambda: len(self.mail.mails) >= sent + more,
            lambda: Delivery.objects.filter(state="claimed").exists(),
            lambda: True,
        ]
        self.until(self.chance.choice(points), within=2)

    def kill_while_a_mail_is_in_flight(self) -> None:
        """The mail server has it and hasn't said so yet."""
        self.mail.hold_answers()
        self.let_fall_due()
        assert self.until(lambda: bool(self.mail.mails), within=60), "no worker came up"
        for worker in self.workers:
            worker.kill_tree()
        self.count_what_is_in_flight()
        self.mail.answer_again()
        for worker in self.workers:
            worker.start()

    def count_what_is_in_flight(self) -> None:
        self.kills_in_flight.update(Delivery.objects.filter(state="claimed").values_list("message_id", flat=True))

    def strike(self, fault: str) -> None:
        worker = self.chance.choice(self.workers)
        if fault == "flush":
            self.redis.flushall()
            return
        if fault == "child":
            worker.kill_child(self.chance)
        elif fault == "worker":
            worker.kill_tree()
        else:
            worker.kill_main()
        self.count_what_is_in_flight()
        if worker.process.poll() is not None:
            worker.start()

    def what_is_left(self) -> str:
        mails = Delivery.objects.exclude(state="sent").values_list("state", "attempts", "lease_until", "last_error")
        told = set(Reminder.objects.filter(told=True).values_list("rule__kind", "about_id", "recipient"))
        alive = [worker.process.poll() for worker in self.workers]
        return f"mails {list(mails)}, not told {self.expected - told}, workers {alive}, {timezone.now()}"

    def calm(self) -> bool:
        """Everything told, everything sent."""
        told = Reminder.objects.filter(told=True).count() >= len(self.expected)
        open_mails = Delivery.objects.filter(state__in=["ready", "claimed", "retrying"])
        return told and not Notice.objects.to_mail(timezone.now()).exists() and not open_mails.exists()


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """Redis's folder; started by root, the server keeps its file elsewhere, which goes as well."""
    yield tmp_path / "home"
    instance = tmp_path / "home" / "instance"
    if instance.exists():
        shutil.rmtree(Path("/var/lib/accord") / instance.read_text())


@pytest.fixture
def storm(home: Path, tmp_path: Path) -> Iterator[Storm]:
    seed = int(os.environ.get("STORM_SEED") or random.SystemRandom().randrange(10**9))
    print(f"STORM_SEED={seed}")  # noqa: T201
    cast = make_cast()
    always_at_work()
    for member in (cast.sam, cast.sofie, cast.mara, cast.milo, cast.moritz):
        for kind in ("task-offered", "task-overdue", "request-waiting"):
            notices.choose_rhythm(actor=member, kind=kind, rhythm="at_once", now=timezone.now())
    with smtp.running() as mail, Redis(home) as url:
        made = Storm(cast, mail, url, tmp_path, random.Random(seed))
        yield made
        made.stop()


def test_in_thirty_rounds_every_reminder_comes_and_none_twice(storm: Storm) -> None:
    storm.kill_while_a_mail_is_in_flight()
    for fault in storm.chance.sample(FAULTS, len(FAULTS)):
        storm.let_fall_due()
        storm.reach_a_random_point()
        storm.strike(fault)
    assert storm.until(storm.calm, within=100), storm.what_is_left()

    told = Reminder.objects.filter(told=True).values_list("rule__kind", "about_id", "recipient")
    assert Counter(told) == Counter(storm.expected)
    in_inbox = Counter(Notice.objects.exclude(facts__reminder=None).values_list("facts__reminder", flat=True))
    assert in_inbox == Counter({str(pk): 1 for pk in Reminder.objects.filter(told=True).values_list("pk", flat=True)})

    written = set(Delivery.objects.values_list("message_id", "state"))
    arrived = storm.mail.ids()
    assert written == {(message_id, "sent") for message_id in arrived}
    doubled = {message_id: count - 1 for message_id, count in arrived.items() if count > 1}
    assert doubled, "a mail that was in flight must come again"
    assert all(count <= storm.kills_in_flight[message_id] for message_id, count in doubled.items()), doubled
    every_mailed = Notice.objects.filter(facts__has_key="reminder").values_list("delivery__state", flat=True)
    assert set(every_mailed) == {"sent"}
