"""What the pages share: a refusal beside what was typed, and both texts where somebody else was faster."""

from collections.abc import Callable, Iterable
from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.utils.encoding import force_str

from apps.core.answer import answer
from apps.core.asking import LARGEST_REVISION, whole_number
from apps.core.errors import NotNow, Refused
from apps.core.models import Revised
from apps.people.access import MemberRequest
from apps.trail import queries as trail


def refused(refusal: Refused, form: Form, show: Callable[[], HttpResponse]) -> HttpResponse:
    """The form again, with the refusal above it and everything as it was typed: 409 or 422."""
    form.add_error(None, str(refusal))
    response = show()
    response.status_code = 409 if isinstance(refusal, NotNow) else 422
    return response


def invalid(request: MemberRequest, form: Form, *, page: str, context: dict[str, Any]) -> HttpResponse:
    return answer(request, page=page, context=context, form=form)


def revision_of(request: MemberRequest) -> int:
    """The revision that an edit is based on; a form without one is based on nothing that ever stood there."""
    return whole_number(request.POST.get("revision", ""), most=LARGEST_REVISION) or 0


def stale_context(request: MemberRequest, form: Form, current: Revised, *, url: str) -> dict[str, Any]:
    """Both texts side by side, for `kit/_stale.html`."""
    last = trail.activities_of(current).select_related("actor").first()
    return {
        "form": form,
        "stale": {
            "by": last.actor if last else None,
            "at": last.at if last else None,
            "url": url,
            "action": request.path,
            "revision": current.revision,
            "fields": list(_pairs(form, current)),
        },
    }


def _pairs(form: Form, current: Revised) -> Iterable[dict[str, Any]]:
    for name, yours in form.cleaned_data.items():
        theirs = getattr(current, name)
        yield {
            "label": form.fields[name].label,
            "yours": _in_words(form, name, yours),
            "theirs": _in_words(form, name, theirs),
            "differs": yours != theirs,
        }


def _in_words(form: Form, name: str, value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_in_words(form, name, one) for one in value)
    choices = dict(getattr(form.fields[name], "choices", [])) if isinstance(value, str) else {}
    return force_str(choices.get(value, "" if value is None else value))
