"""A real mail server for tests: it counts what it was given, and can refuse, lose its answers, or be away."""

import asyncio
import email
import threading
from collections import Counter
from contextlib import AbstractContextManager
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session
from lxml import html

from tests import listening


class MailServer(listening.Server):
    """Listens on a port of its own; `mails` is what arrived, in order, each as often as it came.

    Attributes:
        refuse: how many of the next mails to refuse.
        lose_answers: how many of the next mails to take without ever saying so.
        connections: how many were opened.
    """

    def __init__(self) -> None:
        super().__init__()
        self.mails: list[EmailMessage] = []
        self.receivers: list[str] = []
        self.refuse = 0
        self.lose_answers = 0
        self.connections = 0
        self.arrived = threading.Condition()
        self._answering = asyncio.Event()
        self._answering.set()

    @property
    def settings(self) -> dict[str, Any]:
        """As `settings.SMTP` has it."""
        return {
            "host": "127.0.0.1",
            "port": self.port,
            "username": "",
            "password": "",
            "use_ssl": False,
            "use_tls": False,
        }

    def hold_answers(self) -> None:
        """From now on mails are taken, and whoever sent them waits for the answer."""
        self._loop.call_soon_threadsafe(self._answering.clear)

    def answer_again(self) -> None:
        self._loop.call_soon_threadsafe(self._answering.set)

    def ids(self) -> Counter[str]:
        """How often each Message-ID arrived."""
        with self.arrived:
            return Counter(str(mail["Message-ID"]) for mail in self.mails)

    async def _opened(self) -> asyncio.Server:
        return await self._loop.create_server(self._protocol, "127.0.0.1", 0)

    def _protocol(self) -> SMTP:
        self.connections += 1
        return SMTP(self, hostname="mail.test", loop=self._loop, enable_SMTPUTF8=False)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.refuse:
            self.refuse -= 1
            return "451 4.3.0 not now, says the test"
        assert isinstance(envelope.content, bytes)
        with self.arrived:
            self.mails.append(email.message_from_bytes(envelope.content, policy=default))
            self.receivers += envelope.rcpt_tos
            self.arrived.notify_all()
        await self._answering.wait()
        if self.lose_answers:
            self.lose_answers -= 1
            server.transport.abort()
        return "250 taken"


def running() -> AbstractContextManager[MailServer]:
    return listening.running(MailServer())


def part(mail: EmailMessage, kind: str) -> str:
    """The text or the page of a mail: `plain` or `html`."""
    found = mail.get_body((kind,))
    assert found is not None, f"the mail has no part of text/{kind}"
    return found.get_content()


def links(mail: EmailMessage, words: str) -> list[str]:
    """Where the links of the mail's page lead that read `words`."""
    return [link.get("href") for link in html.fromstring(part(mail, "html")).iter("a") if link.text == words]


def leads(mail: EmailMessage) -> dict[str, str]:
    """Where each thing that the mail tells of is opened, by its sentence."""
    items = html.fromstring(part(mail, "html")).find_class("item")
    return {item.find(".//strong").text: item.find(".//a").get("href") for item in items}


def sentences(mail: EmailMessage) -> list[str]:
    """What the mail tells, a sentence for each thing."""
    return [strong.text for strong in html.fromstring(part(mail, "html")).iter("strong")]
