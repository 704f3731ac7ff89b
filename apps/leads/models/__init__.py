from apps.leads.models.attributes import Attribute
from apps.leads.models.definitions import Definition, DefinitionVersion, Verdict
from apps.leads.models.handoffs import HandOff, Qualifier
from apps.leads.models.imports import Import, Reject
from apps.leads.models.leads import Lead, Outcome
from apps.leads.models.leaving import OwnerOfLeads

__all__ = [
    "Attribute",
    "Definition",
    "DefinitionVersion",
    "HandOff",
    "Import",
    "Lead",
    "Outcome",
    "OwnerOfLeads",
    "Qualifier",
    "Reject",
    "Verdict",
]
