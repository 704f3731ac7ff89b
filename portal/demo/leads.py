"""Leads: a definition in two versions with an objection in between, imports, hand-offs and returns."""

from collections.abc import Generator, Iterator
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from apps.agreements import commands as agreements
from apps.agreements import queries as agreed
from apps.leads import commands, queries
from apps.leads.models import Definition
from apps.people import queries as people_queries
from apps.people.models.company import ChoiceList
from portal.demo.calendar import Calendar
from portal.demo.story import Storyline

ATTRIBUTES: tuple[tuple[str, str, str, list[str], list[str]], ...] = (
    ("meters", "Meters in the field", "number", [], ["-1", "?"]),
    ("industry", "Industry", "choice", ["Water", "District heating", "Housing", "Industry"], ["unknown"]),
    ("budget", "Budget this year", "yes_no", [], ["unknown"]),
    ("role", "Role of the contact", "text", [], ["n/a"]),
    ("tender_on", "Tender planned on", "date", [], []),
)
FIRST: dict[str, Any] = {
    "match": "all",
    "items": [
        {"id": "meters", "attribute": "meters", "operator": "at_least", "values": [2000]},
        {"id": "industry", "attribute": "industry", "operator": "is_known", "values": []},
    ],
}
SECOND: dict[str, Any] = {
    "match": "all",
    "items": [
        {"id": "meters", "attribute": "meters", "operator": "at_least", "values": [2000]},
        {"id": "industry", "attribute": "industry", "operator": "is_one_of", "values": ["Water", "District heating"]},
        {
            "match": "any",
            "items": [
                {"id": "budget", "attribute": "budget", "operator": "is_yes", "values": []},
                {"id": "role", "attribute": "role", "operator": "contains", "values": ["operations", "director"]},
            ],
        },
    ],
}
PLACES = ("Lakeside", "Riverside", "Hillfield", "Northport", "Oakham", "Stonebridge", "Westmere", "Eastwick")
KINDS = ("municipal works", "water board", "heating network", "housing association", "utilities", "power and water")
ROLES = ("Head of operations", "Director", "Buyer", "Meter technician", "n/a")
SOURCES = ("Water fair", "Website", "Webinar", "Referral")
_HEAD = "Lead id,Name,Company,E-mail,Source,Meters in the field,Industry,Budget this year,Role of the contact\n"
_NAMES = ("Alex", "Bea", "Chris", "Dana", "Elif", "Finn", "Greta", "Hugo", "Ivana", "Jan", "Kira")
_SURNAMES = (
    "Aalto", "Becker", "Costa", "Dubois", "Evans", "Fischer", "Garcia", "Hansen", "Ito", "Jensen", "Kowalski", "Larsen",
    "Moreau",
)  # fmt: skip
_INDUSTRIES = ("Water", "District heating", "Housing", "unknown", "Water")


def lines(calendar: Calendar, cast: Any) -> Iterator[Storyline]:
    yield _told(calendar, cast)


def _told(calendar: Calendar, cast: Any) -> Storyline:
    now = yield calendar.at(-95, 9)
    for name, label, kind, choices, missing in ATTRIBUTES:
        commands.add_attribute(
            actor=cast.mara, name=name, label=label, kind=kind, choices=choices, missing=missing, now=now
        )
    now = yield calendar.at(-90, 9)
    for member, capacity in ((cast.sam, 12), (cast.lena, 8), (cast.jonas, 8)):
        commands.name_qualifier(actor=cast.theo, member=member, capacity=capacity, now=now)
    yield from _import(calendar, cast, 0, 340, is_history=True, day=-88)
    definition = yield from _first_version(calendar, cast)
    yield from _judge(calendar, -79)
    reasons = _reasons(cast)
    for first, day in ((340, -64), (355, -48), (370, -34)):
        yield from _import(calendar, cast, first, first + 15, is_history=False, day=day)
        yield from _judge(calendar, day)
        yield from _hand_offs(calendar, cast, reasons, day + 1)
    yield from _second_version(calendar, cast, definition)
    yield from _judge(calendar, -18)
    yield from _import(calendar, cast, 385, 445, is_history=False, day=-5)
    yield from _judge(calendar, -5)
    yield from _hand_offs(calendar, cast, reasons, -4)
    yield from _waiting_now(calendar, cast)


def _reasons(cast: Any) -> list[Any]:
    listed = people_queries.choices(viewer=cast.ada).filter(list=ChoiceList.RETURN_REASON, retired_at__isnull=True)
    return list(listed.order_by("position", "label"))


def _row(number: int) -> str:
    """A customer that nobody has: everything follows from the number, so that each demo is the same."""
    company = f"{PLACES[number % 8]} {KINDS[number % 6]}"
    name = f"{_NAMES[number % 11]} {_SURNAMES[number * 5 % 13]}"
    meters = "?" if number % 9 == 0 else str(number * 397 % 9000)
    budget = ("yes", "no", "unknown", "yes")[number % 4]
    mail = _mail(name, company)
    cells = (f"NW-{number:04}", name, company, mail, SOURCES[number % 4], meters, _INDUSTRIES[number % 5], budget)
    return ",".join([*cells, ROLES[number % 5]]) + "\n"


def _mail(name: str, company: str) -> str:
    return f"{name.replace(' ', '.')}@{company.replace(' ', '-')}.example".lower()


