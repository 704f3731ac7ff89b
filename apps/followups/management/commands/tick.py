"""The work of Celery without Celery, for a machine without Redis: sweeps and sends in this very process."""

import signal
from argparse import ArgumentParser
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from apps.followups import commands as followups
from apps.notices import commands as notices

EVERY = 15.0


class Command(BaseCommand):
    help = "Reminds of what is due and sends the mails that wait: once, or in a loop until it is stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        how = parser.add_mutually_exclusive_group()
        how.add_argument("--once", action="store_true", help="once, and end (this is the default)")
        how.add_argument("--loop", action="store_true", help="again every 15 seconds, until SIGTERM or Ctrl-C")

    def handle(self, *args: Any, **options: Any) -> None:
        self._tick()
        if not options["loop"]:
            return
        stopped = Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopped.set())
        while not stopped.wait(EVERY):
            self._tick()

    def _tick(self) -> None:
        now = timezone.now()
        reminded = followups.sweep(now=now)
        sent = notices.deliver(now=now)
        self.stdout.write(f"{reminded} reminded, {sent} sent.")
