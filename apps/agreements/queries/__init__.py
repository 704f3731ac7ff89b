from apps.agreements.queries.agreements import (
    agreements,
    audience,
    awaiting,
    in_force,
    is_for,
    objected,
    proposed,
    versions,
)
from apps.agreements.queries.answers import Standing, everybody_agrees, latest, silent_seats, standings
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
from apps.agreements.queries.knowing import Known, known_to
from apps.agreements.queries.moves import moves, to_talk_about
from apps.agreements.queries.over import over_since
from apps.agreements.queries.sheet import Sheet, sheet_of
from apps.agreements.queries.standing_in import answers_for, at_work, next_absence, proxies, stands_in
from apps.agreements.queries.suggestions import Wish, suggestions, wishes
from apps.agreements.queries.suspending import is_suspended, lost_sides

__all__ = [
    "Agreed",
    "Comparison",
    "Coverage",
    "Known",
    "Sheet",
    "Standing",
    "Wish",
    "agreed",
    "agreed_on",
    "agreements",
    "answers_for",
    "at_work",
    "audience",
    "awaiting",
    "compared_contents",
    "compared_versions",
    "coverage",
    "everybody_agrees",
    "in_force",
    "is_for",
    "is_suspended",
    "known_to",
    "last_moment_of",
    "latest",
    "lost_sides",
    "moves",
    "next_absence",
    "objected",
    "over_since",
    "parts_of",
    "proposed",
    "proxies",
    "sheet_of",
    "signed_until",
    "signed_versions",
    "silent_seats",
    "standings",
    "stands_in",
    "suggestions",
    "to_talk_about",
    "versions",
    "wishes",
]
