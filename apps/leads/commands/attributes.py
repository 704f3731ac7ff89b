from datetime import datetime
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from apps.core.changing import change
from apps.core.errors import Refused, require
from apps.core.models import locked
from apps.leads import policy
from apps.leads.commands.ground import Known
from apps.leads.criteria import Kind
from apps.leads.models import Attribute
from apps.leads.models.attributes import OWN
from apps.people.models import Member
from apps.trail import commands as trail


class AttributeChanges(TypedDict, total=False):
    label: str
    choices: list[str]
    missing: list[str]
    known_at_hand_off: bool


class ChoicesNeeded(Refused):
    """A choice is among something; other kinds have no list."""


class OwnName(Refused):
    """What every lead has anyway needs no attribute."""


@transaction.atomic
def add_attribute(
    *,
    actor: Member,
    name: str,
    label: str,
    kind: str,
    now: datetime,
    choices: list[str] | None = None,
    missing: list[str] | None = None,
    known_at_hand_off: bool = True,
) -> Attribute:
    """Put an attribute into the catalogue; its name and kind stay for good."""
    require(policy.may_bring_leads(actor))
    if name in OWN or name in ("external_id", "name", "id"):
        raise OwnName(_("Every lead has “%(name)s” already. Choose another name.") % {"name": name})
    if Attribute.objects.filter(name=name).exists():
        raise Known(_("There is an attribute “%(name)s” already.") % {"name": name})
    choices = _checked(kind, choices or [])
    attribute = Attribute.objects.create(
        name=name,
        label=label,
        kind=kind,
        choices=choices,
        missing=missing or [],
        known_at_hand_off=known_at_hand_off,
    )
    trail.record(actor=actor, act="attribute.added", about=attribute, now=now)
    return attribute


@transaction.atomic
def edit_attribute(
    *,
    actor: Member,
    attribute: Attribute,
    now: datetime,
    revision: int | None = None,
    **changes: Unpack[AttributeChanges],
) -> Attribute:
    """Change how an attribute is called, what may be chosen, and what counts as missing from now on."""
    attribute = locked(attribute, revision=revision)
    require(policy.may_bring_leads(actor))
    if "choices" in changes:
        changes["choices"] = _checked(attribute.kind, changes["choices"])
    changed = change(attribute, changes)
    if changed:
        trail.record(actor=actor, act="attribute.edited", about=attribute, now=now, changes=changed)
    return attribute


def _checked(kind: str, choices: list[str]) -> list[str]:
    found = list(dict.fromkeys(choice.strip() for choice in choices if choice.strip()))
    if kind == Kind.CHOICE and not found:
        raise ChoicesNeeded(_("Say between what one chooses: one choice on each line."))
    if kind != Kind.CHOICE and found:
        raise ChoicesNeeded(_("Only an attribute of the kind “choice” has a list of choices."))
    return found
