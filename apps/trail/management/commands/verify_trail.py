from typing import Any

from django.core.management.base import BaseCommand, CommandError

from apps.trail import commands


class Command(BaseCommand):
    help = "Checks that no activity was changed since it was sealed."

    def handle(self, *args: Any, **options: Any) -> None:
        wrong = commands.verify()
        if wrong:
            raise CommandError("\n".join(wrong))
        self.stdout.write("The trail is as it was written.")
