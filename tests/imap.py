"""A real mailbox for tests: an IMAP server of its own, which mails are put into and flags are read from."""

import asyncio
import imaplib
import ssl
from argparse import Namespace
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from proxyprotocol.reader import ProxyProtocolReader
from pymap.backend.dict import DictBackend
from pymap.imap import IMAPServer
from pysasl.hashing import BuiltinHash

from tests import listening

USER, WORD = "accord@inbox.test", "a-word-of-its-own"


class MailboxServer(listening.Server):
    """Listens on a port of its own.

    Attributes:
        proof: a file with a certificate and its key; without one nothing is encrypted.
        at_once: whether it is encrypted from the first byte; else STARTTLS is asked for before anybody signs in.
    """

    def __init__(self, *, proof: Path | None = None, at_once: bool = False) -> None:
        super().__init__()
        self.proof, self.at_once = proof, at_once

    @property
    def settings(self) -> dict[str, Any]:
        """As `settings.INBOX` has it."""
        return {
            "host": "127.0.0.1",
            "port": self.port,
            "username": USER,
            "password": WORD,
            "folder": "INBOX",
            "use_ssl": self.at_once,
            "use_tls": self.proof is not None and not self.at_once,
        }

    def put(self, *mails: EmailMessage | bytes) -> None:
        """Mails arrive."""
        with self._client() as client:
            for mail in mails:
                raw = mail if isinstance(mail, bytes) else mail.as_bytes()
                state, answer = client.append("INBOX", None, None, raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
                assert state == "OK", answer

    def count(self, wanted: str) -> int:
        """How many mails in the box are so: `ALL`, `ANSWERED`, `UNANSWERED`, `SEEN`."""
        with self._client() as client:
            client.select("INBOX", readonly=True)
            return len(client.uid("SEARCH", wanted)[1][0].split())

    def forget_flags(self) -> None:
        """As after a crash just before they were set."""
        with self._client() as client:
            client.select("INBOX")
            client.uid("STORE", "1:*", "-FLAGS.SILENT", r"(\Seen \Answered)")

    def look(self) -> None:
        """Somebody opens every mail in a mail program."""
        with self._client() as client:
            client.select("INBOX")
            client.uid("STORE", "1:*", "+FLAGS.SILENT", r"(\Seen)")

    @contextmanager
    def _client(self) -> Iterator[imaplib.IMAP4]:
        anybody = ssl._create_unverified_context()
        client: imaplib.IMAP4
        if self.at_once:
            client = imaplib.IMAP4_SSL("127.0.0.1", self.port, ssl_context=anybody, timeout=10)
        else:
            client = imaplib.IMAP4("127.0.0.1", self.port, timeout=10)
        try:
            if self.proof is not None and not self.at_once:
                client.starttls(anybody)
            client.login(USER, WORD)
            yield client
        finally:
            client.logout()

    async def _closed(self) -> None:
        """With every conversation that is still going on, such as one that broke off at the certificate."""
        await super()._closed()
        talks = asyncio.all_tasks() - {asyncio.current_task()}
        for talk in talks:
            talk.cancel()
        await asyncio.gather(*talks, return_exceptions=True)

    async def _opened(self) -> asyncio.Server:
        # What the server's own command line would say.
        said = Namespace(
            host=["127.0.0.1"], port=0, debug=False, cert=self.proof, key=self.proof, passlib_cfg=None,
            tls=self.proof is not None and not self.at_once,
            proxy_protocol=None, demo_data=False, demo_user=USER, demo_password=WORD,
        )  # fmt: skip
        backend, config = await DictBackend.init(said, hash_context=BuiltinHash(rounds=1))
        serve = ProxyProtocolReader(config.proxy_protocol).get_callback(IMAPServer(backend.login, config))
        return await asyncio.start_server(serve, "127.0.0.1", 0, ssl=config.ssl_context if self.at_once else None)


def running(*, proof: Path | None = None, at_once: bool = False) -> AbstractContextManager[MailboxServer]:
    return listening.running(MailboxServer(proof=proof, at_once=at_once))


def answer(
    mail: EmailMessage, text: str, *, by: str, to: str = "", message_id: str = "<answer-1@mail.test>", **heads: str
) -> EmailMessage:
    """An answer to a mail as a mail program writes it: the original quoted below."""
    made = EmailMessage()
    made["From"], made["To"] = by, to or mail["Reply-To"]
    made["Subject"] = f"Re: {mail['Subject']}"
    made["Message-ID"], made["In-Reply-To"] = message_id, mail["Message-ID"]
    for name, value in heads.items():
        made[name.replace("_", "-")] = value
    original = mail.get_body(("plain",)).get_content()
    quoted = "\n".join(f"> {line}" for line in original.splitlines())
    made.set_content(f"{text}\n\nOn Tue, 10 Mar 2026 at 10:05, {mail['From']} wrote:\n\n{quoted}\n")
    return made
