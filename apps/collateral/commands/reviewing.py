"""A colleague looks before it goes out."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from apps.collateral import policy
from apps.collateral.commands import moving
from apps.collateral.commands.crediting import taken_over, tell_maker, to_be_adopted
from apps.collateral.commands.fixing import say_reviewed_fixed
from apps.collateral.commands.ground import (
    WrongState,
    hold,
    refuse_leaver,
    said,
)
from apps.collateral.commands.inputs_after import tell_who_gave_input
from apps.collateral.commands.scanning import require_clean
from apps.collateral.models import Asset, AssetVersion, Review, Verdict
from apps.collateral.queries.reviews import authors_of, others_to_review, reviewer_for, waiting_review
from apps.core import telling
from apps.core.changing import change
from apps.core.errors import Refused, require
from apps.core.models import locked
from apps.people.models import Member, Role
from apps.trail import commands as trail

State = Asset.State


class NeedsReview(Refused):
    """Its kind asks that a colleague looks at it before it goes out."""


class NotTheReviewer(Refused):
    """Whoever made it doesn't review it while somebody else could; whoever doesn't make collateral never does."""


@transaction.atomic
def ask_review(
    *,
    actor: Member,
    asset: Asset,
    now: datetime,
    reviewer: Member | None = None,
    revision: int | None = None,
) -> Asset:
    """Put the version in use before a colleague: the one named, else whoever has the fewest to review."""
    require(policy.may_edit_asset(actor, asset))
    authors = authors_of(moving.in_use(asset), asked_by=actor)
    reviewer = hold(reviewer or reviewer_for(authors, now=now))
    asset = locked(asset, revision=revision)
    require(policy.may_edit_asset(actor, asset))
    moving.refuse_unless(asset, "ask_review")
    moving.refuse_incomplete(asset)
    version = moving.in_use(asset)
    _refuse_reviewer(reviewer, asset, version, asked_by=actor)
    put_before(reviewer, asset, version, actor=actor, now=now)
    change(asset, {"state": State.IN_REVIEW})
    return asset


@transaction.atomic
def take_back(*, actor: Member, asset: Asset, now: datetime, revision: int | None = None) -> Asset:
    """Work on it again before anybody has decided, or after changes were asked for.

    Of a published asset it is a new version that is taken back; the one in use stays.
    """
    asset = locked(asset, revision=revision)
    require(policy.may_edit_asset(actor, asset))
    waited = end_waiting(asset, now=now)
    if asset.state == State.PUBLISHED and waited:
        trail.record(actor=actor, act="asset.taken_back", about=asset, now=now)
        return asset
    moving.refuse_unless(asset, "take_back")
    moving.go(asset, "take_back", act="asset.taken_back", actor=actor, now=now)
    return asset


@transaction.atomic
def request_changes(*, actor: Member, asset: Asset, note: str, now: datetime, revision: int | None = None) -> Asset:
    """Send it back with what to change first. Of a published asset that is its new version, and the old one stays."""
    asset, review = before_reviewer(actor, asset, "request_changes", revision)
    note = said(note, _("Say what has to change."))
    _decide(review, Verdict.CHANGES, actor=actor, note=note, now=now)
    facts = {"number": review.version.number, "note": note}
    trail.record(actor=actor, act="asset.changes_requested", about=asset, now=now, **facts)
    if asset.state == State.IN_REVIEW:
        change(asset, {"state": State.CHANGES_REQUESTED})
    _tell([review.asked_by, asset.owner], "asset-changes-requested", asset, actor, now, note=note)
    return asset


@transaction.atomic
def approve_asset(*, actor: Member, asset: Asset, now: datetime, note: str = "", revision: int | None = None) -> Asset:
    """Say that it is good to go out; it is out at once."""
    # Who adopts what comes from the field answers for it.
    hold(actor)
    asset, review = before_reviewer(actor, asset, "approve", revision)
    moving.refuse_incomplete(asset)
    require_clean(review.version)
    _decide(review, Verdict.APPROVED, actor=actor, note=note.strip(), now=now)
    return let_out(asset, review, actor=actor, now=now)


def let_out(asset: Asset, review: Review, *, actor: Member, now: datetime) -> Asset:
    """What a review found good is in use, and those who made it and answer for it hear so."""
    content, told = to_be_adopted(asset), [review.asked_by, asset.owner]
    if asset.state == State.PUBLISHED:
        change(asset, {"current": review.version})
    else:
        tell_who_gave_input(asset, actor=actor, now=now)
        back = {"recalled_at": None, "recalled_because": ""}
        out = moving.out_since(asset, now) | taken_over(content, asset, actor=actor)
        change(asset, {"state": State.PUBLISHED, **back, **out})
    if content is not None:
        trail.record(actor=actor, act="asset.adopted", about=asset, now=now, maker=content.made_by)
        tell_maker(content, "asset-adopted", actor=actor, now=now)
        told = [member for member in told if member != content.made_by]
    else:
        trail.record(actor=actor, act="asset.approved", about=asset, now=now, number=review.version.number)
    _tell(told, "asset-approved", asset, actor, now)
    say_reviewed_fixed(review, now=now)
    return asset


def bring_in(asset: Asset, version: AssetVersion, *, reviewer: Member | None, actor: Member, now: datetime) -> None:
    """Put a new version into use; or before `reviewer`, and the older one stays in use meanwhile."""
    if asset.state != State.PUBLISHED or asset.kind is None or not asset.kind.reviewed:
        change(asset, {"current": version})
        return
    end_waiting(asset, now=now)
    if reviewer is None or reviewer.pk == actor.pk:
        review_own(asset, version, actor=actor, now=now)
        change(asset, {"current": version})
        return
    put_before(reviewer, asset, version, actor=actor, now=now)


def reviewer_held(asset: Asset, *, actor: Member, now: datetime) -> Member | None:
    """Who would review a new version of `actor`'s, held against leaving before the asset is locked."""
    if asset.kind is None or not asset.kind.reviewed:
        return None
    return hold(reviewer_for({actor.pk}, now=now))


