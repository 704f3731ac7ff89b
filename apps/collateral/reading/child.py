"""The process that opens the file: forked from a warm one, or `python -m apps.collateral.reading.child ORDER < file`.

It catches what the readers refuse and running out of memory. Everything else ends it with a traceback, which
the caller logs, and the file is a broken one.
"""

import base64
import json
import os
import sys
from typing import Any, BinaryIO

from apps.collateral.reading.confine import confine
from apps.collateral.reading.shapes import Limits, Network
from apps.collateral.reading.unreadable import Unreadable


def main() -> None:
    serve(json.loads(sys.argv[1]), sys.stdin.buffer)


def serve(order: dict[str, Any], file: BinaryIO) -> None:
    """Confine this process, then read; the answer goes to standard output."""
    limits = Limits(**order["limits"])
    # Parsers in C may print: their words go to the complaints, not into the answer.
    answer = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    network = confine(limits, parent=order["parent"])
    with answer:
        json.dump(_told(order, file, limits, network), answer, ensure_ascii=False)


def _told(order: dict[str, Any], file: BinaryIO, limits: Limits, network: Network) -> dict[str, Any]:
    # Imported after the limits are set, so that the parsers never run without them.
    from lxml import etree

    from apps.collateral.reading.opening import opened
    from apps.collateral.reading.xml import is_too_deep, ran_out_of_memory

    try:
        document = opened(file, order["ending"], limits)
        if order["task"] == "draw":
            return _drawn(document, order["page"], limits, network)
        if order["task"] == "sniff":
            return {"kind": document.kind, "pages": [], "page_count": 0, "network": network}
        pages, count = document.read(limits)
    except Unreadable as refusal:
        return {"reason": refusal.reason, "facts": refusal.facts}
    except (MemoryError, etree.LxmlError) as fault:
        if isinstance(fault, etree.LxmlError) and is_too_deep(fault):
            return {"reason": "too_large", "facts": {"limit": "nesting"}}
        if isinstance(fault, etree.LxmlError) and not ran_out_of_memory(fault):
            raise
        return {"reason": "too_large", "facts": {"limit": "memory"}}
    told = [(page.number, page.text, page.internal) for page in pages]
    return {"kind": document.kind, "pages": told, "page_count": count, "network": network}


def _drawn(document: Any, page: int, limits: Limits, network: Network) -> dict[str, Any]:
    if document.kind != "pdf":
        raise Unreadable("unknown_type", {"found": document.kind})
    picture = base64.b64encode(document.draw(page, limits)).decode()
    return {"kind": "pdf", "pages": [], "page_count": 0, "network": network, "picture": picture}


if __name__ == "__main__":
    main()
