"""`python -m portal.probe web|worker|beat`: exit 0 if that process does its work; for containers' health checks."""

import http.client
import os
import socket
import sys
from urllib.parse import urlsplit

from portal import env

HEARD_WITHIN = 90


def web_answers(port: int, *, within: float) -> bool:
    """Whether the web process on this machine says it is well, whatever name it goes by outside."""
    name = urlsplit(env.text("ACCORD_BASE_URL")).hostname or "127.0.0.1"
    connection = http.client.HTTPConnection(_own_address(), port, timeout=within)
    try:
        connection.request("GET", "/healthz", headers={"Host": name})
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _own_address() -> str:
    host = env.text("ACCORD_HOST", "127.0.0.1")
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104


def worker_answers() -> bool:
    from portal.celery import app

    return bool(app.control.inspect(destination=[f"celery@{socket.gethostname()}"], timeout=5).ping())


def beat_is_heard() -> bool:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()
    from django.utils import timezone

    from apps.followups import heartbeat

    age = heartbeat.ages(now=timezone.now()).get("beat")
    return age is not None and age.total_seconds() < HEARD_WITHIN


def main(process: str) -> int:
    if process == "web":
        well = web_answers(env.number("ACCORD_PORT", 8000), within=5)
    else:
        well = {"worker": worker_answers, "beat": beat_is_heard}[process]()
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
