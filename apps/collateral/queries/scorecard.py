"""How one asset does: whom it reaches, what it is used for, what members think of it, what is to be put right."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Avg, Count, F, Q
from django.utils.translation import gettext_lazy as _

from apps.collateral.models import Asset, Feedback, Opening, Share, Use, Verification
from apps.collateral.queries.assets import RATINGS_SHOWN_FROM
from apps.collateral.queries.use import Counted, counted, counted_use
from apps.people.models import Member


@dataclass(frozen=True)
class RatedVersion:
    """What members thought of a version; the average from three ratings up."""

    number: int
    ratings: int
    average: float | None


@dataclass(frozen=True)
class Scorecard:
    """Everything that is counted of an asset; its owner and whoever made it aside, and from five people up.

    Attributes:
        reach: whoever opened, took, shared or used it.
        use: the same, kind by kind, the sharing last.
        openings: how often customers opened a link to it.
        deals: in how many it was used.
        unanswered: of the open feedback, what waits for a word of the owner.
    """

    asset: Asset
    reach: Counted
    use: list[Counted]
    openings: int | None
    deals: int | None
    versions: list[RatedVersion]
    open_feedback: int
    unanswered: int
    verified: Verification | None

    @property
    def id(self) -> Any:
        return self.asset.pk


def scorecard(*, viewer: Member, asset: Asset, now: datetime | None = None) -> Scorecard:
    feedback = Feedback.objects.visible_to(viewer).filter(version__asset=asset)
    shared = counted("share", _("shared with a customer"), _by_team(_shares(asset)))
    use = counted_use(asset)
    in_deals = next(one for one in use if one.kind == Use.Kind.DEAL)
    deals = Use.objects.of_others().filter(asset=asset, kind=Use.Kind.DEAL)
    return Scorecard(
        asset=asset,
        reach=_reach(asset),
        use=[*use, shared],
        openings=Opening.objects.filter(share__in=_shares(asset)).count() if shared.people else None,
        deals=deals.values("deal").distinct().count() if in_deals.people else None,
        versions=_over_versions(feedback),
        open_feedback=feedback.standing().count(),
        unanswered=feedback.unanswered().count(),
        verified=asset.verifications.select_related("by").order_by("-at", "-pk").first(),
    )


def _shares(asset: Asset) -> Any:
    rows = Share.objects.filter(asset=asset)
    return rows.exclude(Q(shared_by=F("asset__owner")) | Q(shared_by=F("asset__created_by")))


def _by_team(rows: Any) -> list[dict[str, Any]]:
    told = rows.order_by().values(member__team__name=F("shared_by__team__name"))
    return list(told.annotate(people=Count("shared_by", distinct=True), times=Count("pk")))


def _reach(asset: Asset) -> Counted:
    """Each person once, whatever they did."""
    used = Use.objects.of_others().filter(asset=asset).values_list("member", flat=True)
    people = set(used) | set(_shares(asset).values_list("shared_by", flat=True))
    teams = Member.objects.filter(pk__in=people).order_by().values(member__team__name=F("team__name"))
    return counted("reach", _("reached"), list(teams.annotate(people=Count("pk"), times=Count("pk"))))


def _over_versions(feedback: Any) -> list[RatedVersion]:
    """The newest first; of each member what they thought last of a version."""
    rows = feedback.current().order_by().values_list("version__number")
    told = rows.annotate(ratings=Count("pk"), mean=Avg("rating")).order_by("-version__number")
    return [
        RatedVersion(number, ratings, mean if ratings >= RATINGS_SHOWN_FROM else None) for number, ratings, mean in told
    ]
