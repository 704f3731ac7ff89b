"""What customers do with a link: open it, save the file, ask for it once it has ended."""

from datetime import datetime, timedelta

from django.contrib.auth.hashers import check_password
from django.db import transaction
from django.utils.translation import gettext as _

from apps.collateral import queries
from apps.collateral.models import Opening, Share
from apps.core import telling
from apps.core.errors import NotNow, Refused
from apps.core.models import locked
from apps.people.models import Member
from apps.trail import commands as trail

TRIES = 5
TRIES_WITHIN = timedelta(minutes=15)


class HasEnded(NotNow):
    """The link is over, or what it led to is no longer for customers."""


class TriedTooOften(NotNow):
    """Passcodes are guessed by trying."""


class WrongPasscode(Refused):
    """It isn't the one that was agreed."""


def open_share(*, share: Share, passcode: str, now: datetime, member: Member | None = None) -> Opening | None:
    """Count an opening; whoever shared it hears of the first one at once.

    Args:
        member: a colleague who only looks; theirs isn't a customer's opening and isn't counted.

    Raises:
        HasEnded, TriedTooOften, WrongPasscode: it shows nothing.
    """
    refusal = _try(share, passcode, now)
    if refusal is not None:
        raise refusal
    return None if member else _count(share, now)


def note_download(*, opening: Opening, now: datetime) -> None:
    """The first time that the file is saved in an opening."""
    Opening.objects.filter(pk=opening.pk, downloaded_at__isnull=True).update(downloaded_at=now)


@transaction.atomic
def ask_again(*, share: Share, now: datetime) -> None:
    """Tell whoever shared it that it is still wanted; once, however often it is tried."""
    share = _standing(share, now)
    standing = queries.standing_of(share)
    if standing == queries.Standing.WORKS or share.tried_at is not None:
        return
    share.tried_at = now
    share.save(update_fields=["tried_at"])
    system = Member.objects.system()
    trail.record(actor=system, act="share.asked_again", about=share, now=now)
    telling.tell(
        to=[queries.whom_to_ask(share)], kind="share-asked-again", about=share, actor=system, now=now,
        recipient=share.recipient, what=share.what.title, why=_why(standing),
    )  # fmt: skip


@transaction.atomic
def _try(share: Share, passcode: str, now: datetime) -> Refused | None:
    """Why it can't be opened, or None; a wrong passcode is counted, so the refusal mustn't take that back."""
    share = _standing(share, now)
    if queries.standing_of(share) != queries.Standing.WORKS:
        return HasEnded(_("This link has ended."))
    if not share.passcode:
        return None
    since = share.wrong_since
    tries = share.wrong_tries if since is not None and now < since + TRIES_WITHIN else 0
    if tries >= TRIES:
        return TriedTooOften(_("That was wrong too often. Wait a quarter of an hour, then try again."))
    if check_password(passcode, share.passcode):
        share.wrong_tries = 0
        share.save(update_fields=["wrong_tries"])
        return None
    share.wrong_tries, share.wrong_since = tries + 1, since if tries else now
    share.save(update_fields=["wrong_tries", "wrong_since"])
    return WrongPasscode(_("This isn't the passcode. Ask whoever sent you the link."))


@transaction.atomic
def _count(share: Share, now: datetime) -> Opening:
    """The share's row keeps two first openings apart."""
    share = locked(share)
    version = share.asset.current if share.asset else None
    number = share.openings.count() + 1
    opening = Opening.objects.create(share=share, number=number, at=now, version=version)
    system = Member.objects.system()
    trail.record(actor=system, act="share.opened", about=share, now=now)
    if number == 1:
        facts = {"recipient": share.recipient, "what": share.what.title}
        telling.tell(to=[share.shared_by], kind="share-opened", about=share, actor=system, now=now, **facts)
    return opening


def _standing(share: Share, now: datetime) -> Share:
    """The row as it stands now, held, with where it stands on this day."""
    locked(share)
    return queries.share_again(share, now=now)


def _why(standing: queries.Standing) -> str:
    """Why a link is over, after a colon."""
    words = {
        queries.Standing.ENDED: _("its last day is past"),
        queries.Standing.REVOKED: _("it was revoked"),
    }
    return words.get(standing, _("what it shows is no longer for customers"))
