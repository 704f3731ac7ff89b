import getpass
import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from apps.core.errors import Refused
from apps.people.queries import demo_accounts
from portal import demo
from portal.demo.people import PASSWORD


class Command(BaseCommand):
    help = "Loads the invented demo company, removes it, or lists its accounts."

    def add_arguments(self, parser: ArgumentParser) -> None:
        does = parser.add_subparsers(dest="does", required=True)
        does.add_parser("load", help="put Northwind Metering into an empty database")
        listing = does.add_parser("accounts", help="who may be tried")
        listing.add_argument("--json", action="store_true", help="for programs")
        removing = does.add_parser("remove", help="empty the portal and begin a company of your own")
        removing.add_argument("--company", default="", help="its name; asked for where it isn't given")
        removing.add_argument("--name", default="", help="the admin's name")
        removing.add_argument("--email", default="", help="the admin's e-mail")
        removing.add_argument("--yes", action="store_true", help="don't ask whether to go on")

    def handle(self, *args: Any, does: str, **options: Any) -> None:
        try:
            getattr(self, f"_{does}")(**options)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal

    def _load(self, **options: Any) -> None:
        demo.load(now=timezone.now())
        self.stdout.write("Northwind Metering has moved in. It is invented, and so is everybody in it.")

    def _accounts(self, **options: Any) -> None:
        found = [
            {"name": name, "email": email, "password": PASSWORD, "role": role} for email, name, role in demo_accounts()
        ]
        if options["json"]:
            self.stdout.write(json.dumps(found))
            return
        for account in found:
            self.stdout.write("{role:12} {email:28} {password}".format(**account))

    def _remove(self, **options: Any) -> None:
        demo.require_demo()
        self.stdout.write("This empties the portal for good. What goes:")
        for table, count in demo.contents():
            self.stdout.write(f"  {count:7} {table}")
        if not options["yes"] and self._ask("Write “remove” to go on: ") != "remove":
            raise CommandError("Nothing was removed.")
        files = _files("")
        demo.remove(
            name=options["company"] or self._ask("Your company's name: "),
            admin_name=options["name"] or self._ask("Your name: "),
            admin_email=options["email"] or self._ask("Your e-mail: "),
            admin_password=self._password(),
            now=timezone.now(),
        )
        for path in files:
            default_storage.delete(path)
        self.stdout.write("The portal is empty and yours. Sign in with your e-mail.")

    def _ask(self, question: str) -> str:
        answer = input(question).strip()
        if not answer:
            raise CommandError("Nothing was removed: an answer is missing.")
        return answer

    def _password(self) -> str:
        """Asked twice on a terminal, else the next line of the input."""
        given = getpass.getpass("A password (12 characters or more): ") if sys.stdin.isatty() else input()
        if sys.stdin.isatty() and getpass.getpass("The same again: ") != given:
            raise CommandError("Nothing was removed: the two passwords differ.")
        try:
            validate_password(given)
        except ValidationError as fault:
            raise CommandError("Nothing was removed. " + " ".join(fault.messages)) from fault
        return given


def _files(folder: str) -> list[str]:
    """Every file in the storage, however deep."""
    folders, files = default_storage.listdir(folder) if default_storage.exists(folder or ".") else ([], [])
    found = [f"{folder}{name}" for name in files]
    for name in folders:
        found += _files(f"{folder}{name}/")
    return found
