"""`make test`: the whole suite, with a Chromium that is found, or installed where the machine allows."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def main(arguments: list[str]) -> None:
    chromium = os.environ.get("CHROMIUM") or found() or installed()
    environment = dict(os.environ)
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # else every process of a test would compile all of Accord again
    chosen: list[str] = []
    if chromium:
        environment["CHROMIUM"] = chromium
    elif os.environ.get("CI") == "true":
        sys.exit("No Chromium found, and none could be installed: the browser tests can't run, which fails the run.")
    else:
        say("NO CHROMIUM FOUND: THE BROWSER TESTS ARE LEFT OUT. Install it, or set CHROMIUM=/path/to/it.")
        chosen = ["-m", "not browser"]
    # A file's tests stay on one worker: they share what is dear to make, as a running portal. tests/conftest.py orders.
    # One more of them than there are cores, as each often waits for a browser, a database or a portal that stops.
    workers = str(len(os.sched_getaffinity(0)) + 1)
    shared = ["-n", workers, "--dist", "loadfile", "--no-loadscope-reorder"]
    command = [sys.executable, "-m", "pytest", *shared, *chosen, *arguments]
    # In our place, not under us: whoever ends us ends the tests, and the tests' servers end with them.
    os.execve(sys.executable, command, environment)


def found() -> str | None:
    """A Chromium on the PATH that really starts; some systems leave a stub that only says how to install it."""
    for name in NAMES:
        path = shutil.which(name)
        if path and subprocess.run([path, "--version"], capture_output=True, check=False).returncode == 0:
            return path
    return None


def installed() -> str | None:
    """Debian's package, where we may install it."""
    if os.geteuid() != 0 or not Path("/etc/debian_version").exists() or not shutil.which("apt-get"):
        return None
    say("Installing Debian's Chromium for the browser tests.")
    subprocess.run(["apt-get", "update", "--quiet"], check=False)
    subprocess.run(["apt-get", "install", "--yes", "--quiet", "--no-install-recommends", "chromium"], check=False)
    return found()


def say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
