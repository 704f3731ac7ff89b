"""What a goal is measured by, what was read, how its owner sees it."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from apps.core.errors import require
from apps.goals import commands, policy, queries
from apps.goals.commands.composing import in_words
from apps.goals.commands.protecting import PROTECTED
from apps.goals.forms import AgreedForm, MeasureForm, PhasesForm, ReadingForm
from apps.goals.models import Goal
from apps.goals.views.amending import may_amend, to_amendment
from apps.goals.views.forming import form_page, page_of
from apps.goals.views.goals import found
from apps.people.access import member_of, signed_in
from apps.people.editing import typed
from apps.people.lists import Column, as_csv

COLUMNS = [
    Column("as_of", gettext_lazy("Day"), lambda reading: reading.as_of),
    Column("value", gettext_lazy("Value"), lambda reading: reading.value),
    Column("source", gettext_lazy("Source"), lambda reading: reading.get_source_display()),
    Column("note", gettext_lazy("Note"), lambda reading: reading.note),
    Column("by", gettext_lazy("By"), lambda reading: reading.by),
    Column("counts", gettext_lazy("Counts"), lambda reading: counts(reading)),
]


def counts(reading: Any) -> bool:
    """Neither corrected since nor taken back."""
    return reading.value is not None and not hasattr(reading, "corrected_by")


def _mine(request: HttpRequest, pk: UUID) -> Goal:
    row = found(request, pk)
    require(policy.may_edit_goal(member_of(request), row))
    return row


@signed_in
def measure(request: HttpRequest, pk: UUID) -> HttpResponse:
    actor, row, now = member_of(request), _mine(request, pk), timezone.now()
    context = {
        "heading": _("What is it measured by?"),
        "intro": row.title,
        "cancel_url": page_of("goal", row),
        "draft": f"measure-{row.pk}",
    }
    initial = MeasureForm.values_of(row)
    if not row.is_measured:
        initial |= {"starts_on": queries.today(now), "check_in_days": 14}
    form = MeasureForm(typed(request), initial=initial)
    if amendment := to_amendment(row, form, actor, now):
        return amendment
    return form_page(
        request,
        form,
        act=partial(commands.set_measure, actor=actor, goal=row, now=now),
        done=page_of("goal", row),
        context=context,
        said=_("From now on its numbers say how far it is."),
    )


@signed_in
def amend(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What a plan in force says is changed by everybody who signed it; what is typed here goes into the draft."""
    actor, row, now = member_of(request), _mine(request, pk), timezone.now()
    require(not row.stands_agreed(now) or may_amend(row, actor, now))
    context = {
        "heading": _("Propose another target"),
        "intro": _("“%(title)s” is agreed. What counts now stays until everybody in the planning has signed.")
        % {"title": row.title},
        "submit": _("Open an amendment with this"),
        "cancel_url": page_of("goal", row),
        "draft": f"amend-{row.pk}",
    }
    return form_page(
        request,
        AgreedForm(typed(request), initial=AgreedForm.values_of(row) | _handed_on(request)),
        act=partial(_amend, actor=actor, goal=row, now=now),
        done=partial(page_of, "plan"),
        context=context,
        said=_("The amendment is open. Say what changed and why, then propose it."),
    )


def _amend(*, revision: int | None = None, **given: Any) -> Any:
    """An amendment overwrites nothing, so it has no revision to be judged by."""
    return commands.amend_goal(**given)


def _handed_on(request: HttpRequest) -> dict[str, str]:
    """What was typed where it could not be changed."""
    return {name: request.GET[name] for name in AgreedForm.base_fields if name in request.GET and name != "revision"}


@signed_in
def phases(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What is sold in December isn't sold in June: a straight line would accuse wrongly."""
    actor, row = member_of(request), _mine(request, pk)
    context = {
        "heading": _("How much is expected by when?"),
        "intro": _("“%(title)s”: %(measure)s Without phases a straight line is expected.")
        % {"title": row.title, "measure": in_words({name: getattr(row, name) for name in PROTECTED})},
        "cancel_url": page_of("goal", row),
        "draft": f"phases-{row.pk}",
        "in_pairs": True,
    }
    return form_page(
        request,
        PhasesForm(typed(request), goal=row, initial=PhasesForm.values_of(row)),
        act=partial(commands.set_phases, actor=actor, goal=row, now=timezone.now()),
        done=page_of("goal", row),
        context=context,
        said=_("Its pace is judged by that from now on."),
    )


@signed_in
def new_reading(request: HttpRequest, pk: UUID) -> HttpResponse:
    actor, row, now = member_of(request), _mine(request, pk), timezone.now()
    context = {
        "heading": _("Write a number down"),
        "intro": row.title,
        "submit": _("Write it down"),
        "cancel_url": page_of("goal", row),
        "draft": f"reading-{row.pk}",
    }
    initial = {"value": vars(row)["value"], "as_of": queries.today(now)}
    return form_page(
        request,
        ReadingForm(typed(request), goal=row, initial=initial),
        act=partial(commands.record_reading, actor=actor, goal=row, now=now),
        done=page_of("goal", row),
        context=context,
    )


@signed_in
@require_safe
def readings(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Everything that was read of it, corrections too."""
    now, row = timezone.now(), found(request, pk)
    rows = queries.readings(viewer=member_of(request), now=now, goal=row).order_by("-as_of", "-at", "pk")
    if request.GET.get("format") == "csv":
        return as_csv(COLUMNS, rows, name="readings")
    shown = [(reading, queries.worded(row, reading.value), counts(reading)) for reading in rows[:500]]
    context = {"goal": row, "rows": shown, "csv_url": f"{reverse('goals:readings', args=[row.pk])}?format=csv"}
    return render(request, "goals/readings.html", context)
