from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.agreements import commands, policy
from apps.agreements.forms import DraftChangesForm, DraftForm
from apps.agreements.views.finding import asked, found, opened_of, page_of
from apps.core.errors import require
from apps.people.access import member_of, signed_in
from apps.people.editing import form_page, typed


@signed_in
def new_agreement(request: HttpRequest) -> HttpResponse:
    actor = member_of(request)
    require(policy.may_start(actor))
    context = {
        "heading": _("Begin an agreement"),
        "submit": _("Begin it"),
        "cancel_url": reverse("agreements:agreements"),
        "draft": "agreement-new",
    }
    act = partial(commands.start_agreement, actor=actor, now=timezone.now())
    said = _("The draft is begun. Propose it once everybody named on it is content.")
    return form_page(request, form=DraftForm, act=act, done=page_of, context=context, said=said)


@signed_in
def edit_draft(request: HttpRequest, pk: UUID) -> HttpResponse:
    actor, agreement = member_of(request), found(request, pk)
    version = opened_of(request, agreement)
    require(policy.may_edit(actor, agreement))
    form = DraftChangesForm(typed(request), version=version, initial=DraftChangesForm.values_of(agreement))
    act = partial(commands.edit_draft, actor=actor, agreement=agreement, now=timezone.now())
    context = {"heading": _("Work on the draft"), "draft": f"agreement-{agreement.pk}"}
    return asked(request, form, act=act, agreement=agreement, context=context)
