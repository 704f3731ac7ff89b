"""A mail's bytes as what is needed of it. They come from anybody, so nothing in here may fail or take long."""

import email
from collections.abc import Iterator
from dataclasses import dataclass
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses, parseaddr
from hashlib import sha256

from django.conf import settings

from apps.notices.incoming import addresses, words
from apps.notices.models import Delivery, ReceivedMail
from apps.notices.outbox.rendering import one_line

Why = ReceivedMail.Why
LONGEST_HEAD = 2000
LONGEST_TEXT = 200_000
DEEPEST = 20
MOST_PARTS = 100
_TO = ("Delivered-To", "X-Original-To", "Envelope-To", "To", "Cc")
_LISTS = ("List-Id", "List-Post", "List-Unsubscribe", "Mailing-List")


class TooManyParts(Exception):
    """No person's mail has so many parts; it would only cost time."""


@dataclass(frozen=True)
class Arrival:
    """A mail as it is judged.

    Attributes:
        sender: the address in From; empty where there isn't exactly one.
        token: of the address for replies that it was sent to; empty where there is none.
        program: why no person sent it, so that nobody is answered; empty where a person may have.
        text: what its sender wrote, without what they quote; None where it was too large to be fetched.
        attached: whether something came with it, which nobody gets to see.
    """

    message_id: str
    sender: str
    subject: str
    token: str
    program: str = ""
    text: str | None = ""
    attached: bool = False


def read(raw: bytes, *, whole: bool = True) -> Arrival:
    """The mail, as far as it can be understood.

    Raises:
        TooManyParts: it is made to keep us busy.
    """
    if raw.lower().count(b"boundary") > MOST_PARTS:
        raise TooManyParts
    mail = email.message_from_bytes(raw)
    texts, attached = _texts(mail) if whole else (None, False)
    return Arrival(
        message_id=_message_id(mail, raw),
        sender=_sender(mail),
        subject=_decoded(mail.get("Subject"))[: LONGEST_HEAD // 10],
        token=addresses.token_in(_heads(mail, *_TO)),
        program=_program(mail),
        text=texts if texts is None else words.own_words(texts, ours=_our_addresses()),
        attached=attached,
    )


def fingerprint(raw: bytes) -> str:
    """In place of a Message-ID where there is none to rely on."""
    return f"sha256:{sha256(raw).hexdigest()}"


def _heads(mail: Message, *names: str) -> list[str]:
    return [str(value)[:LONGEST_HEAD] for name in names for value in mail.get_all(name, [])]


def _message_id(mail: Message, raw: bytes) -> str:
    """As it was sent, if it is one; letters that a header may not hold would be no id."""
    given = str(mail.get("Message-ID", "")).strip()
    sound = given.startswith("<") and given.endswith(">") and given.isascii() and given.isprintable()
    return given if sound and len(given) <= 200 and " " not in given else fingerprint(raw)


def _sender(mail: Message) -> str:
    found = [address for _, address in getaddresses(_heads(mail, "From")) if address]
    return one_line(found[0])[:320] if len(found) == 1 and "@" in found[0] else ""


def _decoded(value: object) -> str:
    given = str(value or "")[:LONGEST_HEAD]
    try:
        return one_line(words.clean(str(make_header(decode_header(given)))))
    except (HeaderParseError, LookupError, ValueError):
        return one_line(words.clean(given))


def _program(mail: Message) -> str:
    """Why it wasn't written by a person: bounces, automatic replies (RFC 3834), lists, our own mail come back."""
    kind = mail.get_content_type()
    if kind == "multipart/report" or "".join(_heads(mail, "Return-Path")).strip() == "<>":
        return Why.BOUNCE
    if _is_ours(mail):
        return Why.OWN
    submitted = "".join(_heads(mail, "Auto-Submitted")).strip().lower()
    if submitted and not submitted.startswith("no"):
        return Why.AUTOMATIC
    if _heads(mail, "X-Auto-Response-Suppress", "X-Autoreply", "X-Autorespond"):
        return Why.AUTOMATIC
    precedence = "".join(_heads(mail, "Precedence")).strip().lower()
    if precedence == "auto_reply":
        return Why.AUTOMATIC
    return Why.LIST if precedence in {"bulk", "junk", "list"} or _heads(mail, *_LISTS) else ""


def _is_ours(mail: Message) -> bool:
    own_sender = _sender(mail).casefold() == parseaddr(settings.DEFAULT_FROM_EMAIL)[1].casefold()
    return own_sender or Delivery.objects.filter(message_id__in=_heads(mail, "Message-ID")).exists()


def _our_addresses() -> list[str]:
    return [parseaddr(settings.DEFAULT_FROM_EMAIL)[1], settings.REPLY_ADDRESS.split("{token}")[0]]


def _texts(mail: Message) -> tuple[str, bool]:
    """What the mail says, and whether anything else came with it."""
    leaves = list(_leaves(mail, 0))
    plain = [_decode(part) for part in leaves if _says(part, "text/plain")]
    if not any(text.strip() for text in plain):
        plain = [words.of_html(_decode(part)) for part in leaves if _says(part, "text/html")]
    attached = any(part.get_content_disposition() == "attachment" for part in leaves)
    return "\n\n".join(plain)[:LONGEST_TEXT], attached


def _leaves(part: Message, depth: int) -> Iterator[Message]:
    """The parts that aren't made of others; a mail inside the mail is one of them."""
    inner = part.get_payload()
    if part.get_content_maintype() == "multipart" and isinstance(inner, list):
        for one in inner if depth < DEEPEST else []:
            if isinstance(one, Message):
                yield from _leaves(one, depth + 1)
    else:
        yield part


def _says(part: Message, kind: str) -> bool:
    return (
        part.get_content_type() == kind and not part.get_filename() and part.get_content_disposition() != "attachment"
    )


def _decode(part: Message) -> str:
    """A part's words; a charset that is unknown, or that isn't the part's, costs letters and never the mail."""
    body = part.get_payload(decode=True)
    content = body[:LONGEST_TEXT] if isinstance(body, bytes) else b""
    try:
        return words.clean(content.decode(part.get_content_charset() or "utf-8", errors="replace"))
    except (LookupError, ValueError):
        return words.clean(content.decode("utf-8", errors="replace"))
