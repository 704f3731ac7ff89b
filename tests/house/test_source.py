"""Rules of the house that the source itself must keep."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.template import TemplateDoesNotExist, TemplateSyntaxError
from django.template.loader import get_template

ROOT = Path(__file__).resolve().parent.parent.parent
TEMPLATES = sorted((ROOT / "templates").glob("**/*.html"))
TEXTS = sorted((ROOT / "templates").glob("**/*.txt"))
PYTHON = sorted(path for folder in ("apps", "portal") for path in (ROOT / folder).glob("**/*.py"))


def test_imports_go_to_a_lower_rank_only():
    ran = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports")], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout


def test_every_template_parses():
    broken = {}
    for path in TEMPLATES + TEXTS:
        name = str(path.relative_to(ROOT / "templates"))
        try:
            get_template(name)
        except (TemplateDoesNotExist, TemplateSyntaxError) as fault:
            broken[name] = str(fault)
    assert broken == {}


def test_no_inline_script_or_style():
    inline = re.compile(r"<style|\sstyle=|\son[a-z]+=\"|<script(?![^>]*\ssrc=)|javascript:")
    looked_at = [path for path in TEMPLATES if "emails" not in path.parts]
    found = {str(path.relative_to(ROOT)): inline.findall(path.read_text()) for path in looked_at}
    assert {name: parts for name, parts in found.items() if parts} == {}


def test_every_setting_is_documented():
    used = {
        name
        for path in PYTHON
        for name in re.findall(r'\b(?:text|flag|number|words)\(\s*f?"([A-Z_]+)"', path.read_text())
    }
    documented = set(re.findall(r"^\| `([A-Z_]+)`", (ROOT / "docs/settings.md").read_text(), re.MULTILINE))
    assert used, "no setting found: the pattern is off"
    assert documented == used


def test_no_celery_task_is_put_off_in_the_broker():
    found = [str(path) for path in PYTHON if re.search(r"countdown=|\beta=", path.read_text())]
    assert found == []


def test_no_model_sets_a_default_order():
    found = [str(path) for path in PYTHON if re.search(r"^\s+ordering = ", path.read_text(), re.MULTILINE)
             and "/models" in str(path)]  # fmt: skip
    assert found == []


def test_no_app_writes_behind_the_commands_back():
    """Views, endpoints and tasks find and call; they save nothing themselves."""
    edges = [path for path in PYTHON if path.stem in {"views", "api", "tasks"} or path.parent.name in {"views", "api"}]
    edges = [path for path in edges if path.parent.name not in {"commands", "models", "queries"}]
    writes = re.compile(r"\.save\(|\.bulk_create\(|objects\.create\(|\.update\(\w+=|\.delete\(\)")
    assert [str(path) for path in edges if writes.search(path.read_text())] == []


@pytest.mark.django_db
def test_no_migration_is_missing():
    ran = subprocess.run(
        [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
