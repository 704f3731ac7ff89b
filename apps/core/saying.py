"""Values that were kept as JSON, said as people read them."""

import re
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENT = re.compile(_DAY.pattern + r"T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})")
_TIME = re.compile(r"\d{2}:\d{2}:\d{2}")


def said(value: Any) -> Any:
    """A day, a moment in the reader's zone, a time, yes or no, several in one line; all else as it is."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(str(said(one)) for one in value)
    return _said_text(value) if isinstance(value, str) else value


def ended(text: str) -> str:
    """Somebody's own words as a sentence, so that another one may follow."""
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def _said_text(value: str) -> str:
    try:
        if _DAY.fullmatch(value):
            return date_format(date.fromisoformat(value), "j M Y")
        if _MOMENT.fullmatch(value):
            return date_format(timezone.localtime(datetime.fromisoformat(value)), "j M Y, H:i")
        if _TIME.fullmatch(value):
            return time_format(time.fromisoformat(value), "H:i")
    except ValueError:
        # Somebody's own text in the shape of a day that no calendar has.
        return value
    return value
