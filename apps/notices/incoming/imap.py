"""The mailbox, by IMAP: what waits in it, read without a trace, and marked once it is done with."""

import imaplib
import re
import ssl
from contextlib import suppress
from types import TracebackType
from typing import Any

from django.conf import settings

# Larger mails aren't fetched: of them only the head is.
LARGEST = 10 * 1024 * 1024
# "Answered" and not "seen": whoever opens the mailbox to have a look takes nothing away.
_TAKEN = r"(\Seen \Answered)"


class Unreachable(Exception):
    """The mailbox can't be looked into now; nothing in it is lost."""


def box_name() -> str:
    """The mailbox that is set, as it is kept and shown: without its password."""
    inbox = settings.INBOX
    return f"{inbox['username']} at {inbox['host']}, {inbox['folder']}" if inbox else ""


class Box:
    """An open mailbox.

    Raises:
        Unreachable: from every method, where the server doesn't answer or refuses.
    """

    def __init__(self, server: dict[str, Any]) -> None:
        self._server = server
        self._imap: imaplib.IMAP4

    def __enter__(self) -> "Box":
        try:
            self._imap = self._opened()
        except (OSError, imaplib.IMAP4.error) as fault:
            raise Unreachable(_said(fault)) from fault
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        try:
            self._imap.logout()
        except (OSError, imaplib.IMAP4.error):
            self._imap.shutdown()

    def waiting(self) -> list[str]:
        """The numbers of the mails that nobody has dealt with yet, the oldest first."""
        found = self._ask("SEARCH", "UNANSWERED", "UNDELETED")
        return sorted((number.decode() for number in found[0].split()), key=int) if found and found[0] else []

    def read(self, number: str) -> tuple[bytes, bool] | None:
        """A mail's bytes and whether they are all of it; None where it is gone."""
        answer = b"".join(part for part in self._ask("FETCH", number, "(RFC822.SIZE)") if isinstance(part, bytes))
        size = re.search(rb"RFC822\.SIZE (\d+)", answer)
        if size is None:
            return None
        whole = int(size[1]) <= LARGEST
        parts = self._ask("FETCH", number, "(BODY.PEEK[])" if whole else "(BODY.PEEK[HEADER])")
        return next(((part[1], whole) for part in parts if isinstance(part, tuple)), None)

    def mark_taken(self, number: str) -> None:
        self._ask("STORE", number, "+FLAGS.SILENT", _TAKEN)

    def _ask(self, *words: str) -> list[Any]:
        try:
            state, answer = self._imap.uid(*words)
        except (OSError, imaplib.IMAP4.error) as fault:
            raise Unreachable(_said(fault)) from fault
        if state != "OK":
            raise Unreachable(f"{words[0]}: {answer!r}")
        return answer

    def _opened(self) -> imaplib.IMAP4:
        server = self._server
        address: tuple[str, int] = (server["host"], server["port"])
        context = ssl.create_default_context()
        imap: imaplib.IMAP4
        if server["use_ssl"]:
            imap = imaplib.IMAP4_SSL(*address, ssl_context=context, timeout=settings.MAIL_TIMEOUT)
        else:
            imap = imaplib.IMAP4(*address, timeout=settings.MAIL_TIMEOUT)
        try:
            if server["use_tls"]:
                imap.starttls(context)
            imap.login(server["username"], server["password"])
            state, answer = imap.select(f'"{server["folder"]}"')
            if state != "OK":
                raise Unreachable(f"{server['folder']}: {answer!r}")
        except BaseException:
            # Where the other side couldn't prove who it is, the connection is closed already.
            with suppress(OSError):
                imap.shutdown()
            raise
        return imap


def _said(fault: Exception) -> str:
    return f"{type(fault).__name__}: {fault}"
