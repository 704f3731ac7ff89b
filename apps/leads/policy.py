"""Who may do what with leads, the definition and hand-offs."""

from apps.leads.models import HandOff, Lead
from apps.people import policy as people
from apps.people.models import Member, Role


def may_bring_leads(member: Member) -> bool:
    """Importing, writing single leads down, and the catalogue of attributes."""
    return member.is_active and member.has_role(Role.MARKETER, Role.MANAGER, Role.ADMIN)


def may_edit_lead(member: Member, lead: Lead) -> bool:
    """Who brings leads, and who answers for this one."""
    return may_bring_leads(member) or (member.is_active and member.pk == lead.owner_id)


def may_answer(member: Member, hand_off: HandOff) -> bool:
    """The qualifier it is offered to, their manager, admins."""
    asked = hand_off.qualifier
    return member.is_active and (member.pk == asked.pk or member.is_admin or people.manages(member, asked))


def may_name_qualifier(member: Member, other: Member) -> bool:
    """Admins; managers within their teams."""
    return member.is_active and (member.is_admin or people.manages(member, other))


def may_start_definition(member: Member) -> bool:
    return member.is_active and member.has_role(Role.MARKETER, Role.MANAGER, Role.EXECUTIVE, Role.ADMIN)
