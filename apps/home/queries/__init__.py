from apps.home.queries.first_steps import FirstStep, first_steps
from apps.home.queries.other_side import MOST, OtherSide, other_side
from apps.home.queries.searching import Found, Hit, Hits, search
from apps.home.queries.working import Group, my_work

__all__ = [
    "MOST",
    "FirstStep",
    "Found",
    "Group",
    "Hit",
    "Hits",
    "OtherSide",
    "first_steps",
    "my_work",
    "other_side",
    "search",
]
