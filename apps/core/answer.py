"""How a view answers: the whole page, a fragment for htmx, or a redirect after something was done."""

from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from apps.core.undo import Undo


def answer(
    request: HttpRequest,
    *,
    page: str,
    context: dict[str, Any],
    fragment: str = "",
    form: BaseForm | None = None,
    done: str = "",
) -> HttpResponse:
    """The view's answer.

    Args:
        page, fragment: templates; the fragment is for requests of htmx.
        form: a bound form with errors makes the answer a 422 that keeps what was typed.
        done: where a plain browser goes after a success (the fragment is swapped for htmx).
    """
    failed = form is not None and form.is_bound and not form.is_valid()
    if form is not None:
        context = {**context, "form": form}
    swaps = bool(fragment) and _is_swap(request)
    if done and not failed and not swaps:
        return redirect(done)
    return render(request, fragment if swaps else page, context, status=422 if failed else 200)


def _is_swap(request: HttpRequest) -> bool:
    htmx = getattr(request, "htmx", None)
    return htmx is not None and bool(htmx) and not htmx.boosted


def back(request: HttpRequest, otherwise: str) -> str:
    """Where the form stood from which something was done, as far as that is one of our own pages."""
    wanted = request.POST.get("back", "")
    return wanted if wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, None) else otherwise


def asks_for(request: HttpRequest, target: str) -> bool:
    """Whether htmx will put the answer in place of the element with this id, and wants no more than that."""
    htmx = getattr(request, "htmx", None)
    if not htmx or htmx.boosted or htmx.history_restore_request:
        return False
    return bool(htmx.target == target)


def say(request: HttpRequest, text: str, *, undo: Undo | None = None) -> None:
    """A note on the next page: what happened, with the way back where there is one."""
    messages.success(request, text, extra_tags=f"undo:{undo.token}" if undo else "")