def end_waiting(asset: Asset, *, now: datetime) -> bool:
    """Nobody needs to look any more; whether somebody had to."""
    review = waiting_review(asset)
    if review is not None:
        _decide(review, Verdict.TAKEN_BACK, actor=review.reviewer, note="", now=now)
    return review is not None


def put_before(reviewer: Member, asset: Asset, version: AssetVersion, *, actor: Member, now: datetime) -> Review:
    """The review begins; whoever is to look is told."""
    review = Review.objects.create(asset=asset, version=version, asked_by=actor, asked_at=now, reviewer=reviewer)
    facts = {"reviewer": reviewer, "number": version.number}
    trail.record(actor=actor, act="asset.review_asked", about=asset, now=now, **facts)
    telling.tell(to=[reviewer], kind="asset-review-asked", about=review, actor=actor, now=now)
    return review


def review_own(asset: Asset, version: AssetVersion, *, actor: Member, now: datetime) -> None:
    """Without a marketer to ask, whoever publishes it says that it is good, and the record says whose word that is.

    It is a colleague's where somebody else put the version up, and else one's own.

    Raises:
        NeedsReview: there is somebody who could look.
    """
    if others_to_review(authors_of(version, asked_by=actor)).exists():
        raise NeedsReview(
            _("“%(kind)s” is reviewed before it goes out. Ask a colleague for a review.") % {"kind": asset.kind}
        )
    own = version.uploaded_by_id == actor.pk or not policy.may_review(actor, asset)
    Review.objects.create(
        asset=asset, version=version, asked_by=version.uploaded_by, asked_at=now, reviewer=actor,
        verdict=Verdict.APPROVED, own=own, decided_at=now,
    )  # fmt: skip
    act = "asset.reviewed_own" if own else "asset.approved"
    trail.record(actor=actor, act=act, about=asset, now=now, number=version.number)


@transaction.atomic
def hand_over_reviews(*, actor: Member, rows: Iterable[Review], to: Member, now: datetime) -> None:
    """Give what a leaver was to review to who follows, or to whoever may where they may not; called by leaving."""
    for review in rows:
        asset = review.asset
        authors = authors_of(review.version, asked_by=review.asked_by)
        fits = policy.may_review(to, asset) and to.pk not in authors
        next_one = to if fits else _somebody_else(authors | {review.reviewer_id}) or to
        review.reviewer = next_one
        review.save(update_fields=["reviewer"])
        trail.record(actor=actor, act="asset.review_handed_over", about=asset, now=now, to=next_one)


def _somebody_else(than: set[UUID]) -> Member | None:
    admins = Member.objects.active().with_role(Role.ADMIN).exclude(pk__in=than).order_by("joined_at", "pk")
    found: Member | None = others_to_review(than).order_by("joined_at", "pk").first() or admins.first()
    return found


def before_reviewer(actor: Member, asset: Asset, action: str, revision: int | None) -> tuple[Asset, Review]:
    """The asset, locked, and the review that waits on it, where `actor` may decide it."""
    asset = locked(asset, revision=revision)
    require(policy.may_review(actor, asset))
    review = waiting_review(asset)
    if review is None:
        moving.refuse_unless(asset, action)
        raise WrongState(_("Nothing of “%(title)s” is in review.") % {"title": asset})
    _refuse_reviewer(actor, asset, review.version, asked_by=review.asked_by)
    return asset, review


def _refuse_reviewer(reviewer: Member, asset: Asset, version: AssetVersion, *, asked_by: Member) -> None:
    refuse_leaver(reviewer)
    if not policy.may_review(reviewer, asset):
        raise NotTheReviewer(_("%(name)s doesn't review collateral: marketers do.") % {"name": reviewer})
    authors = authors_of(version, asked_by=asked_by)
    if reviewer.pk in authors and others_to_review(authors).exists():
        raise NotTheReviewer(_("%(name)s made this version, so another marketer reviews it.") % {"name": reviewer})


def _decide(review: Review, verdict: str, *, actor: Member, note: str, now: datetime) -> None:
    review.own = verdict == Verdict.APPROVED and actor.pk in authors_of(review.version, asked_by=review.asked_by)
    review.verdict, review.reviewer, review.note, review.decided_at = verdict, actor, note, now
    review.save(update_fields=["verdict", "reviewer", "note", "own", "decided_at"])


def _tell(to: Iterable[Member], kind: str, asset: Asset, actor: Member, now: datetime, **facts: str) -> None:
    here = {member.pk: member for member in to if member.is_active}
    telling.tell(to=here.values(), kind=kind, about=asset, actor=actor, now=now, **facts)
