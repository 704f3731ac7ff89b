from apps.agreements.queries.agreements import agreements, audience, awaiting, in_force, proposed, versions
from apps.agreements.queries.answers import Standing, everybody_agrees, latest, standings
from apps.agreements.queries.comparing import Comparison, compared_contents, compared_versions, parts_of
from apps.agreements.queries.coverage import Coverage, coverage
from apps.agreements.queries.days import (
    Agreed,
    agreed,
    agreed_on,
    last_moment_of,
    signed_until,
    signed_versions,
)
from apps.agreements.queries.sheet import Sheet, sheet_of
from apps.agreements.queries.suggestions import Wish, suggestions, wishes

__all__ = [
    "Agreed",
    "Comparison",
    "Coverage",
    "Sheet",
    "Standing",
    "Wish",
    "agreed",
    "agreed_on",
    "agreements",
    "audience",
    "awaiting",
    "compared_contents",
    "compared_versions",
    "coverage",
    "everybody_agrees",
    "in_force",
    "last_moment_of",
    "latest",
    "parts_of",
    "proposed",
    "sheet_of",
    "signed_until",
    "signed_versions",
    "standings",
    "suggestions",
    "versions",
    "wishes",
]
