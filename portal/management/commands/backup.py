from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from apps.followups import heartbeat
from portal import backup


class Command(BaseCommand):
    help = "Writes database, files and key into one file; run it every night, and keep copies elsewhere."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="where it goes; made where there is none")

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        now = timezone.now()
        try:
            path = backup.write(folder=folder, home=settings.ACCORD_HOME, database=settings.DATABASE_URL, now=now)
        except backup.Failed as fault:
            raise CommandError(str(fault)) from fault
        heartbeat.beat(process="backup", now=now)
        self.stdout.write(str(path))
