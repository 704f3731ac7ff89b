"""The admins' overview, the company's settings, closed days, choices, and searches that found nobody."""

from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.core import navigation
from apps.people import commands, forms, queries, uses
from apps.people.access import admins_only, member_of
from apps.people.editing import act_and_go, form_page, submit
from apps.people.models import ChoiceList


@admins_only
@require_GET
def admin(request: HttpRequest) -> HttpResponse:
    return render(request, "people/admin.html", {"pages": navigation.admin_pages(request)})


@admins_only
@require_http_methods(["GET", "POST"])
def company(request: HttpRequest) -> HttpResponse:
    settings = queries.company()
    return form_page(
        request,
        form=forms.CompanyForm,
        initial=forms.CompanyForm.values_of(settings),
        act=partial(commands.edit_company, actor=member_of(request), company=settings, now=timezone.now()),
        done=reverse("people:company"),
        page="people/company.html",
        context={"settings": settings, "cancel_url": reverse("people:admin"), "draft": "company"},
        said=_("The settings are saved and count from now on."),
    )


@admins_only
@require_http_methods(["GET", "POST"])
def closed_days(request: HttpRequest) -> HttpResponse:
    actor = member_of(request)
    return form_page(
        request,
        form=forms.ClosedDayForm,
        act=partial(commands.add_closed_day, actor=actor, now=timezone.now()),
        done=reverse("people:closed_days"),
        page="people/closed_days.html",
        context={"days": queries.closed_days(viewer=actor).order_by("on"), "today": timezone.localdate()},
    )


@admins_only
@require_POST
def remove_closed_day(request: HttpRequest, pk: UUID) -> HttpResponse:
    actor = member_of(request)
    day = get_object_or_404(queries.closed_days(viewer=actor), pk=pk)
    act = partial(commands.remove_closed_day, actor=actor, closed_day=day, now=timezone.now())
    return act_and_go(request, act=act, to=reverse("people:closed_days"))


@admins_only
@require_GET
def choices(request: HttpRequest) -> HttpResponse:
    return render(request, "people/choices.html", _choices_context(request))


@admins_only
@require_POST
def add_choice(request: HttpRequest) -> HttpResponse:
    return submit(
        request,
        form=forms.AddChoiceForm(request.POST),
        act=partial(commands.add_choice, actor=member_of(request), now=timezone.now()),
        done=lambda choice: reverse("people:choices") + f"#{choice.list}",
        page="people/choices.html",
        context=_choices_context(request),
    )


def _choices_context(request: HttpRequest) -> dict[str, object]:
    """Each list with its entries, those no longer offered last, and the form for one more."""
    rows = list(queries.choices(viewer=member_of(request)).order_by("position", "label"))
    lists = [
        {
            "name": name,
            "label": label,
            "offered": [row for row in rows if row.list == name and not row.retired_at],
            "retired": [row for row in rows if row.list == name and row.retired_at],
            "form": forms.AddChoiceForm(initial={"list": name}, auto_id=f"id_{name}_%s"),
        }
        for name, label in ChoiceList.choices
    ]
    return {"lists": lists}


@admins_only
@require_http_methods(["GET", "POST"])
def rename_choice(request: HttpRequest, pk: UUID) -> HttpResponse:
    actor = member_of(request)
    choice = get_object_or_404(queries.choices(viewer=actor), pk=pk)
    return form_page(
        request,
        form=forms.RenameChoiceForm,
        initial=forms.RenameChoiceForm.values_of(choice),
        act=partial(commands.rename_choice, actor=actor, choice=choice, now=timezone.now()),
        done=reverse("people:choices"),
        context={
            "heading": _("Rename “%(label)s”") % {"label": choice},
            "intro": _("Everything that has it shows the new name."),
            "submit": _("Rename it"),
            "cancel_url": reverse("people:choices"),
        },
    )


@admins_only
@require_http_methods(["GET", "POST"])
def merge_choice(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What has it is said before, for it can't be told apart again."""
    actor = member_of(request)
    choice = get_object_or_404(queries.choices(viewer=actor), pk=pk)
    return form_page(
        request,
        form=partial(forms.MergeChoiceForm, choice=choice),
        act=partial(commands.merge_choice, actor=actor, choice=choice, now=timezone.now()),
        done=reverse("people:choices") + f"#{choice.list}",
        page="people/merge_choice.html",
        context={"choice": choice, "counts": uses.counted(choice), "cancel_url": reverse("people:choices")},
        said=_("“%(label)s” is merged, and no longer offered.") % {"label": choice},
    )


@admins_only
@require_http_methods(["GET", "POST"])
def kind(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What is asked of collateral of a kind."""
    actor = member_of(request)
    choice = get_object_or_404(queries.choices(viewer=actor), pk=pk, list=ChoiceList.ASSET_KIND)
    return form_page(
        request,
        form=forms.KindForm,
        initial=forms.KindForm.values_of(choice),
        act=partial(commands.set_kind, actor=actor, choice=choice, now=timezone.now()),
        done=reverse("people:choices") + f"#{choice.list}",
        context={
            "heading": _("What is asked of “%(label)s”") % {"label": choice},
            "intro": _("It counts for what goes out from now on; what is out stays out."),
            "submit": _("Save"),
            "cancel_url": reverse("people:choices"),
        },
    )


@admins_only
@require_POST
def retire_choice(request: HttpRequest, pk: UUID) -> HttpResponse:
    actor = member_of(request)
    choice = get_object_or_404(queries.choices(viewer=actor), pk=pk)
    act = partial(commands.retire_choice, actor=actor, choice=choice, now=timezone.now())
    return act_and_go(request, act=act, to=reverse("people:choices"))


@admins_only
@require_POST
def restore_choice(request: HttpRequest, pk: UUID) -> HttpResponse:
    actor = member_of(request)
    choice = get_object_or_404(queries.choices(viewer=actor), pk=pk)
    act = partial(commands.restore_choice, actor=actor, choice=choice, now=timezone.now())
    return act_and_go(request, act=act, to=reverse("people:choices"))


@admins_only
@require_POST
def move_choice(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One place up or down, by two buttons."""
    actor = member_of(request)
    choice = get_object_or_404(queries.choices(viewer=actor), pk=pk)
    position = choice.position + (1 if request.POST.get("to") == "down" else -1)
    act = partial(commands.move_choice, actor=actor, choice=choice, position=position, now=timezone.now())
    return act_and_go(request, act=act, to=reverse("people:choices") + f"#{choice.list}")


@admins_only
@require_GET
def misses(request: HttpRequest) -> HttpResponse:
    found = queries.directory_misses(viewer=member_of(request))[:200]
    return render(request, "people/misses.html", {"misses": found})
