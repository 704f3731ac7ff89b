"""Doing the same call twice does it once: the key's row lives and dies with the command's own transaction."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from apps.people.door.authentication import credential_of
from apps.people.door.problems import Problem
from apps.people.models import IdempotencyKey

KEPT_FOR = timedelta(hours=24)
LONGEST = 200
# What a repeated answer says again.
_HEADERS = ("ETag", "Location", "Accord-Undo")


@dataclass(frozen=True)
class Call:
    """One unsafe call with a key, and what it is bound to."""

    key: str
    body_hash: str


def call_of(request: Request) -> Call | None:
    """The call's key; None where it has none.

    Raises:
        Problem: the key is empty or too long (400).
    """
    key = request.headers.get("Idempotency-Key")
    if key is None:
        return None
    if not key.strip() or len(key) > LONGEST:
        raise Problem(400, "key-not-valid", _("An Idempotency-Key has 1 to 200 characters."))
    return Call(key, _body_hash(request))


def begin(call: Call, request: Request, *, now: datetime) -> Response | None:
    """Claim the key in the caller's transaction; returns the answer where the call was made before.

    A second call at the same moment waits here until the first has committed or given up.

    Raises:
        Problem: the key was used for something else (422), or for an answer that isn't kept (409).
    """
    owner = _owner(call, request)
    IdempotencyKey.objects.filter(**owner, at__lte=now - KEPT_FOR).delete()
    bound = {"method": request.method, "path": request.path[:400], "body_hash": call.body_hash}
    IdempotencyKey.objects.bulk_create([IdempotencyKey(**owner, **bound, at=now)], ignore_conflicts=True)
    row = IdempotencyKey.objects.get(**owner)
    if any(getattr(row, name) != value for name, value in bound.items()):
        raise Problem(422, "key-reused", _("This Idempotency-Key was used for another call."))
    return _repeated(row) if row.status is not None else None


def _owner(call: Call, request: Request) -> dict[str, Any]:
    return {"member": request.user, "credential": credential_of(request), "key": call.key}


def _repeated(row: IdempotencyKey) -> Response:
    if row.headers.get("Kept") == "no":
        raise Problem(409, "answer-not-kept", _("This was done. Its answer showed a secret, so it isn't kept."))
    headers = {**row.headers, "Idempotency-Replayed": "true"}
    return Response(row.answer, status=row.status, headers=headers)


def keep(call: Call, request: Request, response: Response, *, keeps_answer: bool) -> None:
    """Remember the answer, in the transaction of what it tells of."""
    headers = {name: response[name] for name in _HEADERS if response.has_header(name)}
    kept: dict[str, Any] = (
        {"headers": headers, "answer": response.data} if keeps_answer else {"headers": {"Kept": "no"}}
    )
    IdempotencyKey.objects.filter(**_owner(call, request)).update(status=response.status_code, **kept)


def _body_hash(request: Request) -> str:
    digest = hashlib.sha256(request.META.get("QUERY_STRING", "").encode() + b"\n")
    for part in _parts(request):
        digest.update(part)
    return digest.hexdigest()


def _parts(request: Request) -> Iterator[bytes]:
    """The body; a form with files by its fields, because its boundary differs from one sending to the next."""
    if not request.content_type.startswith("multipart/"):
        yield request._request.body
        return
    form: Any = request.data
    for name in sorted(form):
        for value in form.getlist(name):
            yield f"\n{name}=".encode()
            if isinstance(value, UploadedFile):
                yield f"{value.name}:".encode()
                yield from value.chunks()
                value.seek(0)
            else:
                yield str(value).encode()
