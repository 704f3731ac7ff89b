"""What people turn to one another for."""

from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.core.errors import require
from apps.people import commands, forms, policy, queries
from apps.people.access import member_of, signed_in
from apps.people.editing import act_and_go, form_page
from apps.people.filters import AreaFilters
from apps.people.lists import Column, Empty, listing
from apps.people.models import Area

COLUMNS = [
    Column("name", gettext_lazy("Area"), lambda area: area.name),
    Column("owner", gettext_lazy("Owner"), lambda area: area.owner),
    Column("deputy", gettext_lazy("Deputy"), lambda area: area.deputy),
    Column("words", gettext_lazy("Found by"), lambda area: area.words),
]
ORDERS: dict[str, str | tuple[str, ...]] = {"name": "name", "owner": ("owner__name", "name")}


def _url(area: Area) -> str:
    return reverse("people:area", args=[area.pk])


@signed_in
@require_GET
def areas(request: HttpRequest) -> HttpResponseBase:
    viewer = member_of(request)
    may_create = policy.may_create_areas(viewer)
    new = reverse("people:new_area") if may_create else ""
    return listing(
        request,
        page="people:areas",
        rows=queries.areas(viewer=viewer),
        filters=AreaFilters,
        columns=COLUMNS,
        orders=ORDERS,
        default_order="name",
        template="people/areas.html",
        rows_template="people/_areas.html",
        empty=Empty(_("Nobody answers for anything yet."), new, _("Name the first area")),
        context={"may_create_areas": may_create},
    )


@signed_in
@require_GET
def area(request: HttpRequest, pk: UUID) -> HttpResponse:
    viewer = member_of(request)
    shown = get_object_or_404(queries.areas(viewer=viewer), pk=pk)
    away = queries.absence_of(shown.owner, timezone.now())
    context = {"area": shown, "away": away, "may_edit": policy.may_edit_area(viewer, shown)}
    return render(request, "people/area.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def new_area(request: HttpRequest) -> HttpResponse:
    actor = member_of(request)
    require(policy.may_create_areas(actor))
    return form_page(
        request,
        form=forms.NewAreaForm,
        initial={"name": request.GET.get("name", "")[:120]},
        act=partial(commands.create_area, actor=actor, now=timezone.now()),
        done=_url,
        context={
            "heading": _("New area"),
            "submit": _("Put it into the directory"),
            "cancel_url": reverse("people:areas"),
        },
    )


@signed_in
@require_http_methods(["GET", "POST"])
def edit_area(request: HttpRequest, pk: UUID) -> HttpResponse:
    actor = member_of(request)
    shown = get_object_or_404(queries.areas(viewer=actor), pk=pk)
    require(policy.may_edit_area(actor, shown))
    return form_page(
        request,
        form=forms.AreaForm,
        initial=forms.AreaForm.values_of(shown),
        act=partial(commands.edit_area, actor=actor, area=shown, now=timezone.now()),
        done=_url,
        context={"heading": shown.name, "draft": f"area-{pk}", "cancel_url": _url(shown)},
    )


@signed_in
@require_http_methods(["GET", "POST"])
def hand_over_area(request: HttpRequest, pk: UUID) -> HttpResponse:
    actor = member_of(request)
    shown = get_object_or_404(queries.areas(viewer=actor), pk=pk)
    require(policy.may_edit_area(actor, shown))
    return form_page(
        request,
        form=forms.HandOverForm,
        act=partial(commands.hand_over_area, actor=actor, area=shown, now=timezone.now()),
        done=_url,
        context={
            "heading": _("Hand over “%(name)s”") % {"name": shown},
            "intro": _("The new owner answers for it at once and is told."),
            "submit": _("Hand it over"),
            "cancel_url": _url(shown),
        },
    )


@signed_in
@require_POST
def retire_area(request: HttpRequest, pk: UUID) -> HttpResponse:
    actor = member_of(request)
    shown = get_object_or_404(queries.areas(viewer=actor), pk=pk)
    act = partial(commands.retire_area, actor=actor, area=shown, now=timezone.now())
    return act_and_go(request, act=act, to=_url(shown))


@signed_in
@require_POST
def restore_area(request: HttpRequest, pk: UUID) -> HttpResponse:
    actor = member_of(request)
    shown = get_object_or_404(queries.areas(viewer=actor), pk=pk)
    act = partial(commands.restore_area, actor=actor, area=shown, now=timezone.now())
    return act_and_go(
        request, act=act, to=_url(shown), said=_("“%(name)s” is in the directory again.") % {"name": shown}
    )
