"""Who may do what with agreements. Nobody signs for somebody else, and nobody overrides an objection, whatever role."""

from apps.agreements.models import Agreement, Move, Seat, Version
from apps.people import queries as people
from apps.people.models import Member, Role

# Salespeople suggest; named on a draft, they may do all that these may.
DRAFTERS = (Role.MARKETER, Role.MANAGER, Role.EXECUTIVE, Role.ADMIN)


def may_start(member: Member) -> bool:
    return member.is_active and member.has_role(*DRAFTERS)


def is_named(member: Member, agreement: Agreement) -> bool:
    """Whether they began it or a version that isn't over, stand for it, or hold a seat in such a version."""
    over = (Version.State.ENDED, Version.State.WITHDRAWN)
    if member.pk in (agreement.started_by_id, agreement.sponsor_id):
        return True
    if agreement.versions.filter(created_by=member).exclude(state__in=over).exists():
        return True
    return Seat.objects.filter(version__agreement=agreement, member=member).exclude(version__state__in=over).exists()


def may_edit(member: Member, agreement: Agreement) -> bool:
    """Work on the draft and propose it: whoever is named on it, and of those who see it the drafting roles."""
    if not member.is_active:
        return False
    seen = Version.objects.visible_to(member).filter(agreement=agreement, state=Version.State.DRAFT)
    return is_named(member, agreement) or (member.has_role(*DRAFTERS) and seen.exists())


def may_amend(member: Member, agreement: Agreement) -> bool:
    return may_start(member) or (member.is_active and is_named(member, agreement))


def may_take_back(member: Member, agreement: Agreement) -> bool:
    """Who is named on it takes a proposal back or withdraws it; an admin, too, but an admin never answers it."""
    return member.is_active and (member.is_admin or is_named(member, agreement))


def may_answer(member: Member, version: Version) -> bool:
    """A seat answers, whatever the role."""
    return member.is_active and any(seat.member_id == member.pk for seat in version.seats.all())


def may_suggest(member: Member, version: Version) -> bool:
    """Whoever sees a draft or what counts, whatever their role."""
    return member.is_active and Version.objects.visible_to(member).filter(pk=version.pk).exists()


def may_answer_suggestion(member: Member, agreement: Agreement) -> bool:
    """Whoever may do what it asks for: work on the draft, or open an amendment where there is none."""
    opened = agreement.versions.filter(state__in=[Version.State.DRAFT, Version.State.PROPOSED]).exists()
    return may_edit(member, agreement) if opened else may_amend(member, agreement)


def may_reseat(member: Member, agreement: Agreement) -> bool:
    """The sponsor alone: whoever else has a word in it speaks from a seat."""
    return member.is_active and member.pk == agreement.sponsor_id


def may_talk_about(member: Member, move: Move) -> bool:
    """Who signed the leeway, or stands for it."""
    seated = move.version.seats.filter(member=member).exists()
    return member.is_active and (seated or member.pk == move.version.agreement.sponsor_id)


def may_review(member: Member, agreement: Agreement) -> bool:
    """Whoever is named on it says how it stands."""
    return member.is_active and is_named(member, agreement)


def may_acknowledge(member: Member) -> bool:
    return member.is_active


def may_name_successor(member: Member, seat: Seat) -> bool:
    """The lead of the seat's side, or an admin."""
    if not member.is_active:
        return False
    company = people.company()
    leads = {"sales": company.sales_lead_id, "marketing": company.marketing_lead_id}
    return member.is_admin or leads.get(seat.side) == member.pk
