"""Links to the scoreboard that need no sign-in: made, used, revoked."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from apps.core.changing import change
from apps.core.errors import NotNow, Refused, require
from apps.core.models import locked
from apps.goals import policy
from apps.goals.models import ScoreboardLink
from apps.people import keys
from apps.people.models import Member
from apps.trail import commands as trail

# A screen on a wall asks every minute; its last use is noted no more often than this.
NOTED_EVERY = timedelta(minutes=5)


class NameNeeded(Refused):
    """By its name people know later which screen a link belongs to."""


class RevokedAlready(NotNow):
    """It no longer works."""


@dataclass(frozen=True)
class NewLink:
    """A link and its secret; nothing that is kept holds the secret."""

    link: ScoreboardLink
    secret: str

    @property
    def url(self) -> str:
        return settings.BASE_URL + reverse("goals:shared_scoreboard", args=[self.secret])


@transaction.atomic
def share_scoreboard(*, actor: Member, name: str, now: datetime) -> NewLink:
    """Make a link to the scoreboard, as `actor` sees it, for whoever holds it; the answer alone carries its secret."""
    require(policy.may_share_scoreboard(actor))
    if not name.strip():
        raise NameNeeded(_("Give it a name: where will it hang, or who gets it?"))
    secret = keys.new_secret()
    link = ScoreboardLink.objects.create(name=name.strip(), digest=keys.digest(secret), made_by=actor, made_at=now)
    trail.record(actor=actor, act="scoreboard-link.made", about=link, now=now)
    return NewLink(link, secret)


@transaction.atomic
def revoke_scoreboard_link(*, actor: Member, link: ScoreboardLink, now: datetime) -> ScoreboardLink:
    """From now on it leads nowhere, for good."""
    require(policy.may_share_scoreboard(actor))
    link = locked(link)
    if link.revoked_at is not None:
        raise RevokedAlready(_("“%(name)s” was revoked already.") % {"name": link})
    change(link, {"revoked_at": now, "revoked_by": actor})
    trail.record(actor=actor, act="scoreboard-link.revoked", about=link, now=now)
    return link


def note_use_of_link(*, link: ScoreboardLink, now: datetime) -> None:
    """Keep when it was last used, so that one that nobody needs is noticed."""
    lately = Q(last_used_at__isnull=True) | Q(last_used_at__lt=now - NOTED_EVERY)
    ScoreboardLink.objects.filter(lately, pk=link.pk, revoked_at__isnull=True).update(last_used_at=now)
