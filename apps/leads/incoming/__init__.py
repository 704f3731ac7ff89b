"""A CSV on its way in: read from any byte on, each row judged for itself, nothing written here."""

from apps.leads.incoming.files import NotACsv, Received, keep, receive
from apps.leads.incoming.mapping import LEAVE_OUT, Target, guess, targets
from apps.leads.incoming.rows import REASON, Row, rows_from
from apps.leads.incoming.taking import BadRow, Sorted, Taker

__all__ = [
    "LEAVE_OUT",
    "REASON",
    "BadRow",
    "NotACsv",
    "Received",
    "Row",
    "Sorted",
    "Taker",
    "Target",
    "guess",
    "keep",
    "receive",
    "rows_from",
    "targets",
]
