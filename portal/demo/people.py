"""Who works at Northwind Metering."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

from django.contrib.auth.hashers import make_password

from apps.people import commands
from apps.people.models import Member, Role, Side
from apps.people.models.company import ChoiceList
from portal.demo.calendar import Calendar

DOMAIN = "northwind.example"
PASSWORD = "northwind-meters-42"
ADMIN = ("Ada Novak", f"ada@{DOMAIN}")


@dataclass(frozen=True)
class Hire:
    name: str
    job_title: str
    side: Side
    role: Role
    team: str = ""


HIRES = [
    Hire("Theo Brandt", "Head of field sales", Side.SALES, Role.MANAGER, "Field sales"),
    Hire("Sam Okafor", "Account executive, north", Side.SALES, Role.SALESPERSON, "Field sales"),
    Hire("Lena Fuchs", "Account executive, south", Side.SALES, Role.SALESPERSON, "Field sales"),
    Hire("Jonas Pohl", "Account executive, west", Side.SALES, Role.SALESPERSON, "Field sales"),
    Hire("Priya Nair", "Sales engineer", Side.SALES, Role.SALESPERSON, "Field sales"),
    Hire("Carla Mendes", "Head of key accounts", Side.SALES, Role.MANAGER, "Key accounts"),
    Hire("Victor Lind", "Key account manager, Nordics", Side.SALES, Role.SALESPERSON, "Key accounts"),
    Hire("Aisha Rahman", "Key account manager, housing", Side.SALES, Role.SALESPERSON, "Key accounts"),
    Hire("Nora Feld", "Head of content", Side.MARKETING, Role.MANAGER, "Content"),
    Hire("Mara Lindqvist", "Content marketer", Side.MARKETING, Role.MARKETER, "Content"),
    Hire("Tom Wagner", "Technical writer", Side.MARKETING, Role.MARKETER, "Content"),
    Hire("Yuki Sato", "Designer", Side.MARKETING, Role.MARKETER, "Content"),
    Hire("Ruben Costa", "Head of campaigns", Side.MARKETING, Role.MANAGER, "Campaigns"),
    Hire("Elena Demir", "Campaign manager", Side.MARKETING, Role.MARKETER, "Campaigns"),
    Hire("Paul Keller", "Events", Side.MARKETING, Role.MARKETER, "Campaigns"),
    Hire("Ingrid Holm", "Managing director", Side.LEADERSHIP, Role.EXECUTIVE),
]
LISTS = {
    ChoiceList.PERSONA: ("Utility operations manager", "Municipal buyer", "Housing association", "Energy officer"),
    ChoiceList.INDUSTRY: ("Water", "District heating", "Housing", "Industry"),
    ChoiceList.PRODUCT: ("Aurora-200 water meter", "Borealis heat meter", "Gateway G4", "Insight portal"),
    ChoiceList.REGION: ("North", "South", "West", "Nordics"),
}
AREAS = [
    ("Prices and discounts", "price list, quote, rebate", "carla", "theo"),
    ("Tender documents", "tender, bid, certificate, declaration of conformity", "tom", "mara"),
    ("Customer stories", "reference, case study, quote, logo", "mara", "nora"),
    ("Trade fairs and visits", "events, stand, plant visit", "paul", None),
    ("Data sheets", "technical data, protection class, protocol, dimensions", "tom", "priya"),
    ("Brand and templates", "logo, slides, colours, template", "yuki", None),
    ("Campaigns and lists", "mailing, webinar, audience", "elena", "ruben"),
    ("Housing associations", "submetering, heat cost allocation", "aisha", None),
]


def hire(calendar: Calendar) -> SimpleNamespace:
    """The company with everybody in it; people by first name in small letters, the company as `company`."""
    start = calendar.at(-120, 9)
    company, ada = commands.set_up_company(
        name="Northwind Metering",
        admin_name=ADMIN[0],
        admin_email=ADMIN[1],
        admin_password=PASSWORD,
        now=start,
        is_demo=True,
    )
    cast = SimpleNamespace(company=company, ada=ada, **_members(start))
    _teams(cast, start)
    commands.edit_company(actor=ada, company=company, sales_lead=cast.theo, marketing_lead=cast.nora, now=start)
    for list_name, labels in LISTS.items():
        for label in labels:
            commands.add_choice(actor=ada, list=list_name, label=label, now=start)
    for name, words, owner, deputy in AREAS:
        stands_in = getattr(cast, deputy) if deputy else None
        commands.create_area(actor=ada, name=name, words=words, owner=getattr(cast, owner), deputy=stands_in, now=start)
    return cast


def _key(hired: Hire) -> str:
    return hired.name.split()[0].lower()


def _members(start: datetime) -> dict[str, Member]:
    """Bare rows: how these people once came in is no story worth inventing; their password is hashed once for all."""
    password = make_password(PASSWORD)
    return {
        _key(hired): Member.objects.create(
            name=hired.name,
            email=f"{hired.name.split()[0].lower()}@{DOMAIN}",
            job_title=hired.job_title,
            side=hired.side,
            roles=[hired.role],
            password=password,
            joined_at=start + timedelta(minutes=place),
        )
        for place, hired in enumerate(HIRES)
    }


def _teams(cast: Any, now: datetime) -> None:
    for name, side, lead in (
        ("Field sales", Side.SALES, cast.theo),
        ("Key accounts", Side.SALES, cast.carla),
        ("Content", Side.MARKETING, cast.nora),
        ("Campaigns", Side.MARKETING, cast.ruben),
    ):
        team = commands.create_team(actor=cast.ada, name=name, side=side, now=now)
        for hired in HIRES:
            if hired.team == name:
                member = getattr(cast, _key(hired))
                commands.edit_member(actor=cast.ada, member=member, team=team, now=now)
                member.refresh_from_db()
        commands.edit_team(actor=cast.ada, team=team, lead=lead, now=now)
