"""Users of this machine for the tests: an ordinary one who runs Accord, and a stranger who tries to get in."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# What would tell a portal started here about the one the tests use, or about this run of make and pytest.
PRIVATE = (
    "ACCORD_",
    "DATABASE_URL",
    "REDIS_URL",
    "DJANGO_",
    "PYTEST_",
    "XDG_",
    "MAKE",
    "MFLAGS",
    "VIRTUAL_ENV",
    "EMAIL_URL",
)


@contextmanager
def new_user(name: str) -> Iterator[pwd.struct_passwd]:
    """A system user without a password, gone afterwards; only root can make one."""
    subprocess.run(["userdel", name], capture_output=True, check=False)  # of a run that was killed
    subprocess.run(["useradd", "--no-create-home", "--home-dir", "/nonexistent", name], check=True)
    try:
        yield pwd.getpwnam(name)
    finally:
        subprocess.run(["userdel", name], check=True)


def environment(home: Path, user: pwd.struct_passwd | None) -> dict[str, str]:
    """Ours, with its pip and npm settings, but a home of its own and only programs that the user may run."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(PRIVATE)}
    kept.pop("PYTHONDONTWRITEBYTECODE", None)  # else every process of the clone would compile all of Accord again
    kept |= {"HOME": str(home), "NPM_CONFIG_CACHE": str(home / ".npm"), "PIP_CACHE_DIR": str(home / ".cache" / "pip")}
    kept["PATH"] = ":".join(folder for folder in kept["PATH"].split(":") if user is None or open_to_all(Path(folder)))
    if user:
        kept |= {"USER": user.pw_name, "LOGNAME": user.pw_name}
    registry = subprocess.run(["npm", "config", "get", "registry"], capture_output=True, text=True, check=False).stdout
    if registry.strip():
        kept["NPM_CONFIG_REGISTRY"] = registry.strip()
    return kept


def open_to_all(folder: Path) -> bool:
    return folder.exists() and all(part.stat().st_mode & 0o001 for part in (folder, *folder.parents))


def share_caches(home: Path) -> None:
    """Our pip's and npm's caches, so that a clone downloads nothing twice."""
    own = Path.home()
    for name in (".cache/pip", ".npm/_cacache"):
        if (own / name).exists():
            shutil.copytree(own / name, home / name, dirs_exist_ok=True)


def as_user(user: pwd.struct_passwd | None) -> dict[str, object]:
    """Arguments for `subprocess` that run a program as `user`."""
    if user is None:
        return {}
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
