"""What came of asking for something, in a word: for tables of who may do what."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from apps.core.errors import Refused, Stale


def outcome(act: Callable[[], Any]) -> str:
    """`done`, `403`, `stale`, or the code of the rule that refused it."""
    try:
        with transaction.atomic():
            act()
    except PermissionDenied:
        return "403"
    except Stale:
        return "stale"
    except Refused as refusal:
        return refusal.code
    return "done"
