from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from apps.core.errors import Refused
from apps.people import commands
from apps.people.models import Member


class Command(BaseCommand):
    help = "Makes an API token for a member and prints it, this once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="whose token it is; it can do what they may do")
        parser.add_argument(
            "--scope",
            action="append",
            help="read, write, or one of them for one app (collateral:write); may be given several times",
        )
        parser.add_argument("--name", default="command line", help="how its owner tells it from others")
        parser.add_argument("--days", type=int, default=90, help="how long it works")

    def handle(self, *args: Any, email: str, scope: list[str] | None, name: str, days: int, **options: Any) -> None:
        member = Member.objects.active().filter(email__iexact=email).first()
        if member is None:
            raise CommandError(f"Nobody signs in with {email}.")
        try:
            made = commands.create_token(
                actor=member, name=name, scopes=scope or ["read"], days=days, now=timezone.now()
            )
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(made.secret)
