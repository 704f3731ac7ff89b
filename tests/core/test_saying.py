"""What was kept as JSON, as its reader reads it."""

from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from apps.core.saying import said


@pytest.mark.parametrize(
    ("kept", "words"),
    [
        ("2027-03-31", "31 Mar 2027"),
        ("2027-03-31T22:30:00+00:00", "1 Apr 2027, 00:30"),
        ("09:00:00", "09:00"),
        (True, "yes"),
        (False, "no"),
        (["2027-03-31", "Prices"], "31 Mar 2027, Prices"),
        ("Call Acme by 2027-03-31", "Call Acme by 2027-03-31"),
        ("2027-02-31", "2027-02-31"),
        (12, 12),
        (None, None),
    ],
)
def test_a_kept_value_is_said(kept, words):
    with timezone.override(ZoneInfo("Europe/Berlin")):
        assert said(kept) == words
