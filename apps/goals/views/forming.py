"""What the pages of this app share."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from apps.people.editing import submit

PAGE = "goals/form.html"


def typed(request: HttpRequest) -> QueryDict | None:
    """What was sent, also where that is nothing at all; None where the form is only looked at."""
    return request.POST if request.method == "POST" else None


def form_page(
    request: HttpRequest,
    form: forms.Form,
    *,
    act: Callable[..., Any],
    done: Callable[[Any], str] | str,
    context: dict[str, Any],
    said: str = "",
) -> HttpResponse:
    """A page with one form, and what becomes of it once it is sent."""
    if request.method != "POST":
        return render(request, PAGE, context | {"form": form})
    return submit(request, form=form, act=act, done=done, page=PAGE, context=context, said=said)


def page_of(name: str, row: Any) -> str:
    return reverse(f"goals:{name}", args=[row.pk])
