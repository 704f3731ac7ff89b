"""Leads in the states that matter: what the tables of permissions speak of."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from apps.leads import commands
from apps.leads.models import Attribute, Definition, HandOff, Import, Lead, Qualifier
from apps.people.models import Choice
from tests.cast import Cast
from tests.factories import leads as make


@dataclass(frozen=True)
class OfLeads:
    """A definition in force, by which Sam's team takes leads; Sam is its one qualifier."""

    attribute: Attribute
    definition: Definition
    lead: Lead  # Mara's, not ready
    hand_off: HandOff  # offered to Sam
    taken: HandOff  # by Sam
    qualifier: Qualifier  # Sam
    return_reason: Choice
    import_mapped: Import  # Mara's
    import_done: Import  # Mara's, with a row that was rejected


def make_leads(cast: Cast, now: datetime) -> dict[str, Any]:
    definition = make.in_force(cast, now=now)
    lead = make.lead(by=cast.mara, now=now)
    qualifier = make.qualifier(cast.sam, by=cast.ada, now=now)
    offered, accepted = (HandOff.objects.get(lead=make.ready(by=cast.mara, now=now)) for _ in range(2))
    taken = commands.accept_lead(actor=cast.sam, hand_off=accepted, now=now)
    done = make.imported(by=cast.mara, text="Id;Mail\n7;nobody\n8;eight@customer.example\n", now=now)
    mapped = make.uploaded(by=cast.mara, text="Id;Mail\n9;nine@customer.example\n", now=now)
    commands.map_import(actor=cast.mara, source=mapped, mapping=mapped.mapping, now=now)
    return {
        "attribute": Attribute.objects.get(name="employees"),
        "definition": definition,
        "lead": lead,
        "hand_off": offered,
        "taken": taken,
        "qualifier": qualifier,
        "return_reason": make.reason(by=cast.ada, now=now),
        "import_mapped": mapped,
        "import_done": done,
    }
