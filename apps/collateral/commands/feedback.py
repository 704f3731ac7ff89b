from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from apps.collateral import policy
from apps.collateral.commands.fixing import judge_fixes
from apps.collateral.commands.ground import WrongState
from apps.collateral.models import Asset, AssetVersion, Feedback, Reason
from apps.collateral.models.feedback import LOW
from apps.core import telling
from apps.core.errors import Refused, require
from apps.people.models import Member
from apps.trail import commands as trail


class ReasonNeeded(Refused):
    """A low rating helps nobody without a word of why."""


class OwnWork(Refused):
    """Whoever made or owns it doesn't rate it."""


class NoSuchRating(Refused):
    """Ratings go from 1 to 5."""


@transaction.atomic
def give_feedback(
    *,
    actor: Member,
    version: AssetVersion,
    rating: int,
    now: datetime,
    reason: str = "",
    what_would_help: str = "",
    text: str = "",
) -> Feedback:
    """Say whether one would use it again with a buyer; a newer judgement takes the older one's place."""
    require(policy.may_rate(actor, version))
    # The asset's row keeps two answers of one member apart, and the state as it is.
    asset = Asset.objects.select_for_update(of=("self",)).get(pk=version.asset_id)
    if actor.pk in (asset.owner_id, asset.created_by_id):
        raise OwnWork(_("It is yours, so the others rate it. What they say stands here."))
    if asset.recalled_at is not None:
        raise WrongState(_("It is recalled: nobody uses it at the moment. Say what you think in the discussion."))
    if not asset.is_out:
        raise WrongState(_("This is still a draft: say what you think in the discussion."))
    if not 1 <= rating <= 5:
        raise NoSuchRating(_("Choose a rating from 1 to 5."))
    if rating <= LOW and reason in ("", Reason.WORKED_WELL):
        raise ReasonNeeded(_("Say what is wrong with it: one tap is enough."))
    Feedback.objects.current().filter(version=version, author=actor).update(replaced_at=now)
    feedback = Feedback.objects.create(
        version=version,
        author=actor,
        rating=rating,
        reason=reason,
        what_would_help=what_would_help.strip(),
        text=text.strip(),
        given_at=now,
    )
    trail.record(actor=actor, act="asset.rated", about=asset, now=now, rating=rating, number=version.number)
    kind = "feedback-confirmed" if judge_fixes(feedback, now=now) else "asset-rated"
    telling.tell(to=[asset.owner], kind=kind, about=feedback, actor=actor, now=now, rating=rating)
    return feedback
