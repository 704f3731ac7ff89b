"""How the door says no: `application/problem+json` (RFC 9457) with a code that a machine can rely on."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.core.exceptions import ValidationError as ModelValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import DataError, IntegrityError, OperationalError
from django.http import Http404, QueryDict
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.response import Response

from apps.core.errors import NotNow, Refused, Stale

MEDIA_TYPE = "application/problem+json"
# SQLSTATE classes of what two people do at the same moment: exclusion, unique; deadlock, lock timeout, serialization.
_TAKEN = {"23505", "23P01"}
_AT_ONCE = {"40001", "40P01", "55P03"}


class Problem(exceptions.APIException):
    """A refusal of the door itself.

    Attributes:
        code: its name for machines.
        more: further members of the problem.
    """

    def __init__(self, status: int, code: str, detail: str, **more: Any) -> None:
        super().__init__(detail, code)
        self.status_code = status
        self.code = code
        self.more = more


def body_of(status: int, code: str, detail: str, **more: Any) -> dict[str, Any]:
    """A refusal as RFC 9457 has it."""
    title = HTTPStatus(status).phrase
    return {
        "type": f"urn:accord:problem:{code}",
        "title": title,
        "status": status,
        "code": code,
        "detail": detail,
        **more,
    }


def problem(status: int, code: str, detail: str, *, headers: dict[str, str] | None = None, **more: Any) -> Response:
    """The answer for a refusal."""
    body = body_of(status, code, detail, **more)
    return Response(body, status=status, headers=headers, content_type=MEDIA_TYPE)


def answer_problem(fault: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's exception handler; None lets what nobody foresaw become a 500."""
    if isinstance(fault, Stale):
        return _stale(fault, context)
    if isinstance(fault, Refused):
        return problem(409 if isinstance(fault, NotNow) else 422, fault.code, str(fault), **fault.more)
    if isinstance(fault, IntegrityError | OperationalError | DataError):
        return _database(fault)
    if isinstance(fault, Http404):
        return problem(404, "not-found", _("There is nothing here, or it isn't for you to see."))
    if isinstance(fault, PermissionDenied):
        return problem(403, "not-allowed", str(fault) or _("You may see this but not do it."))
    if isinstance(fault, ModelValidationError):
        return problem(422, "not-valid", " ".join(fault.messages))
    if isinstance(fault, RequestDataTooBig):
        return problem(413, "too-large", _("This is more than may be sent at once."))
    if isinstance(fault, SuspiciousOperation):
        return problem(400, "malformed", str(fault))
    return _of_the_framework(fault) if isinstance(fault, exceptions.APIException) else None


def _of_the_framework(fault: exceptions.APIException) -> Response:
    headers = {}
    if header := getattr(fault, "auth_header", None):
        headers["WWW-Authenticate"] = header
    if (wait := getattr(fault, "wait", None)) is not None:
        headers["Retry-After"] = str(int(wait))
    if isinstance(fault, exceptions.ValidationError):
        errors = list(errors_of(fault))
        return problem(400, "input-not-valid", _("Some of what was sent doesn't fit."), errors=errors)
    if isinstance(fault, Problem):
        return problem(fault.status_code, fault.code, str(fault.detail), **fault.more)
    code = fault.get_codes() if isinstance(fault.detail, str) else fault.default_code
    return problem(fault.status_code, _dashed(str(code)), str(fault.detail), headers=headers)


def errors_of(fault: exceptions.ValidationError) -> Iterator[dict[str, str]]:
    """Each fault of the input with the path of its field; an empty path means the input as a whole."""
    yield from _flattened(fault.detail, [])


def _flattened(detail: Any, path: list[str]) -> Iterator[dict[str, str]]:
    if isinstance(detail, dict):
        for name, inner in detail.items():
            yield from _flattened(inner, path if name == "non_field_errors" else [*path, str(name)])
    elif isinstance(detail, list):
        for position, inner in enumerate(detail):
            yield from _flattened(inner, path if isinstance(inner, str) else [*path, str(position)])
    else:
        yield {"field": ".".join(path), "code": _dashed(detail.code), "detail": str(detail)}


def _stale(fault: Stale, context: dict[str, Any]) -> Response:
    """412 with both texts: what the caller sent, and what stands there now."""
    view, request = context["view"], context["request"]
    current = view.representation_of(fault.current)
    revision = getattr(fault.current, "revision", None)
    headers = None if revision is None else {"ETag": f'"{revision}"'}
    return problem(412, "stale", str(fault), headers=headers, yours=_sent(request.data), current=current)


def _sent(data: Any) -> Any:
    """What was sent, as JSON; of a file its name."""
    if not isinstance(data, QueryDict):
        return data
    return {name: value.name if isinstance(value, UploadedFile) else value for name, value in data.items()}


def _database(fault: Exception) -> Response | None:
    """A rule that only the database saw: two at the same moment, or input that no form had caught."""
    state = getattr(fault.__cause__, "sqlstate", None) or ""
    diagnosis = getattr(fault.__cause__, "diag", None)
    name = getattr(diagnosis, "constraint_name", None) or "kept-by-the-database"
    if state in _AT_ONCE:
        return problem(409, "at-the-same-moment", _("Somebody is doing the same right now. Try again."))
    if state in _TAKEN:
        return problem(409, name, _("There is one like this already."))
    if isinstance(fault, IntegrityError) and state in {"23514", "23503"}:
        return problem(422, name, _("The company's rules don't allow this combination."))
    if isinstance(fault, DataError):
        return problem(400, "out-of-range", _("A value is larger or longer than can be kept."))
    return None


def _dashed(code: str | None) -> str:
    return (code or "invalid").replace("_", "-")
