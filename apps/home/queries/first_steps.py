"""What somebody new does first; each step is done when it has happened, so that nothing is ticked by hand."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from apps.collateral.models import Asset, Feedback
from apps.goals.models import Period
from apps.leads.models import Lead
from apps.meetings.models import Series
from apps.people.models import Choice, ChoiceList, Company, Invitation, Member, Role

NEW = timedelta(days=30)


@dataclass(frozen=True)
class FirstStep:
    label: Any
    url: str
    done: bool


def first_steps(*, viewer: Member, now: datetime) -> list[FirstStep]:
    """The steps for `viewer`'s role in their first month; none once all are done."""
    if viewer.joined_at is None or viewer.joined_at <= now - NEW:
        return []
    photo = FirstStep(_("Add a photo, so that people know you"), reverse("people:me"), bool(viewer.photo))
    steps = [*_of_company(), photo] if viewer.has_role(Role.ADMIN) else [photo, _of_role(viewer)]
    return [] if all(step.done for step in steps) else steps


def _of_company() -> list[FirstStep]:
    """What makes a new company's portal useful, in the order in which one builds on the other."""
    shaped = Company.objects.filter(revision__gt=1).exists()
    listed = Choice.objects.filter(list__in=[ChoiceList.PERSONA, ChoiceList.PRODUCT]).exists()
    return [
        FirstStep(_("Say when you work, and when your year begins"), reverse("people:company"), shaped),
        FirstStep(_("Invite your colleagues"), reverse("people:invite"), Invitation.objects.exists()),
        FirstStep(_("Name your products and who buys them"), reverse("people:choices"), listed),
        FirstStep(_("Put up your first files"), reverse("collateral:upload"), Asset.objects.exists()),
        FirstStep(_("Put a joint meeting into the calendar"), reverse("meetings:new"), Series.objects.exists()),
        FirstStep(_("Open the fiscal year"), reverse("goals:new_period"), Period.objects.exists()),
        FirstStep(_("Bring your leads in"), reverse("leads:new_import"), Lead.objects.exists()),
    ]


def _of_role(viewer: Member) -> FirstStep:
    if viewer.has_role(Role.MARKETER):
        made = Asset.objects.filter(created_by=viewer).exists()
        return FirstStep(_("Put up your first piece of collateral"), reverse("collateral:upload"), made)
    if viewer.has_role(Role.MANAGER, Role.EXECUTIVE):
        held = Series.objects.filter(created_by=viewer).exists()
        return FirstStep(_("Put a joint meeting into the calendar"), reverse("meetings:new"), held)
    rated = Feedback.objects.filter(author=viewer).exists()
    return FirstStep(_("Rate a piece of collateral you know"), reverse("collateral:library"), rated)
