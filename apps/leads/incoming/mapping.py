"""Which column goes where."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from apps.leads.models import Attribute

LEAVE_OUT = ""
OWN = ("external_id", "email", "name", "company", "source")
# What other programs call these, in small letters without spaces.
_CALLED = {
    "id": "external_id",
    "externalid": "external_id",
    "leadid": "external_id",
    "mail": "email",
    "emailaddress": "email",
    "fullname": "name",
    "contactname": "name",
    "account": "company",
    "companyname": "company",
    "leadsource": "source",
}


@dataclass(frozen=True)
class Target:
    """Where a column can go: `email`, or `attribute:employees`."""

    name: str
    label: Any


def targets() -> list[Target]:
    own = {
        "external_id": _("External id"),
        "email": _("E-mail"),
        "name": _("Name"),
        "company": _("Company"),
        "source": _("Source"),
    }
    found = [Target(name, own[name]) for name in OWN]
    return found + [
        Target(f"attribute:{attribute.name}", attribute.label)
        for attribute in Attribute.objects.order_by("label", "pk")
    ]


def guess(header: Iterable[str], known: dict[str, str]) -> dict[str, str]:
    """A target per column: as it was mapped the last time, else by its name."""
    names = {_plain(target.name.removeprefix("attribute:")): target.name for target in targets()}
    names |= {_plain(str(target.label)): target.name for target in targets()}
    found: dict[str, str] = {}
    for column in header:
        wanted = known.get(column, names.get(_plain(column)) or _CALLED.get(_plain(column), LEAVE_OUT))
        found[column] = wanted if wanted not in found.values() else LEAVE_OUT
    return found


def _plain(name: str) -> str:
    return "".join(letter for letter in name.lower() if letter.isalnum())
