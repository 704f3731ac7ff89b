"""The way in."""

from datetime import datetime, timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from apps.core import telling
from apps.core.changing import change
from apps.core.errors import NotNow, Refused, require
from apps.core.models import locked
from apps.people import keys, mails, policy
from apps.people.commands._writing import require_fits_side
from apps.people.commands.members import AddressTaken
from apps.people.models import Company, Invitation, Member, Role, Side, Team
from apps.trail import commands as trail

VALID = timedelta(days=7)


class AlreadyInvited(NotNow):
    """One open invitation per address."""


class InvitationClosed(NotNow):
    """It was accepted or withdrawn."""


class InvitationUnknown(Refused):
    """The link leads to no invitation that can still be accepted; it doesn't say which of the reasons it is."""


class WeakPassword(Refused):
    """It would be guessed."""


@transaction.atomic
def invite(
    *,
    actor: Member,
    email: str,
    name: str,
    side: Side,
    roles: list[Role],
    now: datetime,
    job_title: str = "",
    team: Team | None = None,
) -> Invitation:
    """Send somebody a link that makes them a member, good for seven days and once."""
    require(policy.may_invite(actor))
    email = email.lower()
    if Member.objects.filter(email__iexact=email).exists():
        raise AddressTaken(_("%(email)s has an account already.") % {"email": email})
    if Invitation.objects.open().filter(email__iexact=email).exists():
        raise AlreadyInvited(_("%(email)s is invited already; send that invitation again.") % {"email": email})
    require_fits_side(team, side)
    secret = keys.new_secret()
    invitation = Invitation.objects.create(
        email=email,
        name=name,
        job_title=job_title,
        side=side,
        team=team,
        roles=[role for role in Role.values if role in roles],
        token_hash=keys.digest(secret),
        invited_by=actor,
        invited_at=now,
        expires_at=now + VALID,
    )
    trail.record(actor=actor, act="invitation.sent", about=invitation, now=now, roles=invitation.roles)
    mails.send_invitation(invitation, secret)
    return invitation


@transaction.atomic
def resend_invitation(*, actor: Member, invitation: Invitation, now: datetime) -> Invitation:
    """A new link, good for another seven days; the one before leads nowhere from now on."""
    require(policy.may_invite(actor))
    invitation = _open(locked(invitation))
    secret = keys.new_secret()
    change(invitation, {"token_hash": keys.digest(secret), "expires_at": now + VALID})
    trail.record(actor=actor, act="invitation.sent-again", about=invitation, now=now)
    mails.send_invitation(invitation, secret)
    return invitation


@transaction.atomic
def withdraw_invitation(*, actor: Member, invitation: Invitation, now: datetime) -> Invitation:
    """Its link opens nothing any more."""
    require(policy.may_invite(actor))
    invitation = _open(locked(invitation))
    change(invitation, {"withdrawn_at": now})
    trail.record(actor=actor, act="invitation.withdrawn", about=invitation, now=now)
    return invitation


def _open(invitation: Invitation) -> Invitation:
    if invitation.accepted_at or invitation.withdrawn_at:
        raise InvitationClosed(_("This invitation has been accepted or withdrawn meanwhile."))
    return invitation


@transaction.atomic
def accept_invitation(*, token: str, name: str, password: str, now: datetime) -> Member:
    """Become a member by the link of an invitation; whoever comes second with the same link is refused."""
    held = Invitation.objects.select_for_update(of=("self",)).filter(token_hash=keys.digest(token)).first()
    if held is None or held.accepted_at or held.withdrawn_at or held.expires_at <= now:
        raise InvitationUnknown(
            _("This invitation was used, withdrawn or is older than seven days. Ask for a new one.")
        )
    member = Member(
        email=held.email,
        name=name,
        job_title=held.job_title,
        side=held.side,
        team=held.team,
        roles=held.roles,
        time_zone=Company.objects.get().time_zone,
        joined_at=now,
    )
    _require_strong(password, member)
    if Member.objects.filter(email__iexact=held.email).exists():
        raise AddressTaken(_("%(email)s has an account already.") % {"email": held.email})
    member.set_password(password)
    member.save()
    change(held, {"accepted_at": now, "member": member})
    trail.record(actor=member, act="invitation.accepted", about=held, now=now)
    trail.record(actor=member, act="member.joined", about=member, now=now, invited_by=held.invited_by)
    telling.tell(to=[held.invited_by], kind="invitation-accepted", about=member, actor=member, now=now)
    return member


def _require_strong(password: str, member: Member) -> None:
    try:
        validate_password(password, member)
    except ValidationError as fault:
        raise WeakPassword(" ".join(fault.messages)) from fault
