"""`python -m portal.probe web|worker|beat`: exit 0 if that process does its work; for containers' health checks."""

import http.client
import os
import socket
import sys
from ipaddress import ip_address
from urllib.parse import urlsplit

from portal import env

HEARD_WITHIN = 90


def web_status(port: int, *, within: float) -> int:
    """What the web process on this machine answers to /healthz, whatever its name outside; 0 if it doesn't answer."""
    name = urlsplit(env.text("ACCORD_BASE_URL")).hostname or "127.0.0.1"
    connection = http.client.HTTPConnection(reachable(env.text("ACCORD_HOST", "127.0.0.1")), port, timeout=within)
    try:
        connection.request("GET", "/healthz", headers={"Host": name})
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        connection.close()


def reachable(host: str) -> str:
    """An address at which this machine reaches what listens on `host`; “all addresses” is none to go to."""
    try:
        listening = ip_address(host)
    except ValueError:
        return host
    if not listening.is_unspecified:
        return host
    return "127.0.0.1" if listening.version == 4 else "::1"


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
        well = web_status(env.number("ACCORD_PORT", 8000), within=5) == 200
    else:
        well = {"worker": worker_answers, "beat": beat_is_heard}[process]()
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
