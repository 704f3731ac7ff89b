"""What becomes of one mail that came in."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from apps.core import things
from apps.core.errors import Refused, Stale
from apps.notices import lines, nudge
from apps.notices.commands.discussing import comment
from apps.notices.commands.reading import mark_read
from apps.notices.incoming import addresses, words
from apps.notices.incoming.reading import Arrival
from apps.notices.models import Delivery, Notice, ReceivedMail, ReplyAddress
from apps.notices.outbox.gathering import message_id
from apps.notices.outbox.rendering import one_line
from apps.people.models import Member

Why, State = ReceivedMail.Why, ReceivedMail.State
LONGEST = 20_000
# A program that answers every mail and doesn't say that it is one is written to so often a day, then no more.
SENT_BACK_A_DAY = 10


class Unusable(Refused):
    """An answer that nothing can be made of; `why` is kept for the admins, the words go to whoever wrote it."""

    def __init__(self, why: str, words: str) -> None:
        super().__init__(words)
        self.why = why


@transaction.atomic
def take(*, arrival: Arrival, now: datetime) -> ReceivedMail | None:
    """Do what a mail says, or say why not; None where it was taken in before, here or by another worker."""
    address = addresses.behind(arrival.token) if arrival.token else None
    mail = _entered(arrival, now)
    if mail is None:
        return None
    why = _dropped(arrival, address, now)
    if why or address is None:
        return _ended(mail, State.DROPPED, why)
    mail.member, mail.notice = address.recipient, address.notice
    with translation.override(address.recipient.language):
        try:
            with transaction.atomic():
                _answer(arrival, address, now)
        except Refused as no:
            ended = _ended(mail, State.RETURNED, getattr(no, "why", Why.REFUSED))
            _send_back(ended, arrival, str(no), now)
            return ended
        except (Stale, PermissionDenied):
            ended = _ended(mail, State.RETURNED, Why.REFUSED)
            _send_back(ended, arrival, _("You may see it, but not do this with it."), now)
            return ended
    return _ended(mail, State.TAKEN, "")


def _entered(arrival: Arrival, now: datetime) -> ReceivedMail | None:
    """The mail's own row; who enters it at the same moment waits here until the other is done."""
    mail = ReceivedMail(
        message_id=arrival.message_id,
        from_address=arrival.sender,
        subject=arrival.subject,
        state=State.DROPPED,
        why=Why.UNREADABLE,
        at=now,
    )
    ReceivedMail.objects.bulk_create([mail], ignore_conflicts=True)
    return mail if ReceivedMail.objects.filter(pk=mail.pk).exists() else None


def _ended(mail: ReceivedMail, state: str, why: str) -> ReceivedMail:
    mail.state, mail.why = state, why
    mail.save(update_fields=["member", "notice", "state", "why"])
    return mail


def _dropped(arrival: Arrival, address: ReplyAddress | None, now: datetime) -> str:
    """Why nobody is even answered; empty for a member's own answer."""
    if arrival.program:
        return arrival.program
    if not arrival.token:
        return Why.NOT_TO_US
    if address is None:
        return Why.UNKNOWN_ADDRESS
    if arrival.sender.casefold() != address.recipient.email.casefold():
        return Why.STRANGER
    if not address.recipient.is_active:
        return Why.LEFT
    if address.expires_at <= now:
        return Why.EXPIRED
    lately = ReceivedMail.objects.sent_back_to(address.recipient, since=now - timedelta(days=1))
    return Why.TOO_MANY if lately.count() >= SENT_BACK_A_DAY else ""


def _answer(arrival: Arrival, address: ReplyAddress, now: datetime) -> None:
    """What the notice's kind makes of it, or else a comment."""
    member, notice = address.recipient, address.notice
    if notice is None:
        raise Unusable(
            Why.SEVERAL,
            _("The mail you answered told of several things. Use “Answer by mail” below the one you mean, or open it."),
        )
    text = _text(arrival, member)
    thing = things.find(*notice.about, member)
    if thing is None:
        raise Unusable(Why.GONE, _("You can't see any more what this was about."))
    take_it = lines.kind_of(notice).on_reply
    if take_it:
        take_it(thing, member, text, now)
    else:
        _comment(thing, member, text, arrival.attached, now)
    mark_read(actor=member, notice=notice, now=now)


def _text(arrival: Arrival, member: Member) -> str:
    if arrival.text is None:
        raise Unusable(Why.TOO_LONG, _("Your mail was too large to be fetched. Send the words alone, without files."))
    text = words.without_farewell(arrival.text, name=member.name)
    if not text:
        raise Unusable(Why.EMPTY, _("No words of yours were found in it. Write them above the quoted mail."))
    if len(text) > LONGEST:
        raise Unusable(Why.TOO_LONG, _("It has more than 20,000 letters. Shorten it, or put it into a file."))
    return text


def _comment(thing: Model, member: Member, text: str, attached: bool, now: datetime) -> None:
    about = things.find(*things.pair(things.talked_about_at(thing)), member)
    if about is None:
        raise Unusable(Why.GONE, _("You can't see any more what this was about."))
    if attached:
        text += "\n\n" + _("(A file came with this by mail. Accord takes the words alone.)")
    comment(actor=member, thing=about, text=text, now=now)


def _send_back(mail: ReceivedMail, arrival: Arrival, why: str, now: datetime) -> None:
    """Say why and what to do, with what they wrote: nobody writes anything twice."""
    context = {"reader": mail.member, "why": why, "said": arrival.text or "", **_where(mail.notice, mail.member)}
    Delivery.objects.create(
        recipient=mail.member,
        to_address=mail.member.email,
        about_notices=False,
        answers=mail,
        message_id=message_id(),
        subject=one_line(render_to_string("emails/reply-returned/subject.txt", context | {"mail": mail})),
        body_text=render_to_string("emails/reply-returned/body.txt", context).strip() + "\n",
        body_html=render_to_string("emails/reply-returned/body.html", context),
        not_before=now,
        created_at=now,
    )
    nudge.deliver_soon()


def _where(notice: Notice | None, member: Member) -> dict[str, str]:
    """Where it can be done instead, and how it is answered by mail."""
    inbox = settings.BASE_URL + reverse("notices:inbox")
    if notice is None:
        return {"url": inbox, "how": ""}
    (line,) = lines.lines([notice], reader=member)
    if line.thing is None:
        return {"url": inbox, "how": ""}
    return {"url": settings.BASE_URL + line.url, "how": str(lines.kind_of(notice).how_to_reply)}
