"""Revisions as HTTP knows them: `ETag`, `If-Match`, `If-None-Match`."""

import re
from typing import Any

from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from apps.people.door.problems import Problem

_TAG = re.compile(r'(?:W/)?"(\d{1,9})"')


def tag_of(row: Any) -> str:
    """The row's ETag; empty where it has no revision."""
    revision = getattr(row, "revision", None)
    return "" if revision is None else f'"{revision}"'


def mark(response: Response, row: Any) -> None:
    """Put the row's revision on the answer."""
    if tag := tag_of(row):
        response["ETag"] = tag


def asked_for(request: Request, *, required: bool) -> int | None:
    """The revision in `If-Match`.

    Raises:
        Problem: it is missing where an edit needs it (428), or isn't a revision (400).
    """
    given = request.headers.get("If-Match", "").strip()
    if given in ("", "*"):
        if required:
            raise Problem(428, "revision-needed", _("Say in If-Match which revision this edit is based on."))
        return None
    found = _TAG.fullmatch(given)
    if found is None:
        raise Problem(400, "revision-not-valid", _('If-Match takes one ETag as it was answered, like "3".'))
    return int(found[1])


def is_known(request: Request, row: Any) -> bool:
    """Whether the caller has this revision already (304)."""
    tag = tag_of(row)
    held = request.headers.get("If-None-Match", "")
    return bool(tag) and tag in [one.strip().removeprefix("W/") for one in held.split(",")]
