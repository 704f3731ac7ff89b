"""The pages of follow-ups: the company's rules, and putting off what waits for me."""

from functools import partial
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.core import things
from apps.followups import commands, queries
from apps.followups.forms import RuleFilters, RuleForm, SnoozeForm
from apps.people.access import admins_only, member_of, signed_in
from apps.people.editing import act_and_go, form_page
from apps.people.lists import Column, Empty, listing
from apps.trail.queries import history_of

COLUMNS = [
    Column("kind", gettext_lazy("What"), lambda rule: rule.label),
    Column("is_on", gettext_lazy("On"), lambda rule: rule.is_on),
    Column("lead_hours", gettext_lazy("Working hours before it is due"), lambda rule: rule.lead_hours),
    Column("repeat_days", gettext_lazy("Again after"), lambda rule: ", ".join(map(str, rule.repeat_days))),
]


@admins_only
@require_GET
def rules(request: HttpRequest) -> HttpResponseBase:
    """What the company reminds of, and when."""
    return listing(
        request,
        page="followups:rules",
        rows=queries.rules(viewer=member_of(request)),
        filters=RuleFilters,
        columns=COLUMNS,
        orders={"kind": "kind"},
        default_order="kind",
        template="followups/rules.html",
        rows_template="followups/_rules.html",
        empty=Empty(_("The rules appear with the first round of reminders, within a minute.")),
    )


@admins_only
@require_http_methods(["GET", "POST"])
def rule(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change one rule."""
    viewer = member_of(request)
    found = get_object_or_404(queries.rules(viewer=viewer), pk=pk)
    return form_page(
        request,
        form=RuleForm,
        initial=RuleForm.values_of(found),
        act=partial(commands.edit_rule, actor=viewer, rule=found, now=timezone.now()),
        done=reverse("followups:rules"),
        page="followups/rule.html",
        context={
            "rule": found,
            "draft": f"rule-{found.pk}",
            "cancel_url": reverse("followups:rules"),
            "entries": history_of(found),
        },
        said=_("“%(label)s” counts from the next round on.") % {"label": found.label},
    )


@signed_in
@require_POST
def snooze(request: HttpRequest, kind: str, about_kind: str, pk: UUID) -> HttpResponse:
    """Put off being reminded of one thing that waits for me."""
    viewer = member_of(request)
    thing = things.find(about_kind, pk, viewer)
    form = SnoozeForm(request.POST)
    if thing is None or not form.is_valid():
        raise Http404
    act = partial(
        commands.snooze, actor=viewer, kind=kind, thing=thing, days=form.cleaned_data["days"], now=timezone.now()
    )
    return act_and_go(request, act=act, to="/")


@signed_in
@require_POST
def wake(request: HttpRequest, pk: UUID) -> HttpResponse:
    viewer = member_of(request)
    found = get_object_or_404(queries.snoozes(viewer=viewer), pk=pk)
    act = partial(commands.wake, actor=viewer, snooze=found, now=timezone.now())
    return act_and_go(request, act=act, to="/", said=_("You will be reminded of it as before."))
