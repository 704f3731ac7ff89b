"""How collateral is used: counts from five people up, and what one used oneself."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Case, Count, F, IntegerField, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThanOrEqual

from apps.collateral.models import Asset, Feedback, Share, Use
from apps.collateral.models.assets import AssetQuerySet
from apps.collateral.models.use import FEWEST, UseQuerySet
from apps.collateral.queries.assets import library
from apps.people.models import Choice, ChoiceList, Member


@dataclass(frozen=True)
class Counted:
    """How many people did something with an asset; its owner and whoever made it aside.

    Attributes:
        people, times: None where fewer than five people did.
        teams: those of five and more, with how many of theirs; none where what is left would tell on a few.
    """

    kind: str
    label: Any
    people: int | None = None
    times: int | None = None
    teams: list[tuple[str, int]] = field(default_factory=list)


def uses(*, viewer: Member, now: datetime | None = None) -> UseQuerySet:
    """What `viewer` opened, took and used."""
    seen = Asset.objects.visible_to(viewer)
    rows = Use.objects.visible_to(viewer).filter(asset__in=seen).select_related("asset", "version")
    return rows.defer("asset__search", "version__search")


def counted_use(asset: Asset) -> list[Counted]:
    """Kind by kind; a member is in one team, so the teams' people add up to all."""
    rows = Use.objects.of_others().filter(asset=asset).order_by().values("kind", "member__team__name")
    found: list[Any] = list(rows.annotate(people=Count("member", distinct=True), times=Count("pk")))
    return [counted(kind.value, kind.label, [row for row in found if row["kind"] == kind]) for kind in Use.Kind]


def counted(kind: str, label: Any, rows: list[Any]) -> Counted:
    """Made of how many people, and how often, by team."""
    people = sum(row["people"] for row in rows)
    if people < FEWEST:
        return Counted(kind, label)
    teams = {row["member__team__name"]: row["people"] for row in rows if row["people"] >= FEWEST}
    teams.pop(None, None)
    left = people - sum(teams.values())
    told = sorted(teams.items()) if left == 0 or left >= FEWEST else []
    return Counted(kind, label, people, sum(row["times"] for row in rows), told)


def scorecards(*, viewer: Member, now: datetime | None = None) -> AssetQuerySet:
    """What is published, each with its use by others, and what of its feedback is still to be put right."""
    used = Use.objects.of_others().filter(asset=OuterRef("pk")).order_by().values("asset")
    in_deals = used.filter(kind=Use.Kind.DEAL)
    standing = Feedback.objects.standing().filter(version__asset=OuterRef("pk")).order_by().values("version__asset")
    people = Coalesce(Subquery(used.annotate(n=Count("member", distinct=True)).values("n")), 0)
    dealers = Coalesce(Subquery(in_deals.annotate(n=Count("member", distinct=True)).values("n")), 0)
    theirs = Q(shared_by=F("asset__owner")) | Q(shared_by=F("asset__created_by"))
    shared = Share.objects.filter(asset=OuterRef("pk")).exclude(theirs).order_by().values("asset")
    sharers = Coalesce(Subquery(shared.annotate(n=Count("shared_by", distinct=True)).values("n")), 0)
    shares = Subquery(shared.annotate(n=Count("pk")).values("n"))
    deals = Subquery(in_deals.annotate(n=Count("deal", distinct=True)).values("n"))
    rows = library(viewer=viewer, now=now).filter(state=Asset.State.PUBLISHED)
    return rows.annotate(
        people=_from_five(people, people),
        deals=_from_five(dealers, deals),
        times_shared=_from_five(sharers, shares),
        open_feedback=Coalesce(Subquery(standing.annotate(n=Count("pk")).values("n")), 0),
    ).annotate(people_shown=Coalesce("people", 0))


def _from_five(people: Any, value: Any) -> Case:
    return Case(When(GreaterThanOrEqual(people, FEWEST), then=value), default=None, output_field=IntegerField())


@dataclass(frozen=True)
class Covered:
    """How much published collateral there is for a persona, stage by stage."""

    persona: Choice
    stages: list[tuple[Choice, int]]


def coverage(*, viewer: Member, now: datetime | None = None) -> list[Covered]:
    """Each persona with what there is for each funnel stage; what is for all of a list counts for each."""
    lists = (ChoiceList.PERSONA, ChoiceList.FUNNEL_STAGE)
    rows = Choice.objects.filter(list__in=lists, retired_at__isnull=True).order_by("position", "label")
    offered: dict[str, list[Choice]] = {name: [one for one in rows if one.list == name] for name in lists}
    published = Asset.objects.visible_to(viewer).filter(state=Asset.State.PUBLISHED)
    facets = list(published.values_list("facet_ids", "for_all"))

    def fits(choice: Choice, ids: list[Any], for_all: list[str]) -> bool:
        return choice.pk in ids or choice.list in for_all

    return [
        Covered(
            persona,
            [
                (stage, sum(fits(persona, *one) and fits(stage, *one) for one in facets))
                for stage in offered[ChoiceList.FUNNEL_STAGE]
            ],
        )
        for persona in offered[ChoiceList.PERSONA]
    ]
