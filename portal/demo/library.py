"""What stands in the demo company's library: texts of an invented maker of meters."""

from dataclasses import dataclass
from typing import Literal

from portal.demo.documents import Sheet


@dataclass(frozen=True)
class Piece:
    """A piece of collateral: who made it how many working days ago, and what its file says."""

    key: str
    title: str
    summary: str
    kind: str
    form: Literal["pdf", "docx", "pptx"]
    owner: str
    age: int
    sheets: tuple[Sheet, ...]
    audience: str = "customers"
    published: bool = True
    # Entries of the shared lists by their labels; "all" with the name of a list.
    facets: tuple[str, ...] = ("English",)


PIECES = [
    Piece(
        "aurora-sheet",
        "Aurora-200 data sheet",
        "Everything a utility's engineer asks about the water meter, on four pages.",
        "One-pager",
        "pdf",
        "tom",
        90,
        (
            Sheet(
                "What it is",
                [
                    "Aurora-200 is an ultrasonic water meter for homes and small buildings. It has no moving parts and"
                    " keeps its accuracy for sixteen years.",
                    "One push of a magnet starts it; the first reading reaches the portal within an hour.",
                ],
            ),
            Sheet(
                "Sizes",
                ["All sizes share one housing length and fit where an impeller meter stood before."],
                (
                    ("Size", "Length", "Thread", "Weight"),
                    ("DN 15", "110 mm", "G 3/4 B", "0.7 kg"),
                    ("DN 20", "130 mm", "G 1 B", "0.9 kg"),
                    ("DN 25", "260 mm", "G 1 1/4 B", "1.6 kg"),
                ),
            ),
            Sheet(
                "Reading it from afar",
                ["The radio sends every eight seconds to a passing receiver and once a day to a fixed network."],
                (
                    ("Way", "Protocol", "Battery"),
                    ("Drive-by", "Wireless M-Bus, mode T1", "16 years"),
                    ("Fixed network", "LoRaWAN, class A", "12 years"),
                    ("Wired", "M-Bus", "none needed"),
                ),
            ),
            Sheet(
                "Standing in water",
                ["Pits fill up. The housing is welded and tested one by one."],
                (
                    ("Test", "Result"),
                    ("Protection class", "IP68, 1.5 m for 30 days"),
                    ("Frost", "survives one freezing, then reports itself"),
                    ("Salt fog", "1,000 hours"),
                ),
            ),
        ),
        facets=("Aurora-200 water meter", "Water", "Comparing", "Utility operations manager", "all region", "English"),
    ),
    Piece(
        "borealis-sheet",
        "Borealis heat meter data sheet",
        "Technical data for district heating, with the pressure-loss table.",
        "One-pager",
        "pdf",
        "tom",
        70,
        (
            Sheet("What it is", ["Borealis measures heat and cold in district networks and in large buildings."]),
            Sheet(
                "Pressure loss",
                ["Measured at 50 °C; lower is better for the network's pumps."],
                (("Flow", "DN 25", "DN 40"), ("3.5 m³/h", "0.04 bar", "0.02 bar"), ("6 m³/h", "0.11 bar", "0.05 bar")),
            ),
            Sheet(
                "Connections",
                ["Sensors come paired and with their cable; the calculator is mounted on the wall or on the pipe."],
                (
                    ("Interface", "For"),
                    ("M-Bus", "building control"),
                    ("Modbus RTU", "plant control"),
                    ("Pulse", "old readers"),
                ),
            ),
        ),
        facets=("Borealis heat meter", "District heating", "Comparing", "Energy officer", "all region", "English"),
    ),
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
        "gateway-guide",
        "Where to mount Gateway G4",
        "A guide for installers, with ranges for each kind of building.",
        "Guide",
        "pdf",
        "tom",
        38,
        (
            Sheet("Height beats power", ["Ten metres up do more than any antenna. Church towers and silos are best."]),
            Sheet(
                "Ranges",
                ["Measured with Aurora-200 in pits with a closed cover."],
                (
                    ("Surroundings", "Range"),
                    ("old town, narrow streets", "350 m"),
                    ("suburb", "900 m"),
                    ("open country", "2,800 m"),
                ),
            ),
            Sheet("Lightning", ["Earth the mast, and put the surge arrester indoors."]),
        ),
        facets=("Gateway G4", "Customer", "all persona", "all industry", "all region", "English"),
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
        "tender-kit",
        "Tender kit: open protocols",
        "Answers to the twenty questions that municipal tenders ask about protocols and keys.",
        "Guide",
        "docx",
        "tom",
        15,
        (
            Sheet(
                "Keys", ["Each meter has its own key; the buyer gets them all in one encrypted file with the delivery."]
            ),
            Sheet(
                "Questions and answers",
                ["Copy them as they are; legal has read them."],
                (
                    ("Question", "Answer"),
                    ("Is the protocol open?", "Yes: OMS 4, profile B."),
                    ("Who owns the readings?", "The utility, always."),
                    ("Can a third party read the meters?", "Yes, with the utility's keys."),
                ),
            ),
        ),
        facets=("Municipal buyer", "Deciding", "all product", "Water", "District heating", "English"),
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
