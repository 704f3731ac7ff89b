from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from apps.collateral import commands, queries
from apps.collateral.forms import SynonymForm
from apps.people.access import admins_only, member_of
from apps.people.editing import act_and_go, form_page


@admins_only
@require_http_methods(["GET", "POST"])
def synonyms(request: HttpRequest) -> HttpResponse:
    actor = member_of(request)
    return form_page(
        request,
        form=SynonymForm,
        act=partial(commands.add_synonym, actor=actor, now=timezone.now()),
        done=reverse("collateral:synonyms"),
        page="collateral/synonyms.html",
        context={"synonyms": queries.synonyms(viewer=actor)},
        said=_("It counts from the next search on."),
    )


@admins_only
@require_POST
def remove_synonym(request: HttpRequest, pk: UUID) -> HttpResponse:
    actor = member_of(request)
    synonym = get_object_or_404(queries.synonyms(viewer=actor), pk=pk)
    act = partial(commands.remove_synonym, actor=actor, synonym=synonym, now=timezone.now())
    return act_and_go(request, act=act, to=reverse("collateral:synonyms"))
