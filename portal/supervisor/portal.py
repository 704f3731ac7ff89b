"""The whole portal, from the first lock to the last farewell."""

import os
import signal
import socket
import sys
from dataclasses import dataclass
from time import monotonic

from django.conf import settings

from apps.people.starter import DEMO_WORDS
from portal import env
from portal.probe import reachable, web_status
from portal.servers.postgres import Postgres
from portal.servers.processes import Record
from portal.servers.redis import Redis
from portal.servers.server import NotStarted
from portal.supervisor.child import Child, Plan
from portal.supervisor.claim import Claim, Taken, await_port, open_port
from portal.supervisor.loop import Hurry, Loop, Stop
from portal.supervisor.steps import Failed, Steps

# We say it ourselves, in one line.
CALM = ("-W", "ignore:You're running the worker with superuser privileges")
READY_WITHIN = 120.0
STOP_WITHIN = 10.0


@dataclass(frozen=True)
class Wish:
    """What was asked for on the command line and in the environment."""

    host: str
    port: int
    demo: bool


class Portal:
    def __init__(self, wish: Wish) -> None:
        self._wish = wish
        self._home = env.home().resolve()
        self._home.chmod(0o700)
        self._loop = Loop()
        self._servers: list[Postgres | Redis] = []
        self._children: list[Child] = []
        # Held for our whole life: it is what a web process that is started again inherits.
        self._listener: socket.socket | None = None
        self._mark = f"ACCORD_HOME={self._home}"
        self._environment = dict(os.environ) | {
            "ACCORD_HOME": str(self._home),
            "DJANGO_SETTINGS_MODULE": "portal.settings",
            "PYTHONUNBUFFERED": "1",
        }
        self._steps = Steps(loop=self._loop, environment=self._environment, home=self._home)

    def run(self) -> int:
        """Bring everything up and keep it up until somebody asks to stop; gives the exit code."""
        self._loop.listen()
        try:
            claim = Claim(self._home)
        except Taken as where:
            self._loop.say(str(where))
            return 0
        try:
            return self._live(claim)
        finally:
            self._loop.deafen()
            claim.release()

    def _live(self, claim: Claim) -> int:
        code = 1
        try:
            self._bring_up(claim)
            self._keep_up()
        except Stop:
            code = 0
        except (Failed, NotStarted, OSError) as fault:
            self._loop.say(str(fault))
        finally:
            hurried = self._take_down()
        return 130 if hurried else code

    def _bring_up(self, claim: Claim) -> None:
        self._end_orphans()
        if claim.was_killed:
            await_port(self._wish.host, self._wish.port, self._loop.pause)
        self._listener = self._open_port()
        port = self._listener.getsockname()[1]
        address = env.text("ACCORD_BASE_URL") or f"http://{_shown(self._wish.host)}:{port}"
        self._environment["ACCORD_PORT"] = str(port)
        claim.publish(address, "is already starting")
        database = self._start_servers()
        self._steps.migrate(database)
        self._steps.collect_static()
        if self._wish.demo and self._steps.is_empty(database):
            self._steps.load_demo()
        for plan in self._plans(self._listener.fileno()):
            child = Child(plan, folder=settings.BASE_DIR, home=self._home, loop=self._loop)
            self._children.append(child)
            child.start()
        self._wait_for_web(port)
        self._say_ready(address, database)
        claim.publish(address, "already runs")

    def _end_orphans(self) -> None:
        """End what a killed portal may have left; the servers look after their own."""
        for name in ("web", "worker", "beat"):
            record = Record(self._home / f"{name}.pid")
            if record.end_orphan(by=signal.SIGTERM, mark=self._mark, pause=self._loop.pause):
                self._loop.say(f"The {name} process of an earlier start was still running and has been ended.")

    def _open_port(self) -> socket.socket:
        listener = open_port(self._wish.host, self._wish.port)
        port = listener.getsockname()[1]
        if port != self._wish.port:
            self._loop.say(f"Port {self._wish.port} is taken by another program, so Accord uses {port}.")
        return listener

    def _start_servers(self) -> str:
        """Our own servers, where no others are named; gives the database's address."""
        if not env.text("REDIS_URL"):
            self._start_server(Redis(self._home, say=self._loop.say, pause=self._loop.pause), "redis")
        given = env.text("DATABASE_URL")
        if given:
            return given
        return self._start_server(Postgres(self._home, say=self._loop.say, pause=self._loop.pause), "database")

    def _start_server(self, server: Postgres | Redis, note: str) -> str:
        """Start it and leave its address where the settings of every other process look for it."""
        self._servers.append(server)
        address = server.start()
        path = self._home / f"{note}-url"
        draft = path.with_suffix(".new")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(address)
        draft.replace(path)
        self._loop.say(f"{server.version()} is up.", server.name)
        return address

    def _plans(self, listener: int) -> list[Plan]:
        """The processes that make up Accord; the same three that docker-compose.yml runs."""
        python, home = sys.executable, self._home
        threads, workers = env.number("ACCORD_WEB_THREADS", 8), env.number("ACCORD_WEB_WORKERS", 2)
        web = [python, "-m", "gunicorn", "portal.wsgi:application", "--bind", f"fd://{listener}"]
        web += ["--worker-class", "gthread", "--workers", str(workers), "--threads", str(threads)]
        web += ["--preload", "--graceful-timeout", "5", "--no-control-socket", "--log-level", "warning"]
        celery = [python, *CALM, "-m", "celery", "--quiet", "--skip-checks", "--app", "portal"]
        worker = [*celery, "worker", "--loglevel", "WARNING", "--without-gossip", "--without-mingle"]
        worker += ["--concurrency", str(env.number("ACCORD_WORKER_PROCESSES", 2))]
        beat = [*celery, "beat", "--loglevel", "WARNING", "--schedule", str(home / "beat-schedule"), "--pidfile", ""]
        return [
            Plan("web", web, self._environment | {"ACCORD_PROCESS": "web"}, keep=[listener]),
            Plan("worker", worker, self._environment | {"ACCORD_PROCESS": "worker"}),
            Plan("beat", beat, self._environment | {"ACCORD_PROCESS": "beat"}),
        ]

    def _wait_for_web(self, port: int) -> None:
        deadline = monotonic() + READY_WITHIN
        while (status := web_status(port, within=1)) != 200:
            if monotonic() > deadline:
                raise Failed(f"The web process isn't well within {READY_WITHIN:.0f} s; its lines above say why.")
            self._tend()
            # An answer that isn't good fills the screen with its reason, so it is asked for less often.
            self._loop.pause(5 if status else 0.1)

    def _say_ready(self, address: str, database: str) -> None:
        say = self._loop.say
        say("")
        say(f"Accord is ready: {address}")
        for email, _name, role in self._steps.demo_accounts(database):
            say(f"  {email:<28} {DEMO_WORDS:<20} {role}")
        if self._steps.is_empty(database):
            say("Nobody has an account yet: “.venv/bin/python manage.py company” begins yours; or restore a backup.")
        if not env.text("EMAIL_URL"):
            say("Mail isn't sent, as EMAIL_URL isn't set; admins read it in the portal.")
        if os.geteuid() == 0:
            say("Web, worker and beat run as root here; for more than a trial, use an ordinary user or the container.")
        say("Ctrl-C stops it.")

    def _keep_up(self) -> None:
        while True:
            self._tend()
            self._loop.pause(0.5)

    def _tend(self) -> None:
        for server in self._servers:
            if server.process is not None and server.process.poll() is not None:
                self._loop.say(f"{server.name} ended by itself and is started again.")
                server.start()
        for child in self._children:
            child.tend()

    def _take_down(self) -> bool:
        """End everything in order; True if somebody lost patience and it was killed."""
        self._loop.stopping()
        self._loop.say("Stopping.")
        try:
            self._ask_children_to_stop()
            for server in self._servers:
                server.stop()
        except Hurry:
            for server in self._servers:
                server.kill()
            return True
        finally:
            for child in self._children:
                child.kill()
        self._loop.pause(0)
        self._loop.say("Stopped.")
        return False

    def _ask_children_to_stop(self) -> None:
        """All at once: each finishes what it has in hand, and none needs another for that but the servers."""
        for child in self._children:
            child.ask_to_stop()
        deadline = monotonic() + STOP_WITHIN
        while not all(child.gone for child in self._children) and monotonic() < deadline:
            self._loop.pause(0.05)
        for child in self._children:
            child.kill()


def _shown(host: str) -> str:
    """The address as people type it into a browser."""
    address = reachable(host)
    return f"[{address}]" if ":" in address else address
