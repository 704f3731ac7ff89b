"""How collateral is used: counts from five people up, and what one used oneself."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Case, Count, F, IntegerField, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce

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
    used = Use.objects.of_others().order_by().values("asset")
    standing = Feedback.objects.standing().filter(version__asset=OuterRef("pk")).order_by().values("version__asset")
    people = Count("member", distinct=True)
    theirs = Q(shared_by=F("asset__owner")) | Q(shared_by=F("asset__created_by"))
    shared = Share.objects.filter(asset__isnull=False).exclude(theirs).order_by().values("asset")
    rows = library(viewer=viewer, now=now).filter(state=Asset.State.PUBLISHED)
    return rows.annotate(
        people=_from_five(used, people, people),
        deals=_from_five(used.filter(kind=Use.Kind.DEAL), people, Count("deal", distinct=True)),
        times_shared=_from_five(shared, Count("shared_by", distinct=True), Count("pk")),
        open_feedback=Coalesce(Subquery(standing.annotate(n=Count("pk")).values("n")), 0),
    ).annotate(people_shown=Coalesce("people", 0))


def _from_five(rows: Any, people: Count, value: Count) -> Case:
    """The `value` of an asset's rows; None where they are of fewer than five people.

    Which assets those are is asked once for all of them: of most of a large library nothing is to be counted.
    """
    enough = rows.annotate(people=people).filter(people__gte=FEWEST).values("asset")
    counted = rows.filter(asset=OuterRef("pk")).annotate(n=value).values("n")
    return Case(When(pk__in=enough, then=Subquery(counted)), default=None, output_field=IntegerField())


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
    alike = list(published.order_by().values_list("facet_ids", "for_all").annotate(n=Count("pk")))

    def fits(choice: Choice, ids: list[Any], for_all: list[str]) -> bool:
        return choice.pk in ids or choice.list in for_all

    def count(persona: Choice, stage: Choice) -> int:
        return sum(n for ids, for_all, n in alike if fits(persona, ids, for_all) and fits(stage, ids, for_all))

    stages = offered[ChoiceList.FUNNEL_STAGE]
    return [
        Covered(persona, [(stage, count(persona, stage)) for stage in stages])
        for persona in offered[ChoiceList.PERSONA]
    ]
