from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from apps.core.errors import require
from apps.leads import commands, policy, queries
from apps.leads.forms import AttributeChangesForm, AttributeForm
from apps.people.access import member_of, signed_in
from apps.people.editing import form_page


@signed_in
@require_safe
def attributes(request: HttpRequest) -> HttpResponse:
    viewer = member_of(request)
    rows = queries.attributes(viewer=viewer, now=timezone.now()).order_by("label", "pk")
    context = {"attributes": rows, "may_edit": policy.may_bring_leads(viewer)}
    return render(request, "leads/attributes.html", context)


@signed_in
def new_attribute(request: HttpRequest) -> HttpResponse:
    actor = member_of(request)
    require(policy.may_bring_leads(actor))
    context = {"heading": _("Add an attribute"), "submit": _("Add"), "cancel_url": reverse("leads:attributes")}
    return form_page(
        request,
        form=AttributeForm,
        act=partial(commands.add_attribute, actor=actor, now=timezone.now()),
        done=reverse("leads:attributes"),
        context=context,
        said=_("The attribute is in the catalogue."),
    )


@signed_in
def edit_attribute(request: HttpRequest, pk: UUID) -> HttpResponse:
    actor = member_of(request)
    row = get_object_or_404(queries.attributes(viewer=actor, now=timezone.now()), pk=pk)
    require(policy.may_bring_leads(actor))
    context = {"heading": row.label, "cancel_url": reverse("leads:attributes")}
    return form_page(
        request,
        form=AttributeChangesForm,
        act=partial(commands.edit_attribute, actor=actor, attribute=row, now=timezone.now()),
        done=reverse("leads:attributes"),
        context=context,
        initial=AttributeChangesForm.values_of(row),
    )
