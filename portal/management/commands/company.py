"""`manage.py company`: a company of one's own in an empty portal, with its first admin."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from apps.core.errors import Refused
from apps.people.commands import set_up_company
from apps.people.queries import company_or_none
from portal.management import beginning


class Command(BaseCommand):
    help = "Begins your company in an empty portal, with one admin, who invites the others."

    def add_arguments(self, parser: ArgumentParser) -> None:
        beginning.add_options(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        there = company_or_none()
        if there is not None and there.is_demo:
            raise CommandError("The demo company is here; `manage.py demo remove` makes room for yours.")
        if there is not None:
            raise CommandError(f"This portal already has its company, {there.name}. Its admins invite others.")
        wanted = beginning.asked_for(options, in_vain="Nothing was begun.")
        try:
            company, admin = set_up_company(**wanted, now=timezone.now())
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(
            f"{company.name} is yours. Sign in as {admin.email}; then look at Admin, Company: "
            f"its working time is that of {company.time_zone} until you change it."
        )
