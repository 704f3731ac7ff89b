"""What owners move alone, as the signed text allows: it goes through, and all who signed it hear of it."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from apps.agreements import policy
from apps.agreements.models import Agreement, Move, Version
from apps.core import telling, things
from apps.core.errors import NotNow, require
from apps.people.models import Member
from apps.trail import commands as trail


class TalkedAlready(NotNow):
    """One wish to talk puts it on the table."""


@transaction.atomic
def tell_moved(
    *, actor: Member, version: Version, thing: Model, changes: Mapping[str, list[str]], now: datetime
) -> Move:
    """Write down what was moved inside the leeway, and tell every seat; for the app whose thing it is.

    Args:
        changes: per field, as people call it, what it was and what it is.
    """
    kind, pk = things.pair(thing)
    what = things.title(thing)[:300]
    move = Move.objects.create(
        version=version, about_kind=kind, about_id=pk, by=actor, at=now, what=what, changes=dict(changes)
    )
    agreement = version.agreement
    moved = "; ".join(f"{field}: {old} → {new}" for field, (old, new) in changes.items())
    trail.record(actor=actor, act="agreement.moved", about=agreement, now=now, what=what, moved=moved)
    telling.tell(
        to=_signers(version), kind="agreement-moved", about=agreement, actor=actor, now=now, what=what, moved=moved
    )
    return move


def _signers(version: Version) -> set[Member]:
    seated = set(Member.objects.active().filter(seats__version=version))
    return seated | {version.agreement.sponsor}


@transaction.atomic
def talk_about(*, actor: Member, agreement: Agreement, move: Move, now: datetime) -> Move:
    """Say that one wants to talk about a move: who moved it is told, and the next joint meeting suggests it."""
    held = Move.objects.select_for_update(of=("self",)).filter(version__agreement=agreement).get(pk=move.pk)
    require(policy.may_talk_about(actor, held))
    if held.talk_at is not None:
        raise TalkedAlready(_("%(name)s has asked for that already.") % {"name": held.talk_by})
    held.talk_by, held.talk_at = actor, now
    held.save(update_fields=["talk_by", "talk_at"])
    trail.record(actor=actor, act="agreement.talk_asked", about=agreement, now=now, what=held.what)
    telling.tell(to=[held.by], kind="talk-asked", about=agreement, actor=actor, now=now, what=held.what)
    return held
