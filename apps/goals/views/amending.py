"""Where somebody would change what is agreed, they find themselves in the amendment that can."""

from datetime import datetime
from urllib.parse import urlencode

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from apps.agreements import policy as agreements
from apps.goals.commands.protecting import agreed_otherwise
from apps.goals.forms import AgreedForm
from apps.goals.models import Goal
from apps.people.models import Member


def may_amend(goal: Goal, actor: Member, now: datetime) -> bool:
    """Whether there is an agreement to amend, and the actor may."""
    return goal.stands_agreed(now) and agreements.may_amend(actor, goal.in_plan.plan.agreement)


def to_amendment(goal: Goal, form: Form, actor: Member, now: datetime) -> HttpResponse | None:
    """The way to change what a plan in force says: its amendment, in which what was typed isn't lost."""
    if not may_amend(goal, actor, now) or not form.is_valid() or not agreed_otherwise(goal, form.cleaned_data):
        return None
    names = [name for name in AgreedForm.base_fields if form.data.get(name) and name != "revision"]
    given = {name: getattr(form.cleaned_data.get(name), "pk", form.data[name]) for name in names}
    return redirect(f"{reverse('goals:amend_goal', args=[goal.pk])}?{urlencode(given)}")
