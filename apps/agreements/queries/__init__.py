from apps.agreements.queries.agreements import agreements, audience, awaiting, in_force, proposed, versions
from apps.agreements.queries.answers import Standing, everybody_agrees, latest, standings
from apps.agreements.queries.comparing import Piece, compared, differences
from apps.agreements.queries.coverage import Coverage, coverage
from apps.agreements.queries.suggestions import Wish, suggestions, wishes

__all__ = [
    "Coverage",
    "Piece",
    "Standing",
    "Wish",
    "agreements",
    "audience",
    "awaiting",
    "compared",
    "coverage",
    "differences",
    "everybody_agrees",
    "in_force",
    "latest",
    "proposed",
    "standings",
    "suggestions",
    "versions",
    "wishes",
]
