from apps.leads.queries.agreed import parts
from apps.leads.queries.definitions import Counts, count, definitions, facts, in_force
from apps.leads.queries.handoffs import hand_offs, qualifiers, returned, waiting_for
from apps.leads.queries.imports import imports, rejects
from apps.leads.queries.leads import Numbers, Why, attributes, leads, numbers, verdicts, why

__all__ = [
    "Counts",
    "Numbers",
    "Why",
    "attributes",
    "count",
    "definitions",
    "facts",
    "hand_offs",
    "imports",
    "in_force",
    "leads",
    "numbers",
    "parts",
    "qualifiers",
    "rejects",
    "returned",
    "verdicts",
    "waiting_for",
    "why",
]
