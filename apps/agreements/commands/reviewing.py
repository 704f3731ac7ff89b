"""The day on which what counts is looked at again, with the concerns it was agreed with."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from apps.agreements import policy
from apps.agreements.commands.force import NothingCounts
from apps.agreements.commands.ground import counting, hold, refuse_past, refuse_suspended, tell_all, words_in
from apps.agreements.models import Agreement
from apps.core.errors import require
from apps.people.models import Member
from apps.trail import commands as trail


@transaction.atomic
def review(
    *, actor: Member, agreement: Agreement, note: str, now: datetime, review_on: date | None = None
) -> Agreement:
    """Write down that it was looked at again and stays as it is, and when that is done next; none means no more."""
    agreement = hold(agreement)
    require(policy.may_review(actor, agreement))
    in_force = counting(agreement, now)
    if in_force is None:
        raise NothingCounts(_("Nothing of “%(title)s” counts at the moment.") % {"title": agreement})
    refuse_suspended(in_force, now)
    note = words_in(note, _("Say in a few words how it stands, and what became of the concerns."))
    refuse_past(review_on, now)
    changes = {"review_on": [agreement.review_on, review_on]}
    agreement.review_on = review_on
    agreement.save(update_fields=["review_on"])
    trail.record(actor=actor, act="agreement.reviewed", about=agreement, now=now, changes=changes, reason=note)
    tell_all(agreement, "agreement-reviewed", actor, now, reason=note)
    agreement.refresh_from_db()
    return agreement
