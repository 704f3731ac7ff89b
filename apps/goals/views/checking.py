"""How a goal's owner sees it, said in twenty seconds, and who reads that."""

from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from apps.core.errors import require
from apps.goals import commands, policy, queries
from apps.goals.forms import CheckInForm, ReaderForm
from apps.goals.models import CheckIn, Goal
from apps.goals.views.forming import form_page, page_of
from apps.goals.views.goals import found
from apps.goals.views.saying import lines
from apps.people.access import member_of, signed_in
from apps.people.editing import act_and_go, submit, typed
from apps.people.lists import Column, as_csv

PAGE = "goals/check_in.html"
COLUMNS = [
    Column("at", gettext_lazy("Said"), lambda said: said.at),
    Column("author", gettext_lazy("By"), lambda said: said.author),
    Column("confidence", gettext_lazy("Confidence"), lambda said: said.get_confidence_display()),
    Column("value", gettext_lazy("Value"), lambda said: said.reading.value if said.reading else None),
    Column("line", gettext_lazy("In one line"), lambda said: said.line),
    Column("changed", gettext_lazy("What changed"), lambda said: said.changed),
    Column("help_wanted", gettext_lazy("Help wanted"), lambda said: said.help_wanted),
    Column("counts", gettext_lazy("Counts"), lambda said: not hasattr(said, "corrected_by")),
    Column("read_by", gettext_lazy("Read by"), lambda said: said.read_mark.by if hasattr(said, "read_mark") else None),
]


@signed_in
def check_in(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Three buttons, each of which says it and sends what is typed above."""
    actor, row, now = member_of(request), found(request, pk), timezone.now()
    require(policy.may_edit_goal(actor, row))
    context = {
        "heading": _("How does it stand?"),
        "intro": row.title,
        "goal": row,
        "cancel_url": page_of("goal", row),
        "draft": f"check-in-{row.pk}",
    }
    form = CheckInForm(typed(request), goal=row, initial={"value": vars(row)["value"]})
    if request.method != "POST":
        return render(request, PAGE, context | {"form": form})
    act = partial(commands.check_in, actor=actor, goal=row, now=now)
    said = _("Everybody sees how it stands.")
    return submit(request, form=form, act=act, done=page_of("goal", row), page=PAGE, context=context, said=said)


def _said(request: HttpRequest, goal: Goal, said: UUID) -> CheckIn:
    rows = queries.check_ins(viewer=member_of(request), now=timezone.now(), goal=goal)
    return get_object_or_404(rows, pk=said)


@signed_in
def correct_check_in(request: HttpRequest, pk: UUID, said: UUID) -> HttpResponse:
    actor, row, now = member_of(request), found(request, pk), timezone.now()
    before = _said(request, row, said)
    require(policy.may_correct(actor, before))
    context = {
        "heading": _("Say it otherwise"),
        "intro": _("“%(title)s”: what you said first stays in the list, marked as corrected.") % {"title": row.title},
        "goal": row,
        "cancel_url": page_of("goal", row),
        "draft": f"correct-check-in-{before.pk}",
        "before": before,
    }
    form = CheckInForm(typed(request), goal=row, initial=CheckInForm.values_of(before))
    if request.method != "POST":
        return render(request, PAGE, context | {"form": form})
    act = partial(commands.correct_check_in, actor=actor, check_in=before, now=now)
    done = page_of("goal", row)
    return submit(request, form=form, act=act, done=done, page=PAGE, context=context, said=_("It is corrected."))


@signed_in
@require_POST
def read_check_in(request: HttpRequest, pk: UUID, said: UUID) -> HttpResponse:
    row = found(request, pk)
    check_in = _said(request, row, said)
    act = partial(commands.mark_read, actor=member_of(request), check_in=check_in, now=timezone.now())
    return act_and_go(request, act=act, to=page_of("goal", row), said=_("Its owner sees that you read it."))


@signed_in
def name_reader(request: HttpRequest, pk: UUID) -> HttpResponse:
    actor, row = member_of(request), found(request, pk)
    require(policy.may_edit_goal(actor, row))
    context = {
        "heading": _("Who reads how it stands?"),
        "intro": _("“%(title)s”: whoever reads it is asked to from the next check-in on.") % {"title": row.title},
        "cancel_url": page_of("goal", row),
        "draft": f"reader-{row.pk}",
    }
    return form_page(
        request,
        ReaderForm(typed(request), goal=row, initial={"reader": row.reader}),
        act=partial(commands.name_reader, actor=actor, goal=row, now=timezone.now()),
        done=page_of("goal", row),
        context=context,
        said=_("From the next check-in on it is read by whom you named."),
    )


@signed_in
@require_safe
def check_ins(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Everything that was said of it, corrections too."""
    viewer, now, row = member_of(request), timezone.now(), found(request, pk)
    rows = queries.check_ins(viewer=viewer, now=now, goal=row).order_by("-at", "pk")
    if request.GET.get("format") == "csv":
        return as_csv(COLUMNS, rows, name="check-ins")
    context = {
        "goal": row,
        "check_ins": lines(row, viewer, now, 500),
        "csv_url": f"{reverse('goals:check_ins', args=[row.pk])}?format=csv",
    }
    return render(request, "goals/check_ins.html", context)
