"""The order of locks: the company, then members by id, then what they answer for, by kind and id.

Every command that names an owner keeps it. So two of them never wait for each other in a ring, and nobody is given
something in the moment they leave.
"""

from collections.abc import Iterable
from typing import Any

from apps.people.models import Member


def lock_members(ids: Iterable[Any]) -> list[Member]:
    """These members as they stand now, held until the transaction ends: meanwhile none of them leaves."""
    # No key of theirs changes, so rows that point at them may be written meanwhile.
    return list(Member.objects.select_for_update(no_key=True).filter(pk__in=set(ids)).order_by("pk"))
