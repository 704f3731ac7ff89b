"""Ending an agreement is agreed like its beginning; a draft that nobody else has touched is simply dropped."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from apps.agreements import policy
from apps.agreements.commands.amending import NothingToAmend, next_version, refuse_second
from apps.agreements.commands.ground import counting, draft_of, hold, refuse_past, tell_all, words_in
from apps.agreements.models import Agreement, Version
from apps.core import things
from apps.core.errors import NotNow, require
from apps.core.models import locked
from apps.notices.models import Notice
from apps.people.models import Member
from apps.trail import commands as trail
from apps.trail import queries as history


class SeenAlready(NotNow):
    """What somebody else has read or worked on isn't dropped behind their back."""


@transaction.atomic
def terminate(
    *, actor: Member, agreement: Agreement, reason: str, now: datetime, effective_on: date | None = None
) -> Version:
    """Open a draft that ends the agreement; it is proposed, answered and signed like any other version."""
    agreement = hold(agreement)
    require(policy.may_amend(actor, agreement))
    refuse_second(agreement, now)
    before = counting(agreement, now)
    if before is None:
        raise NothingToAmend(_("Nothing of “%(title)s” counts at the moment.") % {"title": agreement})
    reason = words_in(reason, _("Say why it should end: those who agreed to it will ask."))
    refuse_past(effective_on, now)
    text = _("“%(title)s” ends.\n\n%(reason)s") % {"title": agreement, "reason": reason}
    version = next_version(before, actor, now, ends_it=True, text=text, what_changed=reason, effective_on=effective_on)
    act = "agreement.end_drafted"
    trail.record(actor=actor, act=act, about=agreement, now=now, number=version.number, reason=reason)
    tell_all(agreement, "end-drafted", actor, now, reason=reason)
    return version


@transaction.atomic
def discard_draft(*, actor: Member, agreement: Agreement, now: datetime) -> Agreement | None:
    """Drop the actor's own draft while nobody else has read of it or worked on it.

    Returns:
        The agreement, or None where it was its first draft and nothing is left of it, nor of what it was about.
    """
    agreement = locked(agreement)
    version = draft_of(agreement)
    require(actor.is_active and version.created_by_id == actor.pk)
    if _is_known(agreement, version):
        raise SeenAlready(_("Somebody else has read or worked on it. Propose it and withdraw it with a word of why."))
    trail.record(actor=actor, act="agreement.discarded", about=agreement, now=now, number=version.number)
    subjects = _subjects(agreement)
    put_back = things.kind(agreement.about_kind).on_discard if agreement.about_kind else None
    if put_back is not None and not version.ends_it:
        put_back(version)
    version.seats.all().delete()
    version.delete()
    if agreement.versions.exists():
        # Counted on, so that who works on it learns of it.
        return hold(agreement)
    for kind, pk in subjects:
        Notice.objects.filter(about_kind=kind, about_id=pk).delete()
    agreement.delete()
    return None


def _subjects(agreement: Agreement) -> list[things.Pair]:
    """The agreement and what it is about: people meet it at either place."""
    return [things.pair(agreement), *([agreement.about] if agreement.about else [])]


def _is_known(agreement: Agreement, version: Version) -> bool:
    """Whether it was proposed once, or anybody else has read of it, worked on it, or has a wish for it."""
    if version.proposals.exists() or version.suggestions.exists() or agreement.proxies.exists():
        return True
    since, author = version.created_at, version.created_by
    for kind, pk in _subjects(agreement):
        read = Notice.objects.filter(about_kind=kind, about_id=pk, at__gte=since, read_at__isnull=False)
        acts = history.activities_about(kind, pk).filter(at__gte=since)
        if read.exclude(recipient=author).exists() or acts.exclude(actor=author).exists():
            return True
    return False
