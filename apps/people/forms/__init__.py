"""The shape of what people type."""

from apps.people.forms.company import (
    AddChoiceForm,
    AreaForm,
    ClosedDayForm,
    CompanyForm,
    HandOverForm,
    MergeChoiceForm,
    NewAreaForm,
    NewTeamForm,
    RenameChoiceForm,
    TeamForm,
)
from apps.people.forms.members import (
    AbsenceForm,
    AcceptForm,
    InvitationForm,
    LeaveForm,
    MemberForm,
    PhotoForm,
    ProfileForm,
    RolesForm,
    ThemeForm,
    TokenForm,
)

__all__ = [
    "AbsenceForm",
    "AcceptForm",
    "AddChoiceForm",
    "AreaForm",
    "ClosedDayForm",
    "CompanyForm",
    "HandOverForm",
    "InvitationForm",
    "LeaveForm",
    "MemberForm",
    "MergeChoiceForm",
    "NewAreaForm",
    "NewTeamForm",
    "PhotoForm",
    "ProfileForm",
    "RenameChoiceForm",
    "RolesForm",
    "TeamForm",
    "ThemeForm",
    "TokenForm",
]
