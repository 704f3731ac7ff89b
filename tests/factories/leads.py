"""Leads and what belongs to them, for tests: made by the commands, as everybody makes them."""

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from apps.agreements import commands as agreements
from apps.leads import commands
from apps.leads.models import Attribute, Definition, HandOff, Import, Lead, Qualifier
from apps.people import commands as people
from apps.people.models import Choice, ChoiceList, Member
from tests.cast import NOW, Cast
from tests.walker import upload

_numbers = count(1)
EARLIER = NOW - timedelta(days=1)
# At least fifty people, and a budget that is known to be there.
TREE = {
    "match": "all",
    "items": [
        {"id": "size", "attribute": "employees", "operator": "at_least", "values": [50]},
        {
            "match": "any",
            "items": [
                {"id": "budget", "attribute": "budget", "operator": "is_yes", "values": []},
                {"id": "source", "attribute": "source", "operator": "is_one_of", "values": ["Fair"]},
            ],
        },
    ],
}


def attribute(*, by: Member, kind: str = "text", now: datetime = EARLIER, **given: Any) -> Attribute:
    number = next(_numbers)
    defaults = {"name": f"attribute_{number}", "label": f"Attribute {number}"}
    return commands.add_attribute(actor=by, kind=kind, now=now, **defaults | given)


def catalogue(*, by: Member) -> None:
    """What TREE asks for, and an industry."""
    attribute(by=by, name="employees", label="Employees", kind="number", missing=["-1"])
    attribute(by=by, name="budget", label="Budget", kind="yes_no")
    choices = ["Water", "Housing"]
    attribute(by=by, name="industry", label="Industry", kind="choice", choices=choices, missing=["unknown"])


def lead(*, by: Member, now: datetime = EARLIER, **given: Any) -> Lead:
    number = next(_numbers)
    defaults = {"email": f"lead-{number}@customer.example", "name": f"Lead {number}", "company": f"Company {number}"}
    return commands.create_lead(actor=by, now=now, **defaults | given)


def ready(*, by: Member, now: datetime = EARLIER, **given: Any) -> Lead:
    """A lead that meets TREE."""
    return lead(by=by, now=now, **{"attributes": {"employees": 80, "budget": True}} | given)


def definition(cast: Cast, *, tree: Any = TREE, now: datetime = EARLIER, **given: Any) -> Definition:
    """The draft of a definition, with a seat for Sam and one for Mara; Sam's team takes the leads."""
    return commands.start_definition(
        actor=cast.mara,
        **{"title": "Sales-ready", "team": cast.field_sales, "trial_days": 0} | given,
        tree=tree,
        seats=[cast.sam, cast.mara],
        sponsor=cast.eva,
        now=now,
    )


def signed(cast: Cast, row: Definition, *, now: datetime = EARLIER) -> Definition:
    """The same, agreed by both sides, so that it judges."""
    agreement = agreements.propose(actor=cast.mara, agreement=row.agreement, now=now)
    for member in (cast.sam, cast.mara):
        digest = agreement.versions.get(state="proposed").proposals.latest("number").digest
        agreements.sign(actor=member, agreement=agreement, digest=digest, now=now)
    row.refresh_from_db()
    return row


def in_force(cast: Cast, *, tree: Any = TREE, now: datetime = EARLIER) -> Definition:
    """A definition in force; its attributes are made where they aren't there yet."""
    if not Attribute.objects.exists():
        catalogue(by=cast.mara)
    return signed(cast, definition(cast, tree=tree, now=now), now=now)


def qualifier(member: Member, *, by: Member, capacity: int = 20, now: datetime = EARLIER) -> Qualifier:
    return commands.name_qualifier(actor=by, member=member, capacity=capacity, now=now)


def reason(*, by: Member, label: str = "No budget", now: datetime = EARLIER) -> Choice:
    found = Choice.objects.filter(list=ChoiceList.RETURN_REASON, label=label).first()
    return found or people.add_choice(actor=by, list=ChoiceList.RETURN_REASON, label=label, now=now)


def offered(cast: Cast, *, to: Member, now: datetime = NOW, **given: Any) -> HandOff:
    """A hand-off to the one qualifier there is."""
    if not Definition.objects.exists():
        in_force(cast)
    qualifier(to, by=cast.ada)
    return HandOff.objects.get(lead=ready(by=cast.mara, now=now, **given))


def uploaded(
    *, by: Member, text: str | bytes, name: str = "leads.csv", is_history: bool = False, now: datetime = EARLIER
) -> Import:
    content = text if isinstance(text, bytes) else text.encode()
    return commands.upload_import(actor=by, file=upload(name, content), is_history=is_history, now=now)


def imported(*, by: Member, text: str | bytes, now: datetime = EARLIER, **given: Any) -> Import:
    """A file that is in: mapped by its columns' names, or as `mapping` says."""
    how = {name: given.pop(name) for name in ("mapping", "id_from_row", "missing") if name in given}
    source = uploaded(by=by, text=text, now=now, **given)
    commands.map_import(actor=by, source=source, now=now, **{"mapping": source.mapping} | how)
    commands.start_import(actor=by, source=source, now=now)
    while commands.run_import(now=now):
        pass
    source.refresh_from_db()
    return source
