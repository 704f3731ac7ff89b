"""What is known of the products: data sheets, guides, answers for tenders."""

from portal.demo.documents import Sheet
from portal.demo.library.piece import Piece

PRODUCTS = [
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
]
