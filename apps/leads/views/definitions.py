from functools import partial
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from apps.agreements import policy as agreements_policy
from apps.core import markdown
from apps.core.asking import LARGEST_REVISION, whole_number
from apps.core.errors import NotNow, Refused, Stale, require
from apps.leads import commands, editor, policy, queries
from apps.leads.criteria import words_of
from apps.leads.forms import DefinitionForm, TextForm
from apps.leads.models import Definition
from apps.people.access import member_of, signed_in
from apps.people.models import Member


@signed_in
@require_safe
def definition(request: HttpRequest) -> HttpResponse:
    """What sales-ready means: what counts, and the draft for those who may see it."""
    viewer, now = member_of(request), timezone.now()
    row = queries.definitions(viewer=viewer, now=now).first()
    if row is None:
        return render(request, "leads/no_definition.html", {"may_start": policy.may_start_definition(viewer)})
    version = queries.in_force(now)
    tree = version.parsed() if version else None
    counts = queries.count(tree)[0] if tree else None
    context = {
        "definition": row,
        "version": version,
        "words": markdown.render(words_of(tree)) if tree else "",
        "counts": counts,
        "numbers": queries.numbers(),
        "may_edit": _may_edit(viewer, row),
    }
    return render(request, "leads/definition.html", context)


def _may_edit(viewer: Member, row: Definition) -> bool:
    """Named on it; where no draft is open, whoever may amend it."""
    return agreements_policy.may_edit(viewer, row.agreement) or (
        agreements_policy.may_amend(viewer, row.agreement) and not row.agreement.versions.filter(state="draft").exists()
    )


@signed_in
def new_definition(request: HttpRequest) -> HttpResponse:
    actor = member_of(request)
    require(policy.may_start_definition(actor))
    return _edited(
        request,
        DefinitionForm,
        tree=editor.empty(),
        act=partial(_start, actor),
        heading=_("Begin a definition of sales-ready leads"),
        save=_("Begin the draft"),
    )


def _start(actor: Member, tree: Any, revision: int | None, **given: Any) -> Definition:
    seats = [given.pop("sales"), given.pop("marketing")]
    return commands.start_definition(actor=actor, tree=tree, seats=seats, now=timezone.now(), **given)


@signed_in
def edit_definition(request: HttpRequest) -> HttpResponse:
    actor, now = member_of(request), timezone.now()
    row = queries.definitions(viewer=actor, now=now).first()
    if row is None:
        raise Http404
    require(_may_edit(actor, row))
    return _edited(
        request,
        TextForm,
        tree=row.tree,
        act=lambda **given: commands.write_definition(actor=actor, definition=row, now=now, **given),
        heading=_("Work on the criteria"),
        save=_("Save the draft"),
        initial={"text": row.text},
        revision=row.revision,
    )


def _edited(
    request: HttpRequest,
    form_class: type[forms.Form],
    *,
    tree: editor.Data,
    act: Any,
    heading: str,
    save: str,
    initial: dict[str, Any] | None = None,
    revision: int | None = None,
) -> HttpResponse:
    """The editor's page: every button but the last only changes what stands in the form."""
    facts, do = queries.facts(), request.POST.get("do", "")
    form = form_class(request.POST if do == "save" else None, initial=initial)
    status = 200
    if request.method == "POST":
        tree = editor.read(request.POST, facts)
        revision = whole_number(request.POST.get("revision", ""), most=LARGEST_REVISION)
        if do == "save":
            status = _saved(form, act, tree, revision)
            if status == 302:
                return redirect("leads:definition")
        else:
            editor.act(tree, do, request.POST, facts)
            form = form_class(initial={name: request.POST.get(name) for name in form.fields})
    state = editor.shown(tree, facts, judged=do in ("save", "count"))
    context = {
        "heading": heading,
        "save": save,
        "form": form,
        "state": state,
        "facts": list(facts.values()),
        "revision": revision,
        "cancel_url": reverse("leads:definition"),
    }
    return render(request, "leads/edit_definition.html", context, status=status)


def _saved(form: forms.Form, act: Any, tree: editor.Data, revision: int | None) -> int:
    """The status of the answer; what was refused stands in the form."""
    if not form.is_valid():
        return 422
    try:
        act(tree=tree, revision=revision, **form.cleaned_data)
    except Stale:
        form.add_error(
            None, _("Somebody saved the criteria meanwhile. Open the page anew beside this one and compare.")
        )
        return 412
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return 409 if isinstance(refusal, NotNow) else 422
    return 302
