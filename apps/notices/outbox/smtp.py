"""The wire: one real SMTP connection for as many mails as a worker has."""

import smtplib
import ssl
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from types import TracebackType
from typing import Any

from django.conf import settings
from django.utils.encoding import punycode

from apps.notices.models import Delivery
from apps.notices.outbox.rendering import Mail, one_line


class Unreachable(Exception):
    """The mail server can't be talked to at all; it isn't the mail's fault."""


class Connection:
    """Opened when the first mail needs it, used again for the next, opened anew after a fault."""

    def __init__(self, server: dict[str, Any]) -> None:
        self._server = server
        self._smtp: smtplib.SMTP | None = None

    def __enter__(self) -> "Connection":
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def open(self) -> None:
        """Make sure that there is a connection.

        Raises:
            Unreachable: nobody answers, or the sign-in is refused.
        """
        if self._smtp is not None:
            return
        try:
            self._smtp = self._opened()
        except (OSError, smtplib.SMTPException) as fault:
            raise Unreachable(str(fault)) from fault

    def send(self, message: bytes, *, to: str) -> None:
        """Hand one mail over.

        Raises:
            OSError: the server refused it or went away (SMTPException is one too).
        """
        self.open()
        assert self._smtp is not None
        try:
            self._smtp.sendmail(parseaddr(settings.DEFAULT_FROM_EMAIL)[1], [to], message)
        except OSError:
            self._drop()
            raise

    def close(self) -> None:
        """Say goodbye; a server that is gone already doesn't mind."""
        if self._smtp is not None:
            try:
                self._smtp.quit()
            except (OSError, smtplib.SMTPException):
                self._smtp.close()
            self._smtp = None

    def _drop(self) -> None:
        if self._smtp is not None:
            self._smtp.close()
            self._smtp = None

    def _opened(self) -> smtplib.SMTP:
        server = self._server
        how: dict[str, Any] = {"local_hostname": settings.MAIL_DOMAIN, "timeout": settings.MAIL_TIMEOUT}
        smtp: smtplib.SMTP
        if server["use_ssl"]:
            smtp = smtplib.SMTP_SSL(server["host"], server["port"], context=ssl.create_default_context(), **how)
        else:
            smtp = smtplib.SMTP(server["host"], server["port"], **how)
        if server["use_tls"]:
            smtp.starttls(context=ssl.create_default_context())
        if server["username"]:
            smtp.login(server["username"], server["password"])
        return smtp


def message(delivery: Delivery, mail: Mail, *, now: datetime) -> bytes:
    """The mail as bytes, always with a text part and the Message-ID that its row was born with."""
    made = EmailMessage(policy=SMTP)
    made["From"] = settings.DEFAULT_FROM_EMAIL
    made["To"] = Address(one_line(str(delivery.recipient or "")), addr_spec=ascii_address(delivery.to_address))
    made["Subject"] = one_line(mail.subject)
    made["Date"] = format_datetime(now)
    made["Auto-Submitted"] = "auto-replied" if delivery.answers else "auto-generated"
    made.set_content(mail.text)
    if mail.html:
        made.add_alternative(mail.html, subtype="html")
    if mail.calendar:
        # Last of the alternatives: a program that knows calendars shows its buttons, any other the page.
        made.add_alternative(mail.calendar.decode(), subtype="calendar", params={"method": mail.method}, cte="base64")
    # The library folds long words in a way that breaks links and ids, so these are written as they are.
    head = [f"Message-ID: {delivery.message_id}"]
    if mail.reply_to:
        head.append(f"Reply-To: <{mail.reply_to}>")
    if delivery.answers and delivery.answers.message_id.startswith("<"):
        head += [f"In-Reply-To: {delivery.answers.message_id}", f"References: {delivery.answers.message_id}"]
    if mail.unsubscribe_url:
        head += [f"List-Unsubscribe: <{mail.unsubscribe_url}>", "List-Unsubscribe-Post: List-Unsubscribe=One-Click"]
    return "".join(f"{line}\r\n" for line in head).encode("ascii") + made.as_bytes()


def ascii_address(address: str) -> str:
    name, _, domain = address.rpartition("@")
    return f"{name}@{punycode(domain)}"
