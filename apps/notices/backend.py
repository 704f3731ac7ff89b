"""Django's door for mails: whatever calls `send_mail`, also allauth, writes a delivery in its own transaction."""

from collections.abc import Sequence
from typing import Any

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from apps.notices import nudge
from apps.notices.models import Delivery
from apps.notices.outbox.gathering import message_id
from apps.notices.outbox.rendering import one_line
from apps.people.models import Member


class Outbox(BaseEmailBackend):
    """Each receiver of each mail becomes a delivery with the mail's own text; attachments are for nobody yet."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            if message.attachments:
                raise ValueError("Accord's mails carry no attachments.")
            Delivery.objects.bulk_create([_delivery(message, address) for address in message.recipients()])
            nudge.deliver_soon()
        return len(email_messages)


def _delivery(message: EmailMessage, address: str) -> Delivery:
    now = timezone.now()  # this is an edge: `send_mail` passes no time in
    return Delivery(
        recipient=Member.objects.filter(email__iexact=address, is_system=False).first(),
        to_address=address,
        about_notices=False,
        message_id=message_id(),
        subject=one_line(str(message.subject)),
        body_text=str(message.body),
        body_html=_html_of(message),
        not_before=now,
        created_at=now,
    )


def _html_of(message: EmailMessage) -> str:
    parts: list[Any] = message.alternatives if isinstance(message, EmailMultiAlternatives) else []
    return next((str(content) for content, kind in parts if kind == "text/html"), "")
