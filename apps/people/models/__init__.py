from apps.people.models.access import ApiToken, IdempotencyKey, Invitation, SavedView
from apps.people.models.areas import Area, DirectorySearch
from apps.people.models.company import Choice, ChoiceList, ClosedDay, Company
from apps.people.models.members import Absence, Member, Role, Side, Team, Theme

__all__ = [
    "Absence",
    "ApiToken",
    "Area",
    "Choice",
    "ChoiceList",
    "ClosedDay",
    "Company",
    "DirectorySearch",
    "IdempotencyKey",
    "Invitation",
    "Member",
    "Role",
    "SavedView",
    "Side",
    "Team",
    "Theme",
]
