"""Who may change rules, and whose snoozes are whose."""

from apps.followups.models import Snooze
from apps.people.models import Member


def may_edit_rules(member: Member) -> bool:
    return member.is_active and member.is_admin


def may_snooze(member: Member) -> bool:
    return member.is_active


def may_wake(member: Member, snooze: Snooze) -> bool:
    return snooze.member_id == member.pk
