"""Classification: the version in force judges leads, one statement per chunk, and each verdict is kept with it."""

from datetime import datetime

from django.db import connection, transaction

from apps.leads import queries
from apps.leads.criteria.sql import compile_tree
from apps.leads.models import Lead

CHUNK = 20_000

# The fence (`offset 0`) has each criterion computed once, however often the tree and the bits read it.
_STATEMENT = """
with chosen as materialized (
    select id from leads_lead where {which} for no key update skip locked
), asked as (
    select lead.id, {answers} from leads_lead lead where lead.id in (select id from chosen) offset 0
), kept as (
    insert into leads_verdict (id, lead_id, version_id, outcome, true_bits, unknown_bits, as_of)
    select uuidv7(), id, %s::uuid,
        case when {whole} then 'met' when not {whole} then 'not_met' else 'unknown' end,
        {true_bits}, {unknown_bits}, %s::timestamptz
    from asked
    returning id, lead_id, outcome
)
update leads_lead lead
set verdict_id = kept.id, outcome = kept.outcome, judged_number = %s,
    stage = case when lead.stage not in ('new', 'sales_ready') then lead.stage
                 when kept.outcome = 'met' then 'sales_ready' else 'new' end
from kept where kept.lead_id = lead.id
"""
_NEXT = "judged_number < %s order by judged_number limit %s"


@transaction.atomic
def classify(*, now: datetime, lead: Lead | None = None, most: int = CHUNK) -> int:
    """Judge one lead, or up to `most` that the version in force hasn't judged; returns how many."""
    version = queries.in_force(now)
    if version is None:
        return 0
    compiled = compile_tree(version.parsed())
    statement = _STATEMENT.format(
        which="id = %s" if lead else _NEXT,
        answers=compiled.answers,
        whole=compiled.whole,
        true_bits=compiled.true_bits,
        unknown_bits=compiled.unknown_bits,
    )
    which = [lead.pk] if lead else [version.number, most]
    with connection.cursor() as cursor:
        cursor.execute(statement, [*which, *compiled.params, version.pk, now, version.number])
        return cursor.rowcount


def classify_waiting(*, now: datetime) -> int:
    """One chunk of the leads that wait for a verdict. Safe to run twice, late, or on two workers."""
    return classify(now=now)
