"""Whom the tables speak of again and again, and what they send."""

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.house.roles import DONE, everyone, only

ALL = everyone(200)
SENT = everyone(DONE)
ADMIN = only("ada", 200)
ADMIN_SENT = only("ada", DONE)

FIELD_SALES = "sam mina ada"  # Sam, who leads his team, and the admin
CONTENT = "mara moritz ada"  # Mara, who leads her team, and the admin
LEADING = "mina moritz eva ada"  # who answers for more than their own work
ASSIGNING = "mina moritz ada"  # who spreads the work of others
DRAFTING = "mara milo mina moritz eva ada"  # who may begin an agreement
IN_ON_PLAN = "sam mara moritz eva ada"  # its seats, who began it, its sponsor, the admin
HELD_UP = "sam sofie mina ada"  # whose work the obstacle holds up, and who answers for it
MAKERS = "mara milo ada"  # who makes collateral: marketers and the admin
SEE_SHARE = f"sofie {MAKERS}"  # who shared it with a customer, and who makes collateral
SEE_INPUT = f"sam {MAKERS}"  # who is asked for input on a draft, and who makes collateral
TO_MARKETING = "mara milo moritz ada"  # who answers a request to marketing
TO_SALES = "sam sofie mina ada"  # who answers a request to sales
BRINGERS = "mara milo mina moritz ada"  # who brings leads
SEE_LEADS = f"sam sofie {BRINGERS}"  # who sees them by name

REASON = {"reason": "There is no time left for it."}


def note() -> SimpleUploadedFile:
    return SimpleUploadedFile("note.txt", b"Gaskets are in stock again.")
