from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from apps.core.errors import require
from apps.leads import commands, policy, queries
from apps.leads.filters import LeadPageFilters
from apps.leads.forms import LeadForm
from apps.leads.models import HandOff, Lead
from apps.leads.models.leads import sees_all_leads
from apps.people.access import member_of, signed_in
from apps.people.editing import form_page
from apps.people.lists import Column, Empty, listing

COLUMNS = [
    Column("external_id", gettext_lazy("External id"), lambda lead: lead.external_id),
    Column("name", gettext_lazy("Name"), lambda lead: lead.name),
    Column("company", gettext_lazy("Company"), lambda lead: lead.company),
    Column("email", gettext_lazy("E-mail"), lambda lead: lead.email),
    Column("source", gettext_lazy("Source"), lambda lead: lead.source),
    Column("stage", gettext_lazy("Stage"), lambda lead: lead.get_stage_display()),
    Column("outcome", gettext_lazy("Sales-ready?"), lambda lead: lead.get_outcome_display()),
    Column("owner", gettext_lazy("Owner"), lambda lead: lead.owner),
    Column("created_at", gettext_lazy("Newest"), lambda lead: lead.created_at),
]
ORDERS = {"-created_at": ("-created_at", "id"), "company": ("company", "id"), "name": ("name", "id")}


@signed_in
@require_safe
def leads(request: HttpRequest) -> HttpResponseBase:
    """The list; who sees no contact details sees how many there are, and what they answer for themselves."""
    viewer, now = member_of(request), timezone.now()
    rows = queries.leads(viewer=viewer, now=now)
    context = {
        "numbers": None if sees_all_leads(viewer) else queries.numbers(),
        "may_bring": policy.may_bring_leads(viewer),
    }
    if policy.may_bring_leads(viewer):
        empty = Empty(_("No lead is here yet."), reverse("leads:new_import"), _("Import leads"))
    else:
        empty = Empty(_("No lead is here that you may see."))
    return listing(
        request,
        page="leads:leads",
        rows=rows,
        filters=LeadPageFilters,
        columns=COLUMNS,
        orders=ORDERS,
        default_order="-created_at",
        template="leads/leads.html",
        rows_template="leads/_leads.html",
        empty=empty,
        context=context,
    )


def found(request: HttpRequest, pk: UUID) -> Lead:
    return get_object_or_404(queries.leads(viewer=member_of(request), now=timezone.now()), pk=pk)


@signed_in
@require_safe
def lead(request: HttpRequest, pk: UUID) -> HttpResponse:
    viewer, now, row = member_of(request), timezone.now(), found(request, pk)
    labels = {fact.name: fact.label for fact in queries.facts().values()}
    hand_offs = list(queries.hand_offs(viewer=viewer, now=now).filter(lead=row).order_by("-offered_at", "pk"))
    latest = hand_offs[0] if hand_offs else None
    context = {
        "lead": row,
        "why": queries.why(row),
        "verdicts": queries.verdicts(viewer=viewer, now=now, lead=row).order_by("-as_of", "-pk")[:20],
        "facts": [(labels.get(name, name), value) for name, value in sorted(row.attributes.items())],
        "hand_offs": hand_offs,
        "latest": latest,
        "may_answer": latest is not None and policy.may_answer(viewer, latest),
        "may_edit": policy.may_edit_lead(viewer, row),
        "contacts": HandOff.Contact,
    }
    return render(request, "leads/lead.html", context)


@signed_in
def new_lead(request: HttpRequest) -> HttpResponse:
    actor = member_of(request)
    require(policy.may_bring_leads(actor))
    context = {
        "heading": _("Write a lead down"),
        "intro": _("An e-mail or an external id is enough: by either it is found again."),
        "submit": _("Write it down"),
        "cancel_url": reverse("leads:leads"),
        "draft": "lead-new",
    }
    return form_page(
        request,
        form=LeadForm,
        act=lambda revision, **given: commands.create_lead(actor=actor, now=timezone.now(), **given),
        done=partial(_page_of, actor),
        context=context,
        said=_("The lead is written down."),
    )


def _page_of(actor: object, row: Lead) -> str:
    """A manager of another team may write a lead down, and then sees the counts alone."""
    seen = Lead.objects.visible_to(actor).filter(pk=row.pk).exists()
    return reverse("leads:lead", args=[row.pk]) if seen else reverse("leads:leads")


@signed_in
def edit_lead(request: HttpRequest, pk: UUID) -> HttpResponse:
    actor, row = member_of(request), found(request, pk)
    require(policy.may_edit_lead(actor, row))
    context = {
        "heading": _("What is known of “%(title)s”") % {"title": row},
        "cancel_url": reverse("leads:lead", args=[row.pk]),
        "draft": f"lead-{row.pk}",
    }
    return form_page(
        request,
        form=LeadForm,
        act=partial(commands.edit_lead, actor=actor, lead=row, now=timezone.now()),
        done=reverse("leads:lead", args=[row.pk]),
        context=context,
        initial=LeadForm.values_of(row),
    )
