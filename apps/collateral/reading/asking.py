"""The caller's side: sends a file to the child and believes only the shape of what comes back."""

import base64
import json
import logging
import os
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from apps.collateral.reading import cage, nursery
from apps.collateral.reading.shapes import DEFAULT_LIMITS, KINDS, MEGABYTE, NETWORKS, Kind, Limits, Page, Reading
from apps.collateral.reading.text import clean
from apps.collateral.reading.unreadable import REASONS, Facts, Reason, Unreadable

log = logging.getLogger(__name__)

# Clean text at most doubles in JSON (a quote, a backslash, a line end); the rest is for page numbers and frame.
_WIDEST, _FRAME = 2, MEGABYTE
# Longer than every ending we know; it travels on a command line.
_ENDING = 20
_LARGEST_PICTURE = 2 * MEGABYTE

_FAILURES: dict[cage.Ending, tuple[Reason, Facts]] = {
    "time": ("too_long", {"limit": "time"}),
    "memory": ("too_large", {"limit": "memory"}),
    "answer": ("too_long", {"limit": "text"}),
    "broke": ("broken", {}),
}


def sniff(path: Path, name: str, *, limits: Limits = DEFAULT_LIMITS) -> Kind:
    """The kind of a file by its content and its parser; Unreadable if the ending of its name says another."""
    return _ask("sniff", path, name, limits).kind


def read(path: Path, name: str, *, limits: Limits = DEFAULT_LIMITS) -> Reading:
    """The words of a file, page by page, or Unreadable. Never raises anything else for what is in the file."""
    return _ask("read", path, name, limits)


def draw(path: Path, *, page: int = 1, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """A page of a PDF as WebP, or Unreadable."""
    picture = _ask("draw", path, "it.pdf", limits, page=page).picture
    # All that is believed of it: its kind, which the browser is told, and that it isn't endless.
    if not (picture[:4] == b"RIFF" and picture[8:12] == b"WEBP" and len(picture) <= _LARGEST_PICTURE):
        raise Unreadable("broken")
    return picture


def _ask(task: str, path: Path, name: str, limits: Limits, *, page: int = 1) -> Reading:
    with path.open("rb") as file:
        if os.fstat(file.fileno()).st_size > limits.file_bytes:
            raise Unreadable("too_large", {"limit": "file", "megabytes": limits.file_bytes // MEGABYTE})
        return believed(_send(task, file, name, limits, page), limits)


def believed(raw: bytes, limits: Limits) -> Reading:
    """A file may have taken the child over: an answer of another shape than ours comes from a broken file."""
    try:
        told = json.loads(raw)
        answer = _refusal(told) if "reason" in told else _reading(told, limits)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as fault:
        log.warning("reading a file gave an answer of the wrong shape: %r", fault)
        raise Unreadable("broken") from fault
    if isinstance(answer, Unreadable):
        raise answer
    return answer


def _send(task: str, file: IO[bytes], name: str, limits: Limits, page: int) -> bytes:
    ending = Path(name).suffix.lower()[:_ENDING]
    order = {"task": task, "ending": ending, "page": page, "limits": asdict(limits)}
    outcome = nursery.run(
        json.dumps(order).encode(),
        file=file,
        seconds=limits.wall_seconds,
        answer_bytes=limits.text_bytes * _WIDEST + _FRAME,
    )
    if outcome.ended == "done":
        return outcome.answer
    log.warning("reading a file ended as %s: %s", outcome.ended, outcome.complaint)
    reason, facts = _FAILURES[outcome.ended]
    raise Unreadable(reason, facts)


def _refusal(told: dict[str, Any]) -> Unreadable:
    reason, facts = told["reason"], told["facts"]
    if reason not in REASONS:
        raise ValueError(reason)
    return Unreadable(reason, {key: value for key, value in facts.items() if _is_fact(value)})


def _is_fact(value: object) -> bool:
    return isinstance(value, int) or (isinstance(value, str) and len(value) <= _ENDING and value.isprintable())


def _reading(told: dict[str, Any], limits: Limits) -> Reading:
    kind, network = told["kind"], told["network"]
    if kind not in KINDS or network not in NETWORKS:
        raise ValueError((kind, network))
    return Reading(
        kind=kind,
        pages=[_page(limits, *page) for page in told["pages"]],
        page_count=_count(told["page_count"], limits),
        network=network,
        picture=base64.b64decode(told.get("picture", ""), validate=True),
    )


def _page(limits: Limits, number: object, text: str, internal: object) -> Page:
    return Page(number=_count(number, limits), text=clean(text), internal=internal is True)


def _count(number: object, limits: Limits) -> int:
    if not isinstance(number, int) or not 0 <= number <= limits.pages:
        raise ValueError(number)
    return number
