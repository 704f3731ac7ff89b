"""What a mail says, in its reader's language and time; read anew each time it is sent."""

from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from apps.core.telling import Letter
from apps.notices import lines, unsubscribing
from apps.notices.models import Delivery, Notice, Preference, Rhythm
from apps.people.models import Member

SUBJECT_LENGTH = 200


@dataclass(frozen=True)
class Mail:
    """A mail ready for the wire.

    Attributes:
        unsubscribe_url: empty where it is nobody's choice to get it.
        calendar: a part for calendars, with its method; empty in most mails.
    """

    subject: str
    text: str
    html: str
    unsubscribe_url: str = ""
    calendar: bytes = b""
    method: str = ""


def one_line(text: str) -> str:
    """What people named, fit for a header: no line breaks, no control characters, not too long."""
    words = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    return words if len(words) <= SUBJECT_LENGTH else words[: SUBJECT_LENGTH - 1] + "…"


def render(delivery: Delivery) -> Mail | None:
    """The mail, or None where nothing in it is still due."""
    if not delivery.about_notices:
        return Mail(delivery.subject, delivery.body_text, delivery.body_html)
    reader = delivery.recipient
    if not reader.is_active:
        return None
    with translation.override(reader.language), timezone.override(ZoneInfo(reader.time_zone)):
        due = due_lines(delivery)
        return _mail(reader, due) if due else None


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


def _mail(reader: Member, due: list[lines.Line]) -> Mail:
    kinds = list(dict.fromkeys(line.notice.kind for line in due))
    unsubscribe_url = unsubscribing.link(reader, kinds)
    letter = _letter(reader, due)
    context: dict[str, Any] = {
        "reader": reader,
        "sections": letter.sections,
        "items": [
            {"line": line, "url": settings.BASE_URL + line.url, "stop": unsubscribing.link(reader, [line.notice.kind])}
            for line in due
        ],
        "count": len(due),
        "first": due[0].words.rstrip("."),
        "rest": len(due) - 1,
        "preferences_url": settings.BASE_URL + reverse("notices:preferences"),
    }
    return Mail(
        subject=one_line(render_to_string("emails/notices/subject.txt", context)),
        text=render_to_string("emails/notices/body.txt", context).strip() + "\n",
        html=render_to_string("emails/notices/body.html", context),
        unsubscribe_url=unsubscribe_url,
        calendar=letter.calendar,
        method=letter.method,
    )


def _letter(reader: Member, due: list[lines.Line]) -> Letter:
    """What a mail of one notice says beyond its line; nothing where it tells of several things."""
    write = lines.kind_of(due[0].notice).letter if len(due) == 1 else None
    return write(due[0].thing, reader, due[0].notice.facts) if write else Letter()
