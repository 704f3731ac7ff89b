"""What becomes of a judgement: the owner's answer, the word that it is fixed, and what its author says of that."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from apps.collateral import policy
from apps.collateral.commands.ground import WrongState, said
from apps.collateral.models import Asset, AssetVersion, Feedback, FeedbackAnswer, FeedbackFix, Review
from apps.collateral.models.feedback import LOW
from apps.core import telling
from apps.core.errors import Refused, require
from apps.core.models import locked
from apps.people.models import Member
from apps.trail import commands as trail

Outcome = FeedbackFix.Outcome


class NothingFixed(Refused):
    """Whoever says that something is fixed says what."""


class NotOfThis(Refused):
    """A version fixes what was said of earlier ones of the same asset."""


@transaction.atomic
def answer_feedback(*, actor: Member, feedback: Feedback, text: str, now: datetime) -> Feedback:
    """Say something to a judgement; whoever gave it hears of it."""
    asset = locked(feedback.version.asset)
    feedback = _of(asset, feedback)
    require(policy.may_answer_feedback(actor, feedback))
    text = said(text, _("Write the answer."))
    FeedbackAnswer.objects.create(feedback=feedback, author=actor, text=text, answered_at=now)
    trail.record(actor=actor, act="asset.feedback_answered", about=asset, now=now, number=feedback.version.number)
    telling.tell(to=[feedback.author], kind="feedback-answered", about=feedback, actor=actor, now=now, text=text)
    return feedback


@transaction.atomic
def say_fixed(
    *,
    actor: Member,
    asset: Asset,
    feedback: Sequence[Feedback],
    now: datetime,
    version: AssetVersion | None = None,
) -> Asset:
    """Say what a version puts right, by default the one in use; those who said it are asked anew."""
    asset = locked(asset)
    require(policy.may_edit_asset(actor, asset))
    version = version or asset.current
    if not feedback:
        raise NothingFixed(_("Tick what this version fixes."))
    if asset.state != Asset.State.PUBLISHED:
        raise WrongState(_("Publish “%(title)s” first, so that those who said it can look.") % {"title": asset})
    if version is None or version.asset_id != asset.pk:
        raise NotOfThis(_("This isn't a version of “%(title)s”.") % {"title": asset})
    _fixed(_standing(asset, feedback, version), version, actor=actor, now=now)
    return asset


def fix_once_reviewed(review: Review, feedback: Sequence[Feedback]) -> None:
    """Keep what a version puts right until its review lets it out: before that there is nothing to look at.

    The caller holds the asset.
    """
    review.fixes.set(_standing(review.asset, feedback, review.version))


def say_reviewed_fixed(review: Review, *, now: datetime) -> None:
    """The version is out: those who said what it puts right are asked anew, unless they judged it anew meanwhile."""
    standing = Feedback.objects.standing().filter(pk__in=review.fixes.values("pk"))
    if found := list(standing.select_related("author", "version__asset").order_by("given_at", "pk")):
        _fixed(found, review.version, actor=review.asked_by, now=now)


def _standing(asset: Asset, feedback: Sequence[Feedback], version: AssetVersion) -> list[Feedback]:
    """What was said of earlier versions and is still to be put right."""
    found = [_of(asset, one) for one in feedback]
    if any(one.version.number >= version.number for one in found):
        raise NotOfThis(_("Version %(number)s fixes what was said of earlier ones.") % {"number": version.number})
    ids = {one.pk for one in found}
    if Feedback.objects.standing().filter(pk__in=ids).count() < len(ids):
        raise WrongState(_("Some of this is fixed already, or was judged anew since. Look at what is left."))
    return found


def _fixed(feedback: Sequence[Feedback], version: AssetVersion, *, actor: Member, now: datetime) -> None:
    for one in feedback:
        FeedbackFix.objects.create(feedback=one, version=version, said_by=actor, said_at=now)
        telling.tell(to=[one.author], kind="feedback-fixed", about=one, actor=actor, now=now, number=version.number)
    facts = {"number": version.number, "count": len(feedback)}
    trail.record(actor=actor, act="asset.feedback_fixed", about=version.asset, now=now, **facts)


@transaction.atomic
def reopen_feedback(*, actor: Member, feedback: Feedback, missing: str, now: datetime) -> Feedback:
    """Say that it isn't fixed, and what is missing; the owner has it back."""
    asset = locked(feedback.version.asset)
    feedback = _of(asset, feedback)
    require(policy.may_judge_fix(actor, feedback))
    missing = said(missing, _("Say what is missing, so that the next try fits."))
    fix = feedback.fixes.filter(outcome=Outcome.OPEN).first()
    if fix is None:
        raise WrongState(_("Nobody waits for your word on this, or it was said already."))
    _close(fix, Outcome.REOPENED, missing=missing, now=now)
    trail.record(actor=actor, act="asset.fix_reopened", about=asset, now=now, reason=missing)
    telling.tell(to=[asset.owner], kind="feedback-reopened", about=feedback, actor=actor, now=now, missing=missing)
    return feedback


def judge_fixes(judged: Feedback, *, now: datetime) -> bool:
    """What a new rating says of the fixes its author was asked about; True where it confirms them.

    The caller holds the asset.
    """
    asked = FeedbackFix.objects.open().filter(
        feedback__author=judged.author_id,
        version__asset=judged.version.asset_id,
        version__number__lte=judged.version.number,
    )
    fixes = list(asked.select_related("feedback").order_by("said_at", "pk"))
    holds = judged.rating > LOW
    for fix in fixes:
        why = judged.what_would_help or judged.get_reason_display()
        _close(fix, Outcome.CONFIRMED if holds else Outcome.REOPENED, missing="" if holds else why, now=now)
    return holds and bool(fixes)


def _close(fix: FeedbackFix, outcome: str, *, missing: str = "", now: datetime) -> None:
    fix.outcome, fix.missing, fix.closed_at = outcome, missing, now
    fix.save(update_fields=["outcome", "missing", "closed_at"])


def _of(asset: Asset, feedback: Feedback) -> Feedback:
    """A judgement of this asset, read again under its lock."""
    found = Feedback.objects.filter(pk=feedback.pk, version__asset=asset)
    current = found.select_related("version__asset", "author").defer("version__search", "version__asset__search")
    try:
        return current.get()
    except Feedback.DoesNotExist as fault:
        raise NotOfThis(_("This was said of something else.")) from fault
