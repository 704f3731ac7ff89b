"""Links by which customers see collateral without signing in: made, kept open longer, revoked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, TypedDict, Unpack

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from apps.collateral import policy, queries
from apps.collateral.commands.ground import said
from apps.collateral.commands.requests import refuse_past
from apps.collateral.models import Asset, Collection, Share
from apps.core.changing import change
from apps.core.errors import NotNow, Refused, require
from apps.core.models import locked
from apps.people import keys
from apps.people.models import Member
from apps.people.queries import company, working_time
from apps.trail import commands as trail

SHORTEST_PASSCODE = 6


class NotForCustomers(Refused):
    """Only what is published for customers goes to one."""


class TooLong(Refused):
    """The company says how long a link may work at most."""


class PasscodeTooShort(Refused):
    """A passcode of a few signs is guessed."""


class RevokedAlready(NotNow):
    """It no longer works, and never will again."""


@dataclass(frozen=True)
class NewShare:
    """A share and its secret; nothing that is kept holds the secret."""

    share: Share
    secret: str

    @property
    def url(self) -> str:
        return settings.BASE_URL + reverse("collateral:shared", args=[self.secret])


class Terms(TypedDict, total=False):
    """How a link works.

    Attributes:
        expires_on: the last day on which it does; by default the company's usual time from today.
    """

    expires_on: date | None
    passcode: str
    may_download: bool


@transaction.atomic
def share_asset(*, actor: Member, asset: Asset, recipient: str, now: datetime, **terms: Unpack[Terms]) -> NewShare:
    """Make a link for one customer; the answer alone carries its secret."""
    require(policy.may_share(actor))
    if not queries.may_be_shown(asset, today=working_time().today(now)):
        raise NotForCustomers(_("“%(title)s” isn't published for customers.") % {"title": asset})
    made = _share(actor, recipient, now, asset=asset, **terms)
    # Who the customer is stays with those who see the share.
    trail.record(actor=actor, act="asset.shared", about=asset, now=now)
    return made


@transaction.atomic
def share_collection(
    *, actor: Member, collection: Collection, recipient: str, now: datetime, **terms: Unpack[Terms]
) -> NewShare:
    """The same for all in a collection that is for customers, as it stands when the link is opened."""
    require(policy.may_share(actor))
    if collection.archived_at is not None or not queries.for_customers_in(collection, now=now).exists():
        raise NotForCustomers(_("Nothing in “%(title)s” is published for customers.") % {"title": collection})
    made = _share(actor, recipient, now, collection=collection, **terms)
    trail.record(actor=actor, act="collection.shared", about=collection, now=now)
    return made


def _share(
    actor: Member,
    recipient: str,
    now: datetime,
    *,
    expires_on: date | None = None,
    passcode: str = "",
    may_download: bool = True,
    **what: Any,
) -> NewShare:
    recipient = said(recipient, _("Say whom it is for: you read it when they open it."))
    if 0 < len(passcode) < SHORTEST_PASSCODE:
        raise PasscodeTooShort(_("Take at least %(count)s signs for a passcode.") % {"count": SHORTEST_PASSCODE})
    expires_on = expires_on or working_time().today(now) + timedelta(days=company().share_days)
    _refuse_end(expires_on, now)
    secret = keys.new_secret()
    share = Share.objects.create(
        **what,
        recipient=recipient,
        digest=keys.digest(secret),
        passcode=make_password(passcode) if passcode else "",
        may_download=may_download,
        expires_on=expires_on,
        shared_by=actor,
        shared_at=now,
    )
    trail.record(actor=actor, act="share.made", about=share, now=now, until=expires_on)
    return NewShare(share, secret)


@transaction.atomic
def extend_share(*, actor: Member, share: Share, expires_on: date, now: datetime, revision: int | None = None) -> Share:
    """Let it end on another day; one that has ended works again."""
    share = locked(share, revision=revision)
    require(policy.may_end_share(actor, share))
    _refuse_revoked(share)
    _refuse_end(expires_on, now)
    changed = change(share, {"expires_on": expires_on})
    if changed:
        change(share, {"tried_at": None})
        trail.record(actor=actor, act="share.extended", about=share, now=now, until=expires_on, changes=changed)
    return share


@transaction.atomic
def revoke_share(*, actor: Member, share: Share, now: datetime) -> Share:
    """From now on it shows nothing, for good."""
    share = locked(share)
    require(policy.may_end_share(actor, share))
    _refuse_revoked(share)
    change(share, {"revoked_at": now, "revoked_by": actor})
    trail.record(actor=actor, act="share.revoked", about=share, now=now)
    return share


@transaction.atomic
def hand_over_shares(*, actor: Member, rows: Iterable[Share], to: Member, now: datetime) -> None:
    """Give what a leaver shared to who follows: customers ask them, and they hear of openings."""
    for row in rows:
        share = locked(row)
        changed = change(share, {"shared_by": to})
        trail.record(actor=actor, act="share.handed_over", about=share, now=now, to=to, changes=changed)


def _refuse_revoked(share: Share) -> None:
    if share.revoked_at is not None:
        raise RevokedAlready(_("It was revoked already. Share it anew if they still need it."))


def _refuse_end(expires_on: date, now: datetime) -> None:
    refuse_past(expires_on, now)
    most = company().share_days_most
    if expires_on > working_time().today(now) + timedelta(days=most):
        raise TooLong(_("A link works for at most %(days)s days. Choose an earlier day.") % {"days": most})