def _import(calendar: Calendar, cast: Any, first: int, last: int, *, is_history: bool, day: int) -> Storyline:
    rows = "".join(_row(number) for number in range(first, last))
    rows += "NW-9999,Nobody,No company,not an address,Website,many,Water,yes,Buyer\n"
    name = "leads-of-last-year.csv" if is_history else f"{SOURCES[first % 4].lower().replace(' ', '-')}.csv"
    now = yield calendar.at(day, 10)
    file = SimpleUploadedFile(name, (_HEAD + rows).encode())
    source = commands.upload_import(actor=cast.elena, file=file, is_history=is_history, now=now)
    now = yield calendar.at(day, 10, 5)
    mapping = source.mapping | {"Lead id": "external_id"}
    commands.map_import(actor=cast.elena, source=source, mapping=mapping, now=now)
    now = yield calendar.at(day, 10, 6)
    commands.start_import(actor=cast.elena, source=source, now=now)
    now = yield calendar.at(day, 10, 7)
    while commands.run_import(now=now):
        pass


def _judge(calendar: Calendar, day: int) -> Storyline:
    now = yield calendar.at(day, 16, 30)
    while commands.classify_waiting(now=now):
        pass


def _first_version(calendar: Calendar, cast: Any) -> Generator[datetime, datetime, Definition]:
    now = yield calendar.at(-85, 10)
    definition = commands.start_definition(
        actor=cast.mara,
        title="What makes a lead sales-ready",
        team=cast.sam.team,
        tree=FIRST,
        text="They asked to be called, or came to our stand.",
        seats=[cast.sam, cast.mara],
        sponsor=cast.ingrid,
        now=now,
    )
    now = yield calendar.at(-84, 10)
    agreements.propose(actor=cast.mara, agreement=definition.agreement, now=now)
    yield from _sign(calendar, definition, cast.mara, -84, "Every lead has its industry filled in.")
    yield from _sign(calendar, definition, cast.sam, -80, "I take or return each within four hours.")
    return definition


def _second_version(calendar: Calendar, cast: Any, definition: Definition) -> Storyline:
    """Marketing asks for too much at first; Sam objects, and what he would accept is what both sign."""
    agreement = definition.agreement
    strict = SECOND | {"items": [*SECOND["items"][:2], SECOND["items"][2]["items"][0]]}
    now = yield calendar.at(-30, 10)
    definition.refresh_from_db()
    commands.write_definition(actor=cast.mara, definition=definition, tree=strict, now=now)
    changed = (
        "Housing associations are out, and there must be a budget: one lead in three came back for the lack of it."
    )
    now = yield calendar.at(-30, 11)
    agreements.edit_draft(actor=cast.mara, agreement=agreement, what_changed=changed, now=now)
    now = yield calendar.at(-29, 10)
    agreements.propose(actor=cast.mara, agreement=agreement, now=now)
    now = yield calendar.at(-27, 9)
    agreements.object_to(
        actor=cast.sam,
        agreement=agreement,
        digest=_digest(definition),
        why="Municipal works never tell a budget before the tender. We would lose the best ones.",
        would_do="A budget, or somebody from operations who can decide.",
        now=now,
    )
    now = yield calendar.at(-26, 10)
    agreements.take_back(actor=cast.mara, agreement=agreement, now=now)
    now = yield calendar.at(-26, 11)
    definition.refresh_from_db()
    commands.write_definition(actor=cast.mara, definition=definition, tree=SECOND, now=now)
    now = yield calendar.at(-25, 10)
    agreements.propose(actor=cast.mara, agreement=agreement, now=now)
    yield from _sign(calendar, definition, cast.sam, -22, "With operations in, I call the same day.")
    yield from _sign(calendar, definition, cast.mara, -20, "The role is asked in every form from now on.")


def _digest(definition: Definition) -> str:
    proposal = agreed.latest(definition.agreement.versions.get(state="proposed"))
    assert proposal is not None
    return proposal.digest


def _sign(calendar: Calendar, definition: Definition, member: Any, day: int, words: str) -> Storyline:
    now = yield calendar.at(day, 15)
    agreements.sign(actor=member, agreement=definition.agreement, digest=_digest(definition), words=words, now=now)


def _hand_offs(calendar: Calendar, cast: Any, reasons: list[Any], day: int) -> Storyline:
    """Offered in the morning; most were taken and reached, some came back."""
    now = yield calendar.at(day, 9)
    commands.offer_waiting(now=now)
    offered = queries.hand_offs(viewer=cast.ada, now=now).filter(state="offered")
    rows = list(enumerate(offered.order_by("offered_at", "lead__external_id")))
    taken = [(place, one) for place, one in rows if place % 6 != 5]
    now = yield calendar.at(day, 10)
    for _place, one in taken:
        commands.accept_lead(actor=one.qualifier, hand_off=one, now=now)
    now = yield calendar.at(day, 11)
    note = "Three calls, three times the exchange."
    for place, one in rows:
        if place % 6 == 5:
            reason = reasons[place % len(reasons)]
            commands.return_lead(actor=one.qualifier, hand_off=one, reason=reason, note=note, now=now)
    now = yield calendar.at(day + 1, 10)
    for place, one in taken:
        if place % 5 != 4:
            how = ("reached", "no_answer", "mailed")[place % 3]
            commands.record_contact(actor=one.qualifier, hand_off=one, contact=how, now=now)


def _waiting_now(calendar: Calendar, cast: Any) -> Storyline:
    now = yield calendar.now
    commands.offer_waiting(now=now)
    for number in range(900, 904):
        name = f"{_NAMES[number % 11]} {_SURNAMES[number % 13]}"
        company = f"{PLACES[number % 8]} water board"
        commands.create_lead(
            actor=cast.elena,
            external_id=f"NW-0{number}",
            name=name,
            company=company,
            email=_mail(name, company),
            source="Website",
            attributes={"meters": 5000, "industry": "Water", "budget": "yes"},
            now=now,
        )
