"""The people of every test.

Sam and Sofie sell, Mara and Milo market, Mina and Moritz manage, Eva is the executive, Ada administers, Dan left;
Olga has no account, so she is None wherever a member is asked for.
"""

import time
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from django.contrib.auth.hashers import make_password
from django.test import Client
from django.utils import timezone

from apps.people.models import Company, Member, Role, Side, Team

# A Tuesday, ten in the morning in Berlin.
NOW = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
JOINED = datetime(2025, 9, 1, 7, 0, tzinfo=UTC)
PASSWORD = "seven-quiet-herons"


def today() -> date:
    """By the company's calendar, which is a day ahead of UTC's late in the evening."""
    return timezone.localdate(timezone=ZoneInfo("Europe/Berlin"))


def tomorrow() -> date:
    return today() + timedelta(days=1)


@dataclass(frozen=True)
class Cast:
    company: Company
    field_sales: Team
    content: Team
    sam: Member
    sofie: Member
    mara: Member
    milo: Member
    mina: Member
    moritz: Member
    eva: Member
    ada: Member
    dan: Member

    def by_name(self, name: str) -> Member | None:
        """The member called so, None for Olga; for tables that name who does something."""
        return None if name == "olga" else getattr(self, name)


@cache
def hashed_password() -> str:
    """Argon2 takes its time: once per run is enough."""
    return make_password(PASSWORD)


def make_member(first: str, side: Side, *roles: Role, team: Team | None = None) -> Member:
    """A member of the cast's company, by first name: `sam@test.example`."""
    return Member.objects.create(
        name=f"{first} {SURNAMES.get(first, 'Tester')}",
        email=f"{first.lower()}@test.example",
        job_title=", ".join(str(Role(role).label) for role in roles),
        side=side,
        team=team,
        roles=list(roles),
        password=hashed_password(),
        joined_at=JOINED,
    )


SURNAMES = {
    "Sam": "Sanders",
    "Sofie": "Sommer",
    "Mara": "Marsh",
    "Milo": "Miller",
    "Mina": "Minot",
    "Moritz": "Moser",
    "Eva": "Evers",
    "Ada": "Adler",
    "Dan": "Danner",
}


def make_cast() -> Cast:
    """The company and its people, made afresh; for one test or one data set per module."""
    if not Member.objects.filter(is_system=True).exists():
        Member.objects.create(email="system@accord.invalid", name="Accord", is_system=True, is_active=False)
    company = Company.objects.create(name="Test & Co", time_zone="Europe/Berlin")
    field_sales = Team.objects.create(name="Field sales", side=Side.SALES)
    content = Team.objects.create(name="Content", side=Side.MARKETING)
    ada = make_member("Ada", Side.OTHER, Role.ADMIN)
    mina = make_member("Mina", Side.SALES, Role.MANAGER, team=field_sales)
    moritz = make_member("Moritz", Side.MARKETING, Role.MANAGER, team=content)
    field_sales.lead, content.lead = mina, moritz
    for team in (field_sales, content):
        team.save()
    dan = make_member("Dan", Side.SALES, Role.SALESPERSON, team=field_sales)
    dan.is_active, dan.left_at = False, JOINED
    dan.save()
    return Cast(
        company=company,
        field_sales=field_sales,
        content=content,
        sam=make_member("Sam", Side.SALES, Role.SALESPERSON, team=field_sales),
        sofie=make_member("Sofie", Side.SALES, Role.SALESPERSON, team=field_sales),
        mara=make_member("Mara", Side.MARKETING, Role.MARKETER, team=content),
        milo=make_member("Milo", Side.MARKETING, Role.MARKETER, team=content),
        mina=mina,
        moritz=moritz,
        eva=make_member("Eva", Side.LEADERSHIP, Role.EXECUTIVE),
        ada=ada,
        dan=dan,
    )


def client_of(member: Member | None) -> Client:
    """A browser in which `member` has just signed in; for Olga one in which nobody has."""
    client = Client()
    if member is None:
        return client
    client.force_login(member)
    session = client.session
    # What allauth writes down at a sign-in, so that nobody is asked for the password again within the test.
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session["account_authentication_methods_user"] = str(member.pk)
    session.save()
    return client
