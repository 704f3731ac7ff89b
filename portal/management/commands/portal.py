"""`manage.py portal`: the whole portal in one process tree."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from portal import env
from portal.supervisor.portal import Portal, Wish


class Command(BaseCommand):
    help = "Runs the whole portal: its servers if none are named, migrations, the demo company, web, worker and beat."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--no-demo", action="store_true", help="leave a new database empty")
        parser.add_argument("--port", type=int, default=env.number("ACCORD_PORT", 8000))

    def handle(self, *args: Any, **options: Any) -> None:
        wish = Wish(host=env.text("ACCORD_HOST", "127.0.0.1"), port=options["port"], demo=not options["no_demo"])
        sys.exit(Portal(wish).run())
