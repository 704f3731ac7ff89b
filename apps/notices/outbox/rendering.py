"""What a mail says, in its reader's language and time; read anew each time it is sent."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.core import things
from apps.core.telling import Letter, Linked, Words
from apps.notices import lines, unsubscribing
from apps.notices.incoming import addresses
from apps.notices.models import Delivery, Notice, Preference, Rhythm
from apps.people.models import Member

SUBJECT_LENGTH = 200
FIRST_LENGTH = 100
TITLE_LENGTH = 50


@dataclass(frozen=True)
class Mail:
    """A mail ready for the wire.

    Attributes:
        unsubscribe_url: empty where it is nobody's choice to get it.
        reply_to: where an answer is understood; empty where none is fetched.
        calendar: a part for calendars, with its method; empty in most mails.
    """

    subject: str
    text: str
    html: str
    unsubscribe_url: str = ""
    calendar: bytes = b""
    method: str = ""
    reply_to: str = ""


def one_line(text: str) -> str:
    """What people named, fit for a header: no line breaks, no control characters, not too long."""
    words = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    return words if len(words) <= SUBJECT_LENGTH else words[: SUBJECT_LENGTH - 1] + "…"


def render(delivery: Delivery, *, now: datetime) -> Mail | None:
    """The mail, or None where nothing in it is still due."""
    if not delivery.about_notices:
        again = _answered_again(delivery, now)
        return Mail(delivery.subject, delivery.body_text, delivery.body_html, reply_to=again)
    reader = delivery.recipient
    if not reader.is_active:
        return None
    with translation.override(reader.language), timezone.override(ZoneInfo(reader.time_zone)):
        due = due_lines(delivery)
        return _mail(reader, due, now) if due else None


def due_lines(delivery: Delivery) -> list[lines.Line]:
    """What of a delivery is still worth a mail, the oldest first."""
    notices = (
        Notice.objects.filter(delivery=delivery).select_related("actor", "recipient", "instead_of").order_by("at", "pk")
    )
    unwanted = set(
        Preference.objects.filter(member=delivery.recipient, rhythm=Rhythm.NEVER).values_list("kind", flat=True)
    )
    found = lines.lines(notices, reader=delivery.recipient)
    return [line for line in found if line.notice.kind not in unwanted and lines.still_due(line)]


def _answered_again(delivery: Delivery, now: datetime) -> str:
    """Whoever is told why their answer couldn't be used may answer better at once."""
    answer = delivery.answers
    if not settings.REPLY_ADDRESS or answer is None or answer.notice is None:
        return ""
    return addresses.at(addresses.give(delivery.recipient, [answer.notice], now=now)[0])


def _mail(reader: Member, due: list[lines.Line], now: datetime) -> Mail:
    kinds = list(dict.fromkeys(line.notice.kind for line in due))
    unsubscribe_url = unsubscribing.link(reader, kinds)
    letter = _letter(reader, due)
    reply_to, replies = _replies(reader, due, now)
    context: dict[str, Any] = {
        "reader": reader,
        "sections": [(_linked(heading), [_linked(said) for said in lines]) for heading, lines in letter.sections],
        "items": [
            {
                "line": line,
                "url": settings.BASE_URL + line.url,
                "opens": _opens(line),
                "stop": unsubscribing.link(reader, [line.notice.kind]),
                "reply": reply,
            }
            for line, reply in zip(due, replies, strict=True)
        ],
        "alone": len(due) == 1,
        "subject": _subject(due),
        "preferences_url": settings.BASE_URL + reverse("notices:preferences"),
    }
    return Mail(
        subject=one_line(render_to_string("emails/notices/subject.txt", context)),
        text=render_to_string("emails/notices/body.txt", context).strip() + "\n",
        html=render_to_string("emails/notices/body.html", context),
        unsubscribe_url=unsubscribe_url,
        calendar=letter.calendar,
        method=letter.method,
        reply_to=reply_to,
    )


def _subject(due: list[lines.Line]) -> str:
    """The first thing; where there are more, short enough that their number is read too."""
    first, rest = due[0].words.rstrip("."), len(due) - 1
    if not rest:
        return first
    facts = {"first": Truncator(first).chars(FIRST_LENGTH), "more": rest}
    return ngettext("%(first)s (and %(more)d more)", "%(first)s (and %(more)d more)", rest) % facts


def _opens(line: lines.Line) -> str:
    """What the link to the thing reads: where it leads, or what is done there."""
    title = Truncator(things.title(line.thing)).chars(TITLE_LENGTH)
    return str(lines.kind_of(line.notice).opens) or _("Open “%(title)s”") % {"title": title}


def _linked(words: Words) -> Linked:
    return words if isinstance(words, Linked) else Linked(words, "")


@dataclass(frozen=True)
class Reply:
    """How one line of a mail is answered; `address` is empty where answering the mail itself is meant."""

    how: str
    address: str = ""
    link: str = ""


def _replies(reader: Member, due: list[lines.Line], now: datetime) -> tuple[str, list[Reply | None]]:
    """The address of the mail's answer, and how each of its lines is answered.

    Where all lines are about one thing the mail itself is answered. Where they aren't, nobody could tell which of
    them an answer means: each has an address of its own, and an answer to the whole is sent back with a word.
    """
    if not settings.REPLY_ADDRESS:
        return "", [None] * len(due)
    if len({(line.notice.about, line.notice.kind) for line in due}) == 1:
        (token,) = addresses.give(reader, [due[-1].notice], now=now)
        said_once = Reply(_how(due[-1], _("Answer this mail to comment on it.")))
        return addresses.at(token), [*[None] * (len(due) - 1), said_once]
    tokens = addresses.give(reader, [None, *(line.notice for line in due)], now=now)
    whole, *given = map(addresses.at, tokens)
    return whole, [
        Reply(_how(line, ""), address, _mail_to(address, line)) for line, address in zip(due, given, strict=True)
    ]


def _how(line: lines.Line, comment: str) -> str:
    return str(lines.kind_of(line.notice).how_to_reply) or comment


def _mail_to(address: str, line: lines.Line) -> str:
    return f"mailto:{address}?subject={quote(one_line(_('Re: %(what)s') % {'what': line.words}))}"


def _letter(reader: Member, due: list[lines.Line]) -> Letter:
    """What a mail of one notice says beyond its line; nothing where it tells of several things."""
    write = lines.kind_of(due[0].notice).letter if len(due) == 1 else None
    return write(due[0].thing, reader, due[0].notice.facts) if write else Letter()
