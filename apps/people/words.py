"""How this app's acts read in a history, and its notices in an inbox."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.translation import gettext_lazy as _

from apps.core.telling import NoticeKind
from apps.people.models import Role, Side, Theme

ACTS = {
    "company.set-up": _("set up the company with {admin} as admin"),
    "company.edited": _("changed the settings"),
    "closed-day.added": _("closed this day"),
    "closed-day.removed": _("made {on}, {name}, a working day again"),
    "choice.added": _("added it"),
    "choice.renamed": _("renamed it"),
    "choice.retired": _("took it out of the list"),
    "choice.restored": _("put it back into the list"),
    "choice.merged": _("merged it into {into}; what had it has that now: {moved}"),
    "choice.took_in": _("merged “{other}” into it"),
    "choice.kind-set": _("said what is asked of this kind"),
    "choice.moved": _("moved it to place {position}"),
    "team.created": _("made this team"),
    "team.edited": _("changed this team"),
    "member.joined": _("joined, invited by {invited_by}"),
    "member.profile-edited": _("changed their page"),
    "member.photo-set": _("set a new photo"),
    "member.photo-removed": _("removed the photo"),
    "member.edited": _("changed this member"),
    "member.roles-changed": _("changed the roles"),
    "member.left": _("ended the access; {count} things went to {to} or to who was named"),
    "member.erased": _("put a pseudonym in place of name and address"),
    "member.session-ended": _("signed out one of their browsers"),
    "member.sessions-ended": _("signed out {count} of their browsers"),
    "absence.set": _("set an absence from {from_on} to {until_on}"),
    "absence.ended": _("ended the absence"),
    "area.created": _("made this area, owned by {owner}"),
    "area.edited": _("changed this area"),
    "area.handed-over": _("handed it from {before} to {to}"),
    "area.retired": _("took it out of the directory"),
    "area.restored": _("put it back into the directory"),
    "invitation.sent": _("sent the invitation"),
    "invitation.sent-again": _("sent the invitation again"),
    "invitation.withdrawn": _("withdrew the invitation"),
    "invitation.accepted": _("accepted the invitation"),
    "token.created": _("made this token"),
    "token.revoked": _("revoked this token"),
    "saved-view.saved": _("saved this view"),
    "saved-view.deleted": _("removed this view"),
}

FIELDS = {
    "name": _("Name"),
    "label": _("Name"),
    "verify_days": _("Verified every so many days"),
    "reviewed": _("Reviewed before it goes out"),
    "words": _("Found by"),
    "owner": _("Owner"),
    "deputy": _("Deputy"),
    "lead": _("Lead"),
    "liaisons": _("Liaisons"),
    "job_title": _("Job title"),
    "email": _("E-mail address"),
    "side": _("Side"),
    "team": _("Team"),
    "roles": _("Roles"),
    "time_zone": _("Time zone"),
    "hours_from": _("Day begins at"),
    "hours_until": _("Day ends at"),
    "language": _("Language"),
    "theme": _("Look"),
    "shortcuts": _("Keyboard shortcuts"),
    "fiscal_year_month": _("Fiscal year begins in month"),
    "currency": _("Currency"),
    "work_days": _("Working days"),
    "opens": _("Work begins at"),
    "closes": _("Work ends at"),
    "request_answer_days": _("Requests are answered within (working days)"),
    "lead_accept_hours": _("Leads are accepted within (working hours)"),
    "first_contact_days": _("First contact within (working days)"),
    "share_days": _("Links to customers usually work for (days)"),
    "share_days_most": _("Links to customers work at most for (days)"),
    "sales_lead": _("Leads sales"),
    "marketing_lead": _("Leads marketing"),
}

VALUES: dict[str, Mapping[Any, Any]] = {
    "side": dict(Side.choices),
    "roles": dict(Role.choices),
    "theme": dict(Theme.choices),
    "language": dict(settings.LANGUAGES),
    "work_days": WEEKDAYS,
    "fiscal_year_month": MONTHS,
}

NOTICES = (
    NoticeKind(
        name="invitation-accepted",
        label=_("Somebody I invited has joined"),
        line=_("{title} accepted your invitation"),
        why=_("You invited them."),
    ),
    NoticeKind(
        name="handed-over",
        label=_("A colleague leaves and I take over"),
        line=_("{title} has left; you now answer for {what} of theirs"),
        why=_("You were named as their successor, or you are their manager."),
        rhythm="at_once",
    ),
    NoticeKind(
        name="area-given",
        label=_("An area is given to me"),
        line=_("{actor} made you the owner of the area {title}"),
        why=_("People find you in the directory for it."),
    ),
    NoticeKind(
        name="deputy-named",
        label=_("I am named as a deputy"),
        line=_("You stand in for {title} until {until}"),
        why=_("What is urgent for them reaches you while they are away."),
        rhythm="at_once",
    ),
)
