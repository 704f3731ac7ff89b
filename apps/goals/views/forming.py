"""What the pages of this app share."""

from functools import partial
from typing import Any

from django.urls import reverse

from apps.people.editing import bound_page

PAGE = "goals/form.html"
form_page = partial(bound_page, page=PAGE)


def page_of(name: str, row: Any) -> str:
    return reverse(f"goals:{name}", args=[row.pk])
