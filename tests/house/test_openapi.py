"""The API's description is whole, true to its own schema, and made from the code alone."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.validation import validate_schema
from jsonschema import Draft202012Validator

from tests.house.operations import is_operation, operations, views

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="module")
def openapi() -> dict[str, Any]:
    return json.loads(json.dumps(SchemaGenerator().get_schema(request=None, public=True)))


@pytest.fixture(scope="module")
def described(openapi: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {one["operationId"]: one for path in openapi["paths"].values() for one in path.values()}


def test_the_description_has_no_warning(openapi):
    assert (dict(GENERATOR_STATS._warn_cache), dict(GENERATOR_STATS._error_cache)) == ({}, {})
    validate_schema(openapi)


def test_all_that_lies_below_the_api_is_an_operation_or_one_of_its_two_pages():
    others = sorted(route for route, view in views() if not is_operation(view))
    assert others == ["/api/v1/<path:anything>", "/api/v1/docs/", "/api/v1/schema/"]


def test_every_operation_is_described_under_its_name(described):
    assert sorted(described) == sorted(operations())


def test_every_operation_says_what_it_does_for_whom_and_how_it_refuses(described):
    lacking = {
        name: one
        for name, one in described.items()
        if len(one["summary"].split()) < 2
        or not one["x-roles"]
        or f"Roles: {one['x-roles']}." not in one["description"]
        or not {"401", "403"} <= set(one["responses"])
    }
    assert lacking == {}


def test_every_body_has_an_example_that_fits_it(openapi, described):
    components = {"components": openapi["components"]}
    wrong, seen = {}, set()
    refusals = {name: {"responses": {name: answer}} for name, answer in openapi["components"]["responses"].items()}
    for name, one in (described | refusals).items():
        bodies = [one["requestBody"]["content"]] if "requestBody" in one else []
        bodies += [answer["content"] for answer in one["responses"].values() if "content" in answer]
        for content in [part for body in bodies for part in body.values()]:
            seen.add(json.dumps(content))
            example = content["example"] if "example" in content else content["examples"]["form"]["value"]
            faults = list(Draft202012Validator(content["schema"] | components).iter_errors(example))
            if faults:
                wrong[name] = [fault.message for fault in faults]
    assert wrong == {}
    assert len(seen) > 100


def test_the_description_is_made_without_a_database(tmp_path):
    environment = os.environ | {"DATABASE_URL": "postgres:///nothing?host=/nowhere", "REDIS_URL": "unix:///nowhere"}
    command = [sys.executable, "manage.py", "spectacular", "--validate", "--fail-on-warn", "--format", "openapi-json"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["openapi"].startswith("3.1")
