"""Who works at Northwind Metering."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from django.contrib.auth.hashers import make_password

from apps.people import commands, starter
from apps.people.models import Member, Role, Side
from apps.people.models.company import ChoiceList
from portal.demo.calendar import Calendar
from portal.demo.story import Storyline

DOMAIN = "northwind.example"
PASSWORD = starter.DEMO_WORDS
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
    Hire("Oskar Lehmann", "Account executive, east", Side.SALES, Role.SALESPERSON, "Field sales"),
    Hire("Greta Vogel", "Account executive, centre", Side.SALES, Role.SALESPERSON, "Field sales"),
    Hire("Milan Horvat", "Sales engineer", Side.SALES, Role.SALESPERSON, "Field sales"),
    Hire("Hugo Blanc", "Sales development", Side.SALES, Role.SALESPERSON, "Field sales"),
    Hire("Selma Aydin", "Sales development", Side.SALES, Role.SALESPERSON, "Field sales"),
    Hire("Emil Sand", "Key account manager, heating", Side.SALES, Role.SALESPERSON, "Key accounts"),
    Hire("Rosa Keil", "Key account manager, industry", Side.SALES, Role.SALESPERSON, "Key accounts"),
    Hire("Anton Beck", "Bids and tenders", Side.SALES, Role.SALESPERSON, "Key accounts"),
    Hire("Dana Popescu", "Head of distributors", Side.SALES, Role.MANAGER, "Distributors"),
    Hire("Felix Arndt", "Distributors, south", Side.SALES, Role.SALESPERSON, "Distributors"),
    Hire("Maja Nowak", "Distributors, east", Side.SALES, Role.SALESPERSON, "Distributors"),
    Hire("Piet de Boer", "Distributors, Benelux", Side.SALES, Role.SALESPERSON, "Distributors"),
    Hire("Klara Simon", "Sales office", Side.SALES, Role.SALESPERSON, "Distributors"),
    Hire("Leo Hartmann", "Video and photos", Side.MARKETING, Role.MARKETER, "Content"),
    Hire("Alma Berger", "Copywriter", Side.MARKETING, Role.MARKETER, "Content"),
    Hire("Noah Ricci", "Web", Side.MARKETING, Role.MARKETER, "Content"),
    Hire("Ida Nyberg", "Campaign manager, Nordics", Side.MARKETING, Role.MARKETER, "Campaigns"),
    Hire("Karim Haddad", "Marketing analyst", Side.MARKETING, Role.MARKETER, "Campaigns"),
    Hire("Vera Stein", "Head of product marketing", Side.MARKETING, Role.MANAGER, "Product marketing"),
    Hire("Luca Moretti", "Product marketer, water", Side.MARKETING, Role.MARKETER, "Product marketing"),
    Hire("Eva Lorenz", "Product marketer, heat", Side.MARKETING, Role.MARKETER, "Product marketing"),
    Hire("Bruno Graf", "Sales director", Side.LEADERSHIP, Role.EXECUTIVE),
    Hire("Helene Krug", "Marketing director", Side.LEADERSHIP, Role.EXECUTIVE),
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
    start = calendar.at(-260, 9)
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


def lines(calendar: Calendar, cast: Any) -> Iterator[Storyline]:
    yield _looked_for(calendar, cast)
    yield _days_off(calendar, cast)


def _looked_for(calendar: Calendar, cast: Any) -> Storyline:
    """What colleagues looked for in the directory, and nobody answers for."""
    for day, who, words in (
        (-24, cast.priya, "calibration certificate"),
        (-15, cast.victor, "translation"),
        (-9, cast.ida, "translation"),
        (-3, cast.emil, "warranty"),
    ):
        now = yield calendar.at(day, 11)
        commands.record_directory_miss(actor=who, words=words, now=now)


def _days_off(calendar: Calendar, cast: Any) -> Storyline:
    now = yield calendar.at(-14, 9)
    new_year = date(calendar.today.year + 1, 1, 1)
    commands.add_closed_day(actor=cast.ada, on=new_year, name="New Year's Day", now=now)
    now = yield calendar.at(-2, 16)
    commands.set_absence(actor=cast.yuki, member=cast.yuki, until_on=calendar.day(4), deputy=cast.leo, now=now)


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
        ("Distributors", Side.SALES, cast.dana),
        ("Product marketing", Side.MARKETING, cast.vera),
    ):
        team = commands.create_team(actor=cast.ada, name=name, side=side, now=now)
        for hired in HIRES:
            if hired.team == name:
                member = getattr(cast, _key(hired))
                commands.edit_member(actor=cast.ada, member=member, team=team, now=now)
                member.refresh_from_db()
        commands.edit_team(actor=cast.ada, team=team, lead=lead, now=now)
