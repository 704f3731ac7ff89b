from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from apps.people.queries import company_or_none
from portal import backup


class Command(BaseCommand):
    help = "Puts a backup into a portal in which nobody has joined yet (start it with --no-demo)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="what “manage.py backup” wrote")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        if company_or_none() is not None:
            raise CommandError("This portal has a company already: nothing was restored. Begin with an empty one.")
        try:
            backup.restore(path=file, home=settings.ACCORD_HOME, database=settings.DATABASE_URL)
        except backup.Failed as fault:
            raise CommandError(str(fault)) from fault
        self.stdout.write("It is all back. Stop the portal and start it again.")
