"""Setting up on machines that lack something, and lock files that fit every machine."""

import ensurepip
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent.parent
REQUIREMENTS = ("requirements.txt", "requirements-prod.txt", "requirements-dev.txt")
HOSTS = re.compile(r"://|\.(?:org|com|io|net|dev)\b|/work/|/opt/|/home/")


@pytest.mark.parametrize("name", [*REQUIREMENTS, "package-lock.json"])
def test_lock_file_names_no_host_and_no_path(name: str) -> None:
    lines = (CHECKOUT / name).read_text().splitlines()
    assert [line for line in lines if HOSTS.search(line) or "index" in line.split("==")[0].split("#")[-1].split()] == []


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_every_package_is_locked_with_hashes(name: str) -> None:
    parts = re.split(r"(?m)^(?=[a-z0-9])", (CHECKOUT / name).read_text())
    packages = [part for part in parts if re.match(r"[a-z0-9.\-]+==", part)]
    assert [part.split()[0] for part in packages if "--hash=sha256:" not in part] == []
    assert len(packages) > 50


def test_every_npm_package_is_locked_with_a_hash() -> None:
    packages = json.loads((CHECKOUT / "package-lock.json").read_text())["packages"]
    assert [name for name, package in packages.items() if name and "integrity" not in package] == []


LACKING = """
import sys
from pathlib import Path
sys.path.insert(0, {folder!r})
sys.modules["ensurepip"] = None
import setup
setup.VENV = Path({venv!r})
setup.VENV_PYTHON = setup.VENV / "bin" / "python"
setup.DEBIAN_WHEELS = Path({wheels!r})
setup.make_venv()
words = [str(word) for word in setup.pip()]
print(setup.subprocess.run([*words, "--version"], capture_output=True, text=True).stdout.split()[0])
"""


def setup_without_ensurepip(tmp_path: Path, *, pip: bool, wheels: Path) -> subprocess.CompletedProcess[str]:
    """Set-up with a Python as plain Debian has it, in an environment without programs that could install more."""
    environment = {"PATH": str(tmp_path / "nothing")}
    if not pip:
        (tmp_path / "lacking" / "pip").mkdir(parents=True)
        (tmp_path / "lacking" / "pip" / "__init__.py").touch()
        (tmp_path / "lacking" / "pip" / "__main__.py").write_text("raise SystemExit('No module named pip')\n")
        environment["PYTHONPATH"] = str(tmp_path / "lacking")
    program = LACKING.format(folder=str(CHECKOUT / "bin"), venv=str(tmp_path / "venv"), wheels=str(wheels))
    return subprocess.run(
        [sys.executable, "-c", program], env=environment, cwd=tmp_path, capture_output=True, text=True, check=False
    )


def test_python_without_ensurepip_uses_the_machines_pip(tmp_path: Path) -> None:
    done = setup_without_ensurepip(tmp_path, pip=True, wheels=tmp_path)
    assert (done.returncode, done.stdout) == (0, "pip\n"), done.stderr


def test_python_without_any_pip_uses_debians_wheel(tmp_path: Path) -> None:
    done = setup_without_ensurepip(tmp_path, pip=False, wheels=Path(ensurepip.__file__).parent / "_bundled")
    assert (done.returncode, done.stdout) == (0, "pip\n"), done.stderr


def test_python_with_nothing_at_all_names_the_package_to_install(tmp_path: Path) -> None:
    done = setup_without_ensurepip(tmp_path, pip=False, wheels=tmp_path)
    package = f"python3.{sys.version_info.minor}-venv"
    message = f"This Python has no pip. On Debian and Ubuntu, “apt install {package}” brings it; then repeat."
    assert (done.returncode, done.stderr.splitlines()[-1]) == (1, message)


def test_make_says_so_when_python_is_too_old(tmp_path: Path) -> None:
    old = tmp_path / "python3"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    done = subprocess.run(["make", "setup", f"PYTHON={old}"], cwd=CHECKOUT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "Accord needs Python 3.11 or newer, and none was found" in done.stderr


def test_npm_comes_from_the_wheel_where_there_is_no_node() -> None:
    ask = "import sys; sys.path.insert(0, 'bin'); import setup; print(*setup.npm()[1:], sep='\\n')"
    words = [sys.executable, "-c", ask]
    command = subprocess.run(words, env={"PATH": "/nowhere"}, cwd=CHECKOUT, capture_output=True, text=True, check=True)
    program = command.stdout.strip().partition("\n")[2]
    done = subprocess.run([sys.executable, "-c", program, "--version"], capture_output=True, text=True, check=True)
    assert int(done.stdout.split(".")[0]) >= 10


BUILDING = """
import sys
from pathlib import Path
sys.path.insert(0, "bin")
import setup
setup.VENV = Path(sys.argv[1])
setup.STATIC = setup.VENV / "static"
setup.run = lambda *words: print(*words[1:])
setup.build_assets()
setup.build_assets()
(setup.STATIC / "css" / "parts" / "cards.css").write_text(".card { color: red }")
setup.build_assets()
"""


def test_assets_are_built_anew_as_soon_as_a_source_is_another(tmp_path: Path) -> None:
    shutil.copytree(CHECKOUT / "static" / "css", tmp_path / "static" / "css")
    words = [sys.executable, "-c", BUILDING, str(tmp_path)]
    done = subprocess.run(words, cwd=CHECKOUT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["manage.py assets"] * 2


def test_without_chromium_ci_fails_and_others_hear_it(tmp_path: Path) -> None:
    environment = {"PATH": str(tmp_path), "HOME": str(tmp_path)}
    words = [sys.executable, str(CHECKOUT / "bin" / "test.py"), "--version"]
    as_ci = subprocess.run(words, env=environment | {"CI": "true"}, capture_output=True, text=True, check=False)
    by_hand = subprocess.run(words, env=environment, capture_output=True, text=True, check=False)
    assert as_ci.returncode == 1
    assert "the browser tests can't run, which fails the run" in as_ci.stderr
    assert by_hand.returncode == 0
    assert "NO CHROMIUM FOUND: THE BROWSER TESTS ARE LEFT OUT." in by_hand.stderr
