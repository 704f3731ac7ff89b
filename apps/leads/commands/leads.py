"""Single leads, as people and machines write them down."""

from datetime import datetime
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from apps.core.changing import change
from apps.core.errors import Refused, require
from apps.core.models import locked
from apps.leads import policy
from apps.leads.commands import classifying, handing
from apps.leads.commands.ground import Known
from apps.leads.criteria import Value, read_value
from apps.leads.models import Attribute, Lead
from apps.people.models import Member
from apps.trail import commands as trail


class LeadChanges(TypedDict, total=False):
    external_id: str | None
    email: str
    name: str
    company: str
    source: str
    attributes: dict[str, Any]


# What speaks for a lead: a returned one comes again only where some of it is new.
_EVIDENCE = {"attributes", "company", "source"}


class NotFoundAgain(Refused):
    """Without an id or an address the same lead would come in twice."""


class BadValue(Refused):
    """A value doesn't fit its attribute; the text says which and why."""


@transaction.atomic
def create_lead(*, actor: Member, now: datetime, **given: Unpack[LeadChanges]) -> Lead:
    """Write a new lead down. One that is sales-ready is offered to a qualifier in the same step."""
    require(policy.may_bring_leads(actor))
    fields = _checked(given)
    if not fields.get("external_id") and not fields.get("email"):
        raise NotFoundAgain(_("Give an e-mail or an external id, so that the lead is found again."))
    _refuse_known(fields, but=None)
    lead = Lead.objects.create(**fields, brought_by=actor, created_at=now)
    trail.record(actor=actor, act="lead.created", about=lead, now=now)
    return _judged_and_offered(lead, now)


@transaction.atomic
def edit_lead(
    *, actor: Member, lead: Lead, now: datetime, revision: int | None = None, **changes: Unpack[LeadChanges]
) -> Lead:
    """Change what is known of a lead. It is judged anew; one that was returned may come back with the new evidence."""
    lead = locked(lead, revision=revision)
    require(policy.may_edit_lead(actor, lead))
    fields = _checked(changes)
    if "attributes" in fields:
        fields["attributes"] = _merged(lead.attributes, fields["attributes"])
    if not (fields.get("external_id", lead.external_id) or fields.get("email", lead.email)):
        raise NotFoundAgain(_("Give an e-mail or an external id, so that the lead is found again."))
    _refuse_known(fields, but=lead)
    changed = change(lead, fields)
    if not changed:
        return lead
    if lead.stage == Lead.Stage.RETURNED and _EVIDENCE & changed.keys():
        change(lead, {"stage": Lead.Stage.NEW, "owner": None})
    trail.record(actor=actor, act="lead.edited", about=lead, now=now, changes=_told(changed))
    return _judged_and_offered(lead, now)


@transaction.atomic
def hand_over_lead(*, actor: Member, lead: Lead, leaver: Member, to: Member, now: datetime) -> Lead:
    """Another member answers for a leaver's lead; what was only offered to them is offered to the next."""
    lead = locked(lead)
    handing.take_from(leaver, lead, actor=actor, now=now)
    if lead.owner_id == leaver.pk:
        change(lead, {"owner": to})
        trail.record(actor=actor, act="lead.handed_over", about=lead, now=now, to=to)
    return lead


def _judged_and_offered(lead: Lead, now: datetime) -> Lead:
    Lead.objects.filter(pk=lead.pk).update(judged_number=0)
    classifying.classify(now=now, lead=lead)
    lead.refresh_from_db()
    if lead.stage == Lead.Stage.SALES_READY and not lead.is_history:
        handing.offer(lead, now)
        lead.refresh_from_db()
    return lead


def _checked(given: LeadChanges) -> dict[str, Any]:
    """What was given, trimmed and of the right kinds."""
    fields: dict[str, Any] = {
        name: value.strip() if isinstance(value, str) else value
        for name, value in given.items()
        if name != "attributes"
    }
    if "external_id" in fields:
        fields["external_id"] = fields["external_id"] or None
    if "email" in fields:
        fields["email"] = fields["email"].lower()
    if "attributes" in given:
        fields["attributes"] = _read(given["attributes"])
    return fields


def _read(given: dict[str, Any]) -> dict[str, Value | None]:
    catalogue = {attribute.name: attribute for attribute in Attribute.objects.filter(name__in=list(given))}
    found: dict[str, Value | None] = {}
    for name, value in given.items():
        if name not in catalogue:
            raise BadValue(_("There is no attribute “%(name)s”.") % {"name": name})
        attribute = catalogue[name]
        try:
            text = "" if value is None else str(value)
            found[name] = read_value(attribute.kind, text, choices=attribute.choices, missing=attribute.missing)
        except ValueError as fault:
            raise BadValue(f"{attribute.label}: {fault}") from fault
    return found


def _merged(attributes: dict[str, Value], changes: dict[str, Value | None]) -> dict[str, Value]:
    """The attributes with what is given; what is given as missing is no longer there."""
    return {name: value for name, value in (attributes | changes).items() if value is not None}


def _refuse_known(fields: dict[str, Any], *, but: Lead | None) -> None:
    if "attributes" in fields:
        fields["attributes"] = _merged({}, fields["attributes"])
    others = Lead.objects.exclude(pk=but.pk) if but else Lead.objects.all()
    if fields.get("external_id") and others.filter(external_id=fields["external_id"]).exists():
        raise Known(_("There is a lead with this external id already."))
    if fields.get("email") and others.filter(email__iexact=fields["email"]).exists():
        raise Known(_("There is a lead with this e-mail already."))


def _told(changed: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """Each attribute that changed as a field of its own; contact details stay out of the history."""
    told = {name: values for name, values in changed.items() if name in ("company", "source")}
    if "attributes" in changed:
        old, new = changed["attributes"]
        names = sorted(set(old) | set(new))
        told |= {name: [old.get(name), new.get(name)] for name in names if old.get(name) != new.get(name)}
    return told
