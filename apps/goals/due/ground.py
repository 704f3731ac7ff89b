"""What is common to all that falls due."""

from django.db.models import Q

from apps.core.due import Window
from apps.core.worktime import WorkingTime

# More than this waits for nobody at once on one page.
MOST = 200


def may_end_in(window: Window, time: WorkingTime, field: str) -> Q:
    """Rows with a date whose midnight may lie in the window."""
    return window.may_hold(field, lambda part: (time.today(part.after), time.today(part.until)))
