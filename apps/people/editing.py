"""One form, one command: what was typed stays, refusals stand beside it, no newer change is overwritten unseen."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from apps.core import things
from apps.core.answer import back, say
from apps.core.choosing import OneOfField
from apps.core.errors import NotNow, Refused, Stale
from apps.core.undo import Undo
from apps.trail import queries as trail


class EditForm(forms.Form):
    """A form that carries the revision it was based on."""

    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    @classmethod
    def values_of(cls, row: Any) -> dict[str, Any]:
        """The row's values by field name; for what the form begins with, and for what others have saved since.

        What is only asked, and kept somewhere else or not at all, is left out.
        """
        return {name: getattr(row, name) for name in cls.base_fields if hasattr(row, name)}


def typed(request: HttpRequest) -> QueryDict | None:
    """What was sent, also where that is nothing at all; None where the form is only looked at."""
    return request.POST if request.method == "POST" else None


def form_page(
    request: HttpRequest,
    *,
    form: Callable[..., forms.Form],
    act: Callable[..., Any],
    done: Callable[[Any], str] | str,
    page: str = "kit/form.html",
    context: dict[str, Any] | None = None,
    said: str = "",
    initial: dict[str, Any] | None = None,
) -> HttpResponse:
    """A page whose matter is one form: shown by GET, done by POST. Arguments as in `submit`.

    Args:
        form: its class, or a partial of it with more of what it needs.
        initial: what stands in it at first.
    """
    if request.method == "POST":
        made = form(request.POST, request.FILES, initial=initial)
        return submit(request, form=made, act=act, done=done, page=page, context=context, said=said)
    return render(request, page, {**(context or {}), "form": form(initial=initial)})


def bound_page(
    request: HttpRequest,
    form: forms.Form,
    *,
    act: Callable[..., Any],
    done: Callable[[Any], str] | str,
    page: str = "kit/form.html",
    context: dict[str, Any],
    said: str = "",
) -> HttpResponse:
    """The same for a form that has been made of what was `typed`."""
    if request.method != "POST":
        return render(request, page, context | {"form": form})
    return submit(request, form=form, act=act, done=done, page=page, context=context, said=said)


def submit(
    request: HttpRequest,
    *,
    form: forms.Form,
    act: Callable[..., Any],
    done: Callable[[Any], str] | str,
    page: str = "kit/form.html",
    context: dict[str, Any] | None = None,
    said: str = "",
) -> HttpResponse:
    """The answer to a posted form.

    Args:
        act: the command, given the form's cleaned data; may return a thing, None, or (thing, Undo).
        done: where to go after it, told the thing.
        said: the note on the next page; an offer to undo has words of its own.
    """
    if not form.is_valid():
        return _again(request, form, page, context, status=422)
    try:
        result = act(**form.cleaned_data)
    except Stale as fault:
        return _stale(request, form, fault.current, page, context)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _again(request, form, page, context, status=409 if isinstance(refusal, NotNow) else 422)
    thing, undo = _with_undo(result)
    if undo or said:
        say(request, undo.label if undo else said, undo=undo)
    return redirect(back(request, done if isinstance(done, str) else done(thing)))


def act_and_go(request: HttpRequest, *, act: Callable[[], Any], to: str, said: str = "") -> HttpResponse:
    """The answer to a button: the command, a note, the page it came from. A refusal becomes a page of its own.

    Args:
        to: where to go, unless the form says where it stood (`back`).
    """
    undo = _with_undo(act())[1]
    if undo or said:
        say(request, undo.label if undo else said, undo=undo)
    return redirect(back(request, to))


def _with_undo(result: Any) -> tuple[Any, Undo | None]:
    if isinstance(result, tuple) and len(result) == 2 and isinstance(result[1], Undo):
        return result[0], result[1]
    return result, None


def _again(
    request: HttpRequest, form: forms.Form, page: str, context: dict[str, Any] | None, *, status: int
) -> HttpResponse:
    return render(request, page, {**(context or {}), "form": form}, status=status)


def _stale(
    request: HttpRequest, form: forms.Form, current: Model, page: str, context: dict[str, Any] | None
) -> HttpResponse:
    """Both texts side by side, and the form again with the revision that stands there now."""
    last = trail.activities_of(current).select_related("actor").first()
    theirs = form.values_of(current) if isinstance(form, EditForm) else {}
    stale = {
        "by": last.actor if last else None,
        "at": last.at if last else None,
        "url": things.url(current),
        "action": request.get_full_path(),
        "revision": getattr(current, "revision", None),
        "fields": [_compared(field, theirs) for field in form.visible_fields()],
    }
    return render(request, page, {**(context or {}), "form": form, "stale": stale}, status=412)


def _compared(field: forms.BoundField, theirs: dict[str, Any]) -> dict[str, Any]:
    yours_shown, theirs_shown = _shown(field, field.value()), _shown(field, theirs.get(field.name))
    return {"label": field.label, "yours": yours_shown, "theirs": theirs_shown, "differs": yours_shown != theirs_shown}


def _shown(field: forms.BoundField, value: Any) -> str:
    """A field's value as people read it: the words of its choices, not their keys."""
    control = field.field
    if value in (None, "", []):
        return ""
    if isinstance(control, OneOfField):
        rows = [] if control.is_a_name(value) else control.rows_with([value])
        return control.told_apart(rows)[0][1] if rows else str(value)
    if isinstance(control, forms.ChoiceField | forms.ModelChoiceField):
        values = value if isinstance(value, list | tuple) else [value]
        choices: Any = control.choices
        words = {str(key): str(label) for key, label in choices}
        keys = [str(control.prepare_value(one)) for one in values]
        return ", ".join(words.get(key, key) for key in keys)
    if isinstance(control, forms.BooleanField):
        return _("yes") if value else _("no")
    return str(control.widget.format_value(value))
