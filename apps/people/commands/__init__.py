"""Everything that can be done with the company and its people, each in one function."""

from apps.people.commands.absences import end_absence, set_absence
from apps.people.commands.access import create_token, end_other_sessions, end_session, revoke_token
from apps.people.commands.areas import (
    create_area,
    edit_area,
    hand_over_area,
    record_directory_miss,
    restore_area,
    retire_area,
    undo_retire_area,
)
from apps.people.commands.choices import (
    add_choice,
    merge_choice,
    move_choice,
    rename_choice,
    restore_choice,
    retire_choice,
    undo_retire_choice,
)
from apps.people.commands.company import (
    add_closed_day,
    edit_company,
    ensure_system_member,
    remove_closed_day,
    set_up_company,
    undo_remove_closed_day,
)
from apps.people.commands.invitations import accept_invitation, invite, resend_invitation, withdraw_invitation
from apps.people.commands.kinds import set_kind
from apps.people.commands.leaving import erase_member, leave
from apps.people.commands.members import change_roles, edit_member, edit_profile, remove_photo, set_photo
from apps.people.commands.saved_views import delete_view, move_views, save_view, undo_delete_view
from apps.people.commands.teams import create_team, edit_team
from apps.people.commands.tidying import tidy

__all__ = [
    "accept_invitation",
    "add_choice",
    "add_closed_day",
    "change_roles",
    "create_area",
    "create_team",
    "create_token",
    "delete_view",
    "edit_area",
    "edit_company",
    "edit_member",
    "edit_profile",
    "edit_team",
    "end_absence",
    "end_other_sessions",
    "end_session",
    "ensure_system_member",
    "erase_member",
    "hand_over_area",
    "invite",
    "leave",
    "merge_choice",
    "move_choice",
    "move_views",
    "record_directory_miss",
    "remove_closed_day",
    "remove_photo",
    "rename_choice",
    "resend_invitation",
    "restore_area",
    "restore_choice",
    "retire_area",
    "retire_choice",
    "revoke_token",
    "save_view",
    "set_absence",
    "set_kind",
    "set_photo",
    "set_up_company",
    "tidy",
    "undo_delete_view",
    "undo_remove_closed_day",
    "undo_retire_area",
    "undo_retire_choice",
    "withdraw_invitation",
]
