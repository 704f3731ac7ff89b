"""Who may do what with meetings. Whoever facilitates or records one runs it, whatever their role."""

from collections.abc import Collection
from typing import Any

from apps.meetings.models import AgendaItem, Entry, Meeting, Series
from apps.people.models import Member, Role


def may_schedule(member: Member) -> bool:
    """Anybody holds a meeting or a small series."""
    return member.is_active


def may_invite_teams(member: Member) -> bool:
    """Whole teams are asked by managers, executives and admins."""
    return member.is_active and member.has_role(Role.MANAGER, Role.EXECUTIVE, Role.ADMIN)


def may_invite(member: Member, teams: Collection[Any], already: Collection[Any] = ()) -> bool:
    """Teams that are asked already stay so, whoever changes the rest."""
    return set(teams) <= set(already) or may_invite_teams(member)


def runs(member: Member, series: Series) -> bool:
    return member.is_active and member.pk in (series.facilitator_id, series.scribe_id)


def may_edit_series(member: Member, series: Series) -> bool:
    return runs(member, series) or (member.is_active and (member.is_admin or member.pk == series.created_by_id))


def may_move(member: Member, meeting: Meeting) -> bool:
    return may_edit_series(member, meeting.series)


def may_run(member: Member, meeting: Meeting) -> bool:
    """Starting, putting the agenda in order, saying who was there, closing."""
    return runs(member, meeting.series)


def is_invited(member: Member, meeting: Meeting) -> bool:
    return member.is_active and meeting.series.invitees.filter(member=member, until__isnull=True).exists()


def may_propose(member: Member, meeting: Meeting) -> bool:
    return is_invited(member, meeting)


def may_edit_item(member: Member, item: AgendaItem) -> bool:
    return (member.is_active and member.pk == item.proposed_by_id) or may_run(member, item.meeting)


def may_write(member: Member, meeting: Meeting) -> bool:
    """Everybody asked writes; several at once."""
    return is_invited(member, meeting)


def may_answer(member: Member, meeting: Meeting) -> bool:
    """Whoever is asked says whether they come; nobody says it for another."""
    return is_invited(member, meeting)


def may_mark(member: Member, meeting: Meeting, who: Member) -> bool:
    """Each says so of themselves, who runs the meeting of everybody."""
    return may_run(member, meeting) or (member.pk == who.pk and is_invited(member, meeting))


def may_add(member: Member, meeting: Meeting) -> bool:
    """Addenda to closed minutes: who was asked, and who is concerned by something in them."""
    concerned = Entry.objects.filter(meeting=meeting, concerns__member=member).exists()
    return is_invited(member, meeting) or (member.is_active and concerned)
