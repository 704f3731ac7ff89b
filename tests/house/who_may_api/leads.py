"""Who brings leads, who sees them, who is asked; the catalogue and the definition are for all to read."""

from tests.house.roles import OK, Outcomes, everyone, only, they
from tests.house.who_may.whom import BRINGERS, SEE_LEADS
from tests.house.who_may_api.line import ALL, Line

# --- Leads: who brings them, who sees them, who is asked; the catalogue and the definition are for all to read.
SEERS = only(SEE_LEADS, others=404)


def seen(who: str) -> Outcomes:
    """These pass, whoever else sees leads is refused, Eva finds nothing."""
    return only(SEE_LEADS, 403, others=404) | they(who, OK)


LEADS = (
    Line("attributes_list", ALL),
    Line("attributes_create", only(BRINGERS)),
    Line("attributes_get", ALL),
    Line("attributes_edit", only(BRINGERS)),
    Line("attributes_history", ALL),
    Line("leads_list", ALL),  # for who sees none there is none in it
    Line("leads_create", only(BRINGERS)),
    Line("leads_get", SEERS),
    Line("leads_edit", seen(BRINGERS)),
    Line("leads_history", SEERS),
    Line("leads_verdicts_list", SEERS),
    Line("definitions_list", ALL),
    Line("definitions_create", only(f"{BRINGERS} eva")),
    Line("definitions_get", ALL),
    Line("definitions_edit", everyone(OK) | they("sofie", 403)),
    Line("definitions_history", ALL),
    Line("qualifiers_list", ALL),
    Line("qualifiers_create", only("mina ada")),
    Line("qualifiers_get", ALL),
    Line("qualifiers_history", ALL),
    Line("qualifiers_end", only("mina ada")),
    Line("hand_offs_list", ALL),
    Line("hand_offs_get", SEERS),
    Line("hand_offs_history", SEERS),
    Line("hand_offs_accept", seen("sam mina ada")),
    Line("hand_offs_return", seen("sam mina ada")),
    Line("hand_offs_contact", seen("sam mina ada")),
    Line("imports_list", ALL),
    Line("imports_create", only(BRINGERS)),
    Line("imports_get", SEERS),
    Line("imports_history", SEERS),
    Line("imports_map", seen(BRINGERS)),
    Line("imports_start", seen(BRINGERS)),
    Line("imports_rejects_list", SEERS),
)
