from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from apps.leads.criteria import Line, explain
from apps.leads.criteria import Verdict as Judged
from apps.leads.models import Attribute, Lead, Verdict
from apps.leads.models.leads import LeadQuerySet, Outcome
from apps.people.models import Member


def attributes(*, viewer: Member, now: datetime) -> QuerySet[Attribute]:
    return Attribute.objects.visible_to(viewer)


def leads(*, viewer: Member, now: datetime) -> LeadQuerySet:
    return Lead.objects.visible_to(viewer).select_related("owner__team")


def verdicts(*, viewer: Member, now: datetime, lead: Lead) -> QuerySet[Verdict]:
    """All that was ever said of the lead; whoever sees it sees that."""
    return lead.verdicts.select_related("version__definition")


@dataclass(frozen=True)
class Why:
    """Why a lead is sales-ready, or isn't: each criterion, and which facts would settle it."""

    verdict: Verdict
    lines: list[Line]

    @property
    def missing(self) -> list[str]:
        """The facts without which nobody can tell, each once."""
        return list(dict.fromkeys(line.missing for line in self.lines if line.missing))


def why(lead: Lead) -> Why | None:
    """The verdict that counts, explained; None where the lead hasn't been judged yet."""
    if lead.verdict_id is None:
        return None
    verdict = Verdict.objects.select_related("version__definition__agreement").get(pk=lead.verdict_id)
    judged = Judged(verdict.outcome, verdict.true_bits, verdict.unknown_bits)
    return Why(verdict, explain(verdict.version.parsed(), lead.facts, judged))


@dataclass(frozen=True)
class Numbers:
    """How many leads there are, for those who see no contact details."""

    stages: list[tuple[str, int]]
    outcomes: list[tuple[str, int]]
    all: int


def numbers() -> Numbers:
    stages = dict(Lead.objects.filter(is_history=False).values_list("stage").annotate(Count("pk")).order_by())
    judged = dict(Lead.objects.values_list("outcome").annotate(Count("pk")).order_by())
    outcomes = [(str(outcome.label), judged.get(outcome.value, 0)) for outcome in Outcome]
    return Numbers(
        stages=[(str(stage.label), stages.get(stage.value, 0)) for stage in Lead.Stage],
        outcomes=[*outcomes, (_("Not judged yet"), judged.get(None, 0))],
        all=sum(judged.values()),
    )
