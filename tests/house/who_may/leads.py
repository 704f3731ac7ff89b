"""The team that takes leads, marketers, marketing's managers and admins see them; all others see counts."""

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.house.roles import DONE, Outcome, Outcomes, everyone, only, they
from tests.house.who_may.page import Page
from tests.house.who_may.whom import (
    ALL,
    BRINGERS,
    SEE_LEADS,
)

# --- Leads: the team that takes them, marketers, marketing's managers and admins see them; all others see counts.
ASKED = "sam mina ada"


def seen(who: str, outcome: Outcome) -> Outcomes:
    """These get this, whoever else sees leads is refused, Eva finds nothing."""
    return only(SEE_LEADS, 403, others=404) | they(who, outcome)


LEADS = (
    Page("leads:leads", get=ALL),
    Page(
        "leads:new_lead",
        get=only(BRINGERS, 200),
        post=only(BRINGERS, DONE),
        send=lambda w, m: {"email": "kim@acme.example"},
    ),
    Page("leads:lead", "lead", get=only(SEE_LEADS, 200, others=404)),
    Page("leads:edit_lead", "lead", get=seen(BRINGERS, 200), post=seen(BRINGERS, DONE)),
    Page("leads:attributes", get=ALL),
    Page(
        "leads:new_attribute",
        get=only(BRINGERS, 200),
        post=only(BRINGERS, DONE),
        send=lambda w, m: {"name": "city", "label": "City", "kind": "text"},
    ),
    Page("leads:edit_attribute", "attribute", get=only(BRINGERS, 200), post=only(BRINGERS, DONE)),
    Page("leads:definition", get=ALL),
    # There is one already; what is typed there is lost to nobody, and only looked at.
    Page("leads:new_definition", get=only(f"{BRINGERS} eva", 200), post=only(f"{BRINGERS} eva", 200)),
    Page(
        "leads:edit_definition",
        get=everyone(200) | they("sofie", 403),
        post=everyone(DONE) | they("sofie", 403),
        send=lambda w, m: {"do": "save"},
    ),
    Page("leads:hand_offs", get=ALL),
    Page("leads:accept", "hand_off", post=seen(ASKED, DONE)),
    Page(
        "leads:return",
        "hand_off",
        get=seen(ASKED, 200),
        post=seen(ASKED, DONE),
        send=lambda w, m: {"reason": w.return_reason.pk},
    ),
    Page("leads:contact", "taken", post=seen(ASKED, DONE), send=lambda w, m: {"contact": "reached"}),
    Page("leads:imports", get=only(BRINGERS, 200)),
    Page(
        "leads:new_import",
        get=only(BRINGERS, 200),
        post=only(BRINGERS, DONE),
        send=lambda w, m: {"is_history": "history", "file": SimpleUploadedFile("a.csv", b"Id\n1\n")},
    ),
    Page("leads:import", "import_done", get=seen(BRINGERS, 200)),
    Page("leads:map_import", "import_mapped", get=seen(BRINGERS, 200), post=seen(BRINGERS, DONE)),
    Page("leads:start_import", "import_mapped", post=seen(BRINGERS, DONE)),
    Page("leads:rejects", "import_done", get=seen(BRINGERS, 200)),
    Page("leads:qualifiers", get=ALL),
    Page(
        "leads:new_qualifier",
        get=only("mina moritz ada", 200),
        post=only("mina ada", DONE) | they("moritz", 422),  # Sofie isn't on his list
        send=lambda w, m: {"member": w.cast.sofie.pk},
    ),
    Page("leads:end_qualifier", "qualifier", post=only("mina ada", DONE)),
)
