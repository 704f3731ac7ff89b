"""What helps to sell them: talks, prices, proof, answers to rivals."""

from portal.demo.documents import Sheet
from portal.demo.library.piece import Piece

SELLING = [
    Piece(
        "first-call",
        "First call with a utility",
        "Ten minutes, five slides, one question that opens the talk.",
        "Presentation",
        "pptx",
        "mara",
        60,
        (
            Sheet(
                "Three things utilities tell us",
                ["Readers are hard to find.", "Leaks are seen weeks late.", "Every tender asks for open protocols."],
                notes="Ask which of the three hurts most, and be silent.",
            ),
            Sheet(
                "What changes with Aurora",
                ["Readings by themselves, leaks within a day, protocols that anybody can read."],
                (
                    ("Before", "After"),
                    ("one reading a year", "one a day"),
                    ("leak seen at the bill", "leak alarm within 24 hours"),
                    ("estimates in one bill of eight", "none"),
                ),
            ),
            Sheet(
                "What it costs",
                ["Under four euros per meter and year, radio and portal in it."],
                notes="Prices only from the current list. Discounts need Carla's word.",
            ),
            Sheet("Next step", ["A pilot of fifty meters in one street, three months, return if it doesn't pay."]),
        ),
        facets=(
            "Utility operations manager",
            "Getting to know us",
            "Water",
            "District heating",
            "all region",
            "English",
        ),
    ),
    Piece(
        "price-list",
        "Price list for distributors",
        "List prices with the quantity steps; for use inside the company only.",
        "Price list",
        "docx",
        "mara",
        45,
        (
            Sheet("How to use it", ["List prices without tax. Steps count per order, not per year."]),
            Sheet(
                "Meters",
                ["A mixed order takes the step of the whole."],
                (
                    ("Article", "from 1", "from 100", "from 1,000"),
                    ("Aurora-200 DN 15", "68.00", "61.00", "54.50"),
                    ("Aurora-200 DN 20", "74.00", "66.50", "59.00"),
                    ("Borealis DN 25", "214.00", "196.00", "179.00"),
                ),
            ),
            Sheet(
                "Gateways and the portal",
                ["The portal is priced per meter and year."],
                (
                    ("Article", "Price"),
                    ("Gateway G4", "1,150.00"),
                    ("Gateway G4, roof kit", "240.00"),
                    ("Insight portal", "1.90"),
                ),
            ),
        ),
        audience="internal",
        facets=("Deciding", "all persona", "all product", "all industry", "North", "South", "West", "English"),
    ),
    Piece(
        "old-prices",
        "Price list for distributors, last year",
        "List prices of last year.",
        "Price list",
        "docx",
        "mara",
        88,
        (
            Sheet(
                "Meters",
                ["List prices without tax."],
                (("Article", "from 1", "from 100"), ("Aurora-200 DN 15", "66.00", "59.50")),
            ),
        ),
        audience="internal",
    ),
    Piece(
        "story-lakeside",
        "Customer story: Lakeside municipal works",
        "How a town of 9,000 meters found eleven leaks in its first winter.",
        "Customer proof",
        "docx",
        "mara",
        40,
        (
            Sheet(
                "The town",
                ["Lakeside is an invented town on an invented lake. Its works read 9,000 meters once a year, by hand."],
            ),
            Sheet(
                "What happened",
                ["In the first winter the portal reported continuous flow at night in eleven houses."],
                (
                    ("Month", "Leaks found", "Water saved"),
                    ("November", "2", "310 m³"),
                    ("December", "5", "940 m³"),
                    ("January", "4", "720 m³"),
                ),
            ),
            Sheet("In their words", ["“We used to hear of a leak from the basement. Now we call the basement first.”"]),
        ),
        facets=(
            "Municipal buyer",
            "Utility operations manager",
            "Water",
            "Deciding",
            "Aurora-200 water meter",
            "South",
            "English",
        ),
    ),
    Piece(
        "battle-card",
        "Battle card: impeller meters",
        "What to answer when the buyer says that mechanical meters are cheaper.",
        "Battle card",
        "docx",
        "elena",
        30,
        (
            Sheet("They say", ["“An impeller meter costs a third.” True on the day it is bought."]),
            Sheet(
                "Over sixteen years",
                ["Count readings, exchange after six years, and what is never measured at low flow."],
                (
                    ("Cost per meter", "Impeller", "Aurora-200"),
                    ("Purchase", "22", "61"),
                    ("Exchanges", "58", "0"),
                    ("Readings", "48", "12"),
                    ("Unmeasured low flow", "35", "4"),
                ),
            ),
        ),
        audience="internal",
        facets=("Comparing", "Aurora-200 water meter", "Water", "all persona", "all region", "English"),
    ),
    Piece(
        "housing-deck",
        "Submetering for housing associations",
        "The deck for boards: duty, cost, and what tenants get to see.",
        "Presentation",
        "pptx",
        "mara",
        22,
        (
            Sheet("The duty", ["Readings every month, understandable, at no cost for the tenant."]),
            Sheet(
                "What tenants see",
                ["Their own use, last month, last year, and the house's average."],
                (("Page", "Shown to"), ("Use", "tenant"), ("House", "caretaker"), ("All houses", "board")),
                notes="Show the tenant's page on a phone, not on the slide.",
            ),
            Sheet("Our offer", ["Meters, radio and portal for one price per flat and month."]),
        ),
        facets=("Housing association", "Housing", "Comparing", "Insight portal", "English"),
    ),
    Piece(
        "roadmap",
        "Roadmap talk for key accounts",
        "A draft: what we may say about next year, and what not yet.",
        "Presentation",
        "pptx",
        "mara",
        3,
        (
            Sheet("Next year", ["Leak alarm by message, Gateway G5, a portal page for fire brigades."]),
            Sheet("Not yet", ["Prices and dates of Gateway G5 stay inside until the spring fair."]),
        ),
        audience="internal",
        published=False,
    ),
]
