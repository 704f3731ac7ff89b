from dataclasses import dataclass
from datetime import datetime

from apps.core import things

# Of each kind at most so many.
EACH = 5


@dataclass(frozen=True)
class Suggestion:
    """Something to talk about, and why.

    Attributes:
        about: the thing that speaks for it.
        since: the newest of what speaks for it.
        weight: the more, the further up.
    """

    about: things.Pair
    title: str
    evidence: str
    url: str
    since: datetime
    weight: float
    detail: str = ""
    minutes: int = 10
