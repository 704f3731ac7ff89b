import json
from argparse import ArgumentParser
from typing import Any

from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from apps.core.errors import Refused
from apps.people.queries import demo_accounts
from portal import demo
from portal.demo.people import PASSWORD
from portal.management import beginning

IN_VAIN = "Nothing was removed."


class Command(BaseCommand):
    help = "Loads the invented demo company, removes it, or lists its accounts."

    def add_arguments(self, parser: ArgumentParser) -> None:
        does = parser.add_subparsers(dest="does", required=True)
        does.add_parser("load", help="put Northwind Metering into an empty database")
        listing = does.add_parser("accounts", help="who may be tried")
        listing.add_argument("--json", action="store_true", help="for programs")
        removing = does.add_parser("remove", help="empty the portal and begin a company of your own")
        beginning.add_options(removing)
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
        if not options["yes"] and beginning.ask("Write “remove” to go on: ", in_vain=IN_VAIN) != "remove":
            raise CommandError(IN_VAIN)
        files = _files("")
        demo.remove(**beginning.asked_for(options, in_vain=IN_VAIN), now=timezone.now())
        for path in files:
            default_storage.delete(path)
        self.stdout.write("The portal is empty and yours. Sign in with your e-mail.")


def _files(folder: str) -> list[str]:
    """Every file in the storage, however deep."""
    folders, files = default_storage.listdir(folder) if default_storage.exists(folder or ".") else ([], [])
    found = [f"{folder}{name}" for name in files]
    for name in folders:
        found += _files(f"{folder}{name}/")
    return found
