"""Keys stay out of the log."""

import logging

from apps.core.ids import uuid7
from apps.core.logs import WithoutKeys
from apps.people import keys


def logged(message, *args):
    record = logging.LogRecord("django.request", logging.WARNING, __file__, 1, message, args, None)
    assert WithoutKeys().filter(record)
    return record.getMessage()


def test_an_address_is_logged_without_its_key():
    secret, pk = keys.new_secret(), uuid7()
    said = [
        logged("%s: %s", "Gone", f"/shared/{secret}/{pk}/file/"),
        logged("%s: %s", "Not Found", f"/scoreboard/shared/{secret}"),
        logged("%s: %s", "Not Found", f"/collateral/{pk}/"),
        logged("%(part)s of it", {"part": "All"}),
    ]
    assert said == [
        f"Gone: /shared/…/{pk}/file/",
        "Not Found: /scoreboard/shared/…",
        f"Not Found: /collateral/{pk}/",
        "All of it",
    ]
