"""Who may do what with the company and its people. Pure: no query, no clock."""

from apps.people.models import ApiToken, Area, Member, Role, SavedView


def _administers(member: Member) -> bool:
    return member.is_active and member.is_admin


def manages(member: Member, other: Member) -> bool:
    """Whether `other` is in a team that `member` leads as its manager."""
    leads = other.team is not None and other.team.lead_id == member.pk
    return member.is_active and member.has_role(Role.MANAGER) and leads


def may_edit_company(member: Member) -> bool:
    """Settings, closed days and the lists that all share."""
    return _administers(member)


def may_edit_teams(member: Member) -> bool:
    return _administers(member)


def may_edit_members(member: Member) -> bool:
    """Name, address, side, team and roles of others; letting them go; erasing them."""
    return _administers(member)


def may_invite(member: Member) -> bool:
    return _administers(member)


def may_edit_profile(member: Member, profile: Member) -> bool:
    return member.is_active and member.pk == profile.pk


def may_set_absence(member: Member, of: Member) -> bool:
    return member.is_active and (member.pk == of.pk or manages(member, of) or _administers(member))


def may_name_owner(member: Member, owner: Member) -> bool:
    """Whether `member` may make `owner` answer for an area."""
    return _administers(member) or manages(member, owner)


def may_edit_area(member: Member, area: Area) -> bool:
    return may_name_owner(member, area.owner)


def may_create_areas(member: Member) -> bool:
    """For the button; whose area it may be is said by `may_name_owner`."""
    return member.is_active and member.has_role(Role.ADMIN, Role.MANAGER)


def may_revoke(member: Member, token: ApiToken) -> bool:
    return member.is_active and token.member_id == member.pk


def may_delete_view(member: Member, view: SavedView) -> bool:
    return member.is_active and view.member_id == member.pk
