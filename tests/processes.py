"""Accord's own processes against the database of the tests."""

import os
from datetime import time
from urllib.parse import quote, urlencode

from django.db import connection

from apps.people.models import Company, Member
from tests.smtp import MailServer


def database_url() -> str:
    """The test database's address, as `DATABASE_URL` takes it."""
    at = connection.settings_dict
    place = {name: at[key] for name, key in (("host", "HOST"), ("port", "PORT")) if at[key]}
    password = f":{quote(at['PASSWORD'])}" if at["PASSWORD"] else ""
    return f"postgres://{quote(at['USER'])}{password}@/{quote(at['NAME'])}?{urlencode(place)}"


def environment(mail_server: MailServer, *, redis: str, mail_timeout: int = 10) -> dict[str, str]:
    """What a process of Accord's needs to work on the tests' own database, with their mail server and this Redis."""
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DATABASE_URL": database_url(),
        "REDIS_URL": redis,
        "EMAIL_URL": f"smtp://127.0.0.1:{mail_server.port}",
        "ACCORD_MAIL_TIMEOUT": str(mail_timeout),
        "ACCORD_BASE_URL": "https://accord.test",
    }


def always_at_work() -> None:
    """For tests by the real clock: company and members work day and night, every day."""
    Company.objects.update(work_days=[0, 1, 2, 3, 4, 5, 6], opens=time(0), closes=time(23, 59))
    Member.objects.update(hours_from=time(0), hours_until=time(23, 59))
