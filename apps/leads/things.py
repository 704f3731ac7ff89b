"""What lower apps must know of leads, the definition, hand-offs and imports."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet, Value
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from apps.core import navigation, telling, things
from apps.core.finding import fitting
from apps.leads import commands, policy, queries
from apps.leads.commands.definitions import compose, drop
from apps.leads.models import Attribute, Definition, HandOff, Import, Lead, Qualifier
from apps.leads.words import ACTS, NOTICES
from apps.people import uses
from apps.people.models import Member
from apps.trail import acts


def register() -> None:
    for thing in (ATTRIBUTE, LEAD, DEFINITION, HAND_OFF, IMPORT, QUALIFIER):
        things.register(thing)
    acts.register(ACTS)
    telling.register(*NOTICES)
    uses.register(
        uses.Use(
            column="leads.HandOff.reason",
            rows=lambda choice: HandOff.objects.filter(reason=choice),
            counted=lambda count: ngettext("%d lead that came back", "%d leads that came back", count) % count,
            move=commands.merge_reason,
        )
    )
    navigation.register(navigation.Entry(45, _("Leads"), "leads:leads", icon="hand", key="l", thumb=3))
    navigation.register_new(
        navigation.Entry(45, _("Lead"), "leads:new_lead", shown_to=policy.may_bring_leads),
        navigation.Entry(46, _("Import of leads"), "leads:new_import", shown_to=policy.may_bring_leads),
    )


def _leads_of(member: Member) -> QuerySet[Lead]:
    """What they answer for, and what they are asked to take; with `held_by`, their own id."""
    asked = HandOff.objects.offered().filter(qualifier=member).values("lead")
    return Lead.objects.filter(Q(owner=member) | Q(pk__in=asked)).annotate(held_by=Value(member.pk))


def _hand_over(*, actor: Member, rows: Iterable[Lead], to: Member, now: datetime) -> None:
    for lead in rows:
        leaver = Member.objects.get(pk=vars(lead)["held_by"])
        commands.hand_over_lead(actor=actor, lead=lead, leaver=leaver, to=to, now=now)


def _find_leads(viewer: Any, words: str) -> QuerySet[Lead]:
    return fitting(
        Lead.objects.visible_to(viewer).select_related("owner"), words, "name", "company", "email", "external_id"
    )


def _find_definitions(viewer: Any, words: str) -> QuerySet[Definition]:
    return fitting(Definition.objects.visible_to(viewer), words, "title")


def _find_attributes(viewer: Any, words: str) -> QuerySet[Attribute]:
    return fitting(Attribute.objects.visible_to(viewer), words, "label", "name")


def _find_imports(viewer: Any, words: str) -> QuerySet[Import]:
    return fitting(Import.objects.visible_to(viewer), words, "name")


def _in_force(version: Any, now: datetime) -> None:
    commands.enter_force(version=version, now=now)


def _still_due(hand_off: HandOff, kind: str, recipient: Any) -> bool:
    if kind == "hand-off-offered":
        return hand_off.state == HandOff.State.OFFERED and hand_off.qualifier_id == recipient.pk
    if kind == "first-contact":
        waits = hand_off.state == HandOff.State.ACCEPTED and hand_off.contacted_at is None
        return waits and hand_off.lead.owner_id == recipient.pk
    if kind == "lead-returned":
        return hand_off.lead.stage == Lead.Stage.RETURNED
    return True


ATTRIBUTE = things.Thing(
    kind="attribute",
    label=_("Attribute of leads"),
    model=Attribute,
    title=lambda attribute: attribute.label,
    url=lambda attribute: reverse("leads:edit_attribute", args=[attribute.pk]),
    visible_to=Attribute.objects.visible_to,
    many=_("Attributes of leads"),
    find=_find_attributes,
)
LEAD = things.Thing(
    kind="lead",
    label=_("Lead"),
    model=Lead,
    title=str,
    url=lambda lead: reverse("leads:lead", args=[lead.pk]),
    visible_to=Lead.objects.visible_to,
    involved=lambda lead: {lead.owner, lead.brought_by} - {None},
    owned_by=_leads_of,
    hand_over=_hand_over,
    counted=lambda count: ngettext("%d lead", "%d leads", count) % count,
    many=_("Leads"),
    find=_find_leads,
)
DEFINITION = things.Thing(
    kind="definition",
    label=_("Lead definition"),
    model=Definition,
    title=lambda definition: definition.title,
    url=lambda definition: reverse("leads:definition"),
    visible_to=Definition.objects.visible_to,
    involved=lambda definition: [definition.created_by],
    many=_("Lead definitions"),
    find=_find_definitions,
    compose=compose,
    parts=queries.parts,
    on_discard=drop,
    on_in_force=_in_force,
)
HAND_OFF = things.Thing(
    kind="hand-off",
    label=_("Hand-off"),
    model=HandOff,
    title=str,
    url=lambda hand_off: reverse("leads:lead", args=[hand_off.lead_id]),
    visible_to=lambda viewer: HandOff.objects.visible_to(viewer).select_related("lead"),
    involved=lambda hand_off: {hand_off.qualifier, hand_off.lead.brought_by},
    talked_about_at=lambda hand_off: hand_off.lead,
    still_due=_still_due,
)
IMPORT = things.Thing(
    kind="import",
    label=_("Import of leads"),
    model=Import,
    title=str,
    url=lambda source: reverse("leads:import", args=[source.pk]),
    visible_to=Import.objects.visible_to,
    involved=lambda source: [source.uploaded_by],
    many=_("Imports"),
    find=_find_imports,
)
QUALIFIER = things.Thing(
    kind="qualifier",
    label=_("Qualifier"),
    model=Qualifier,
    title=str,
    url=lambda qualifier: reverse("leads:qualifiers"),
    visible_to=Qualifier.objects.visible_to,
)
