"""Where a server's data, programs and sockets lie, and as whom it runs.

PostgreSQL refuses to run as root. Started by root, both servers therefore run as the system user `accord`, with data
and a copy of the programs under /var/lib/accord, because a checkout may lie where that user can't go. No mode or
owner of anything else is touched.
"""

import fcntl
import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

SERVER_USER = "accord"
ROOTS_FOLDER = Path("/var/lib/accord")
# A socket's address holds about 100 bytes on Linux and macOS, which a checkout's path alone may exceed.
SHORT_FOLDER = Path("/", "tmp")


class Busy(Exception):
    """Somebody else holds the folder."""


class Lock:
    """One holder per file, for as long as its process lives; the file itself stays."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)

    def take(self) -> None:
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as fault:
            raise Busy(str(self.path)) from fault

    def release(self) -> None:
        os.close(self._file)


@dataclass(frozen=True)
class Place:
    """A 0700 folder that belongs to the user who runs the server; no `user` means: to us."""

    folder: Path
    user: pwd.struct_passwd | None

    def make(self, name: str) -> Path:
        """A 0700 folder in here, made if there is none."""
        return _private(self.folder / name, self.user)

    def write(self, name: str, text: str) -> Path:
        """A 0600 file in here."""
        path = self.folder / name
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(text)
        if self.user:
            os.chown(path, self.user.pw_uid, self.user.pw_gid)
        return path

    def sockets(self, name: str) -> Path:
        """A new 0700 folder with a short path; nobody can guess its name or have made it before us."""
        folder = Path(tempfile.mkdtemp(prefix=f"accord-{name}-", dir=SHORT_FOLDER))
        if self.user:
            os.chown(folder, self.user.pw_uid, self.user.pw_gid)
        return folder


def place(home: Path, say: Callable[[str], None]) -> Place:
    """The servers' place for Accord's folder `home`."""
    if os.geteuid() != 0:
        return Place(_private(home / "servers", None), None)
    user = server_user(say)
    with suppress(FileExistsError):
        ROOTS_FOLDER.mkdir(parents=True)
        ROOTS_FOLDER.chmod(0o755)  # whatever the umask is
    return Place(_private(ROOTS_FOLDER / _instance(home), user), user)


def server_user(say: Callable[[str], None]) -> pwd.struct_passwd:
    """The system user for servers that root starts; made once, and said so."""
    with suppress(KeyError):
        return pwd.getpwnam(SERVER_USER)
    command = ["useradd", "--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent"]
    command += ["--shell", "/usr/sbin/nologin", "--comment", "Accord's servers", SERVER_USER]
    if shutil.which("useradd"):
        made = subprocess.run(command, capture_output=True, check=False)
        with suppress(KeyError):
            user = pwd.getpwnam(SERVER_USER)
            if made.returncode == 0:
                say(f"PostgreSQL doesn't run as root, so the system user “{SERVER_USER}” was made for it.")
            return user
    say(f"Warning: no system user “{SERVER_USER}” could be made; the servers run as “nobody”, and so can others.")
    return pwd.getpwnam("nobody")


def _instance(home: Path) -> str:
    """A name of its own for each of Accord's folders, so that a new checkout never meets an old one's data."""
    path = home / "instance"
    if not path.exists():
        draft = home / "instance.new"
        draft.write_text(secrets.token_hex(8))
        draft.replace(path)
    return path.read_text()


def _private(folder: Path, user: pwd.struct_passwd | None) -> Path:
    """The folder, 0700 and of its user; refuses one that somebody else laid there."""
    with suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    found = folder.lstat()
    if folder.is_symlink() or found.st_uid not in {os.geteuid(), user.pw_uid if user else os.geteuid()}:
        raise PermissionError(f"{folder} isn't ours: it belongs to user {found.st_uid}. Move it away and start again.")
    folder.chmod(0o700)
    if user:
        os.chown(folder, user.pw_uid, user.pw_gid)
    return folder


def programs(source: Path, version: str, parts: tuple[str, ...], user: pwd.struct_passwd | None) -> Path:
    """The folder from which `user` can run `parts` of `source`: itself, or root's copy of it.

    The copy belongs to root, is readable by all, and is complete or not there.
    """
    if user is None:
        return source
    target = ROOTS_FOLDER / version
    if target.exists():
        return target
    draft = Path(tempfile.mkdtemp(prefix=f".{version}-", dir=ROOTS_FOLDER))
    for part in parts:
        _copy(source / part, draft / part)
    draft.chmod(0o755)
    try:
        draft.rename(target)
    except OSError:  # another start was quicker
        shutil.rmtree(draft)
    return target


def _copy(source: Path, target: Path) -> None:
    """Copy a file or a tree with modes that let everybody read and run, whatever the umask was at installation."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("include", "__pycache__"))
    else:
        shutil.copy2(source, target)
    for path in [target, *target.rglob("*")]:
        runs = path.is_dir() or path.stat().st_mode & 0o100
        path.chmod(0o755 if runs else 0o644)
    for parent in target.relative_to(ROOTS_FOLDER).parents:
        if len(parent.parts) > 1:
            (ROOTS_FOLDER / parent).chmod(0o755)
