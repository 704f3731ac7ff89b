"""Choosing how to hear of what."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from apps.core import telling
from apps.core.errors import Refused, require
from apps.notices import policy
from apps.notices.models import Preference, Rhythm
from apps.people.models import Member


class UnknownKind(Refused):
    """No app posts notices of that kind."""


@transaction.atomic
def choose_rhythm(*, actor: Member, kind: str, rhythm: str, now: datetime) -> Preference:
    """From now on `actor` hears of this kind at once, daily, or in the inbox only."""
    require(policy.may_discuss(actor))
    if kind not in {known.name for known in telling.notice_kinds()}:
        raise UnknownKind(_("There are no notices of the kind “%(kind)s”.") % {"kind": kind})
    chosen, _made = Preference.objects.update_or_create(
        member=actor, kind=kind, defaults={"rhythm": Rhythm(rhythm).value, "at": now}
    )
    return chosen
