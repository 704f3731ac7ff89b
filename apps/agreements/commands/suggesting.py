"""A change that somebody wishes, who need not be named: it waits for those who are, as an edit that stands ready."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from apps.agreements import policy
from apps.agreements.commands.amending import amend
from apps.agreements.commands.drafting import edit_draft
from apps.agreements.commands.ground import State, counting, draft_of, hold, open_version, tell_all, words_in
from apps.agreements.models import Agreement, Suggestion, Version
from apps.core import telling
from apps.core.errors import NotNow, Refused, require
from apps.core.models import locked
from apps.people import queries as people
from apps.people.models import Member
from apps.trail import commands as trail

# Working days after which whoever works on the draft is reminded.
DAYS_TO_ANSWER = 3


class NothingToChange(NotNow):
    """A draft, or what counts, can be made better; what is proposed is objected to."""


class SameWords(Refused):
    """A suggestion changes something."""


class AnsweredAlready(NotNow):
    """A suggestion is answered once."""


class MovedOn(NotNow):
    """What it was written on has changed, so that taking it whole would undo somebody's work."""


@transaction.atomic
def suggest_change(
    *, actor: Member, agreement: Agreement, why: str, now: datetime, text: str | None = None
) -> Suggestion:
    """Suggest other words for the draft the actor sees, or for what counts.

    Args:
        text: all of it as it would read; a plan or definition takes the wish in `why` alone.
    """
    # Not counted on: nobody's draft is stale by a wish.
    agreement = locked(agreement)
    version = suggestible(agreement, actor, now)
    if version is None:
        raise NothingToChange(_("Nothing of “%(title)s” can be changed at the moment.") % {"title": agreement})
    require(policy.may_suggest(actor, version))
    was, text = _words(version, text)
    suggestion = Suggestion.objects.create(
        version=version,
        by=actor,
        why=words_in(why, _("Say what it is for, so that they can judge it.")),
        was=was,
        text=text,
        at=now,
        answer_by=people.working_time().after_days(now, DAYS_TO_ANSWER),
    )
    trail.record(actor=actor, act="agreement.suggested", about=agreement, now=now, number=version.number, reason=why)
    tell_all(agreement, "change-suggested", actor, now, why=why)
    return suggestion


def suggestible(agreement: Agreement, viewer: Member, now: datetime) -> Version | None:
    """What the viewer's suggestion would be about: the draft where they see it, else what counts."""
    drafts = agreement.versions.filter(state=State.DRAFT)
    draft = drafts.filter(pk__in=Version.objects.visible_to(viewer).values("pk")).first()
    return draft or counting(agreement, now)


def _words(version: Version, text: str | None) -> tuple[str, str]:
    if version.agreement.about is not None:
        return "", ""
    text = (text or "").strip()
    if not text or text == version.text.strip():
        raise SameWords(_("This is what it says already. Change the words that you would change."))
    return version.text, text


@transaction.atomic
def take_suggestion(
    *,
    actor: Member,
    agreement: Agreement,
    suggestion: Suggestion,
    now: datetime,
    text: str | None = None,
    revision: int | None = None,
) -> Suggestion:
    """Make it the draft's words, or those that `text` makes of it; where nothing is open, in an amendment."""
    agreement = hold(agreement, revision=revision)
    require(policy.may_answer_suggestion(actor, agreement))
    suggestion = _open(agreement, suggestion)
    if open_version(agreement) is None:
        amend(actor=actor, agreement=agreement, now=now)
    draft = draft_of(agreement)
    if agreement.about is None:
        changes: dict[str, Any] = {"text": text or _as_suggested(draft, suggestion)}
        if draft.number > 1 and not draft.what_changed:
            changes["what_changed"] = suggestion.why
        edit_draft(actor=actor, agreement=agreement, now=now, **changes)
    _answer(suggestion, Suggestion.State.TAKEN, actor, now)
    trail.record(actor=actor, act="agreement.suggestion_taken", about=agreement, now=now, by=suggestion.by)
    telling.tell(to=[suggestion.by], kind="suggestion-taken", about=agreement, actor=actor, now=now)
    return suggestion


def _open(agreement: Agreement, suggestion: Suggestion) -> Suggestion:
    """Locked under its agreement, as it stands now."""
    held = Suggestion.objects.select_for_update(of=("self",)).filter(version__agreement=agreement).get(pk=suggestion.pk)
    if not Suggestion.objects.open().filter(pk=held.pk).exists():
        raise AnsweredAlready(_("This suggestion is answered already, or what it was about is over."))
    return held


def _as_suggested(draft: Version, suggestion: Suggestion) -> str:
    if draft.text != suggestion.was:
        raise MovedOn(_("The words have been changed since. Put together what they should be, and send that along."))
    return suggestion.text


def _answer(suggestion: Suggestion, state: str, actor: Member, now: datetime, reason: str = "") -> None:
    suggestion.state, suggestion.answered_by, suggestion.answered_at, suggestion.reason = state, actor, now, reason
    suggestion.save(update_fields=["state", "answered_by", "answered_at", "reason"])


@transaction.atomic
def decline_suggestion(
    *, actor: Member, agreement: Agreement, suggestion: Suggestion, reason: str, now: datetime
) -> Suggestion:
    """Leave it as it is, and say why to who suggested it."""
    agreement = locked(agreement)
    require(policy.may_answer_suggestion(actor, agreement))
    suggestion = _open(agreement, suggestion)
    reason = words_in(reason, _("Say why, for who took the trouble to suggest it."))
    _answer(suggestion, Suggestion.State.DECLINED, actor, now, reason)
    facts = {"by": suggestion.by, "reason": reason}
    trail.record(actor=actor, act="agreement.suggestion_declined", about=agreement, now=now, **facts)
    telling.tell(to=[suggestion.by], kind="suggestion-declined", about=agreement, actor=actor, now=now, reason=reason)
    return suggestion


@transaction.atomic
def withdraw_suggestion(*, actor: Member, agreement: Agreement, suggestion: Suggestion, now: datetime) -> Suggestion:
    """Take one's own suggestion away."""
    agreement = locked(agreement)
    require(actor.is_active and suggestion.by_id == actor.pk)
    suggestion = _open(agreement, suggestion)
    _answer(suggestion, Suggestion.State.WITHDRAWN, actor, now)
    trail.record(actor=actor, act="agreement.suggestion_withdrawn", about=agreement, now=now)
    return suggestion
