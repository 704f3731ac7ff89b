"""Lines of sight: what somebody contributes, and what leads nowhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from apps.core.paging import Page, page
from apps.goals import queries
from apps.people import queries as people
from apps.people.access import member_of, signed_in
from apps.people.models import Member

# So many of each part stand side by side with the others.
FIRST = 20


@dataclass(frozen=True)
class Section:
    """A part of a page that lists several things.

    Attributes:
        page: the first of it, or where only this part is asked for, the one that is.
        alone: whether the other parts are left out.
    """

    name: str
    page: Page
    alone: bool

    @property
    def count(self) -> str:
        return f"{self.page.total}+" if self.page.capped else str(self.page.total)

    @property
    def goes_on(self) -> bool:
        """Whether there is more of it on a page of its own."""
        return self.page.has_next and not self.alone


def _sections(request: HttpRequest, **parts: QuerySet[Any] | Sequence[Any]) -> dict[str, Section]:
    """All of them, each with its first page; or the one that the address names as `only`, page by page."""
    only = request.GET.get("only", "")
    if only not in parts:
        return {name: Section(name, page(rows, 1, size=FIRST), alone=False) for name, rows in parts.items()}
    return {only: Section(only, page(parts[only], request.GET.get("page", 1)), alone=True)}


@signed_in
@require_safe
def my_sight(request: HttpRequest) -> HttpResponse:
    return _sight(request, member_of(request))


@signed_in
@require_safe
def sight(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Everybody sees what everybody contributes."""
    return _sight(request, get_object_or_404(people.members(viewer=member_of(request)), pk=pk))


def _sight(request: HttpRequest, member: Member) -> HttpResponse:
    viewer, now = member_of(request), timezone.now()
    found = queries.sight_of(member, viewer=viewer, now=now)
    context = {
        "member": member,
        "sight": found,
        "sections": _sections(request, connected=found.connected, loose=found.loose, finished=found.finished),
        "mine": member.pk == viewer.pk,
        "today": queries.today(now),
    }
    return render(request, "goals/sight.html", context)


@signed_in
@require_safe
def without_a_path(request: HttpRequest) -> HttpResponse:
    viewer, now = member_of(request), timezone.now()
    sections = _sections(
        request,
        goals=queries.goals_without_a_path(viewer=viewer, now=now),
        tasks=queries.tasks_without_a_path(viewer=viewer, now=now),
        members=queries.members_without_a_path(viewer=viewer, now=now),
    )
    rows: dict[str, Any] = {name: section.page.rows for name, section in sections.items() if name != "members"}
    context = {
        "sections": sections,
        # All of them lead nowhere; those that serve something still say what.
        "lines": {name: queries.lines_of(**{name: found}, viewer=viewer) for name, found in rows.items()},
        "of_all": Member.objects.visible_to(viewer).active().count(),
        "today": queries.today(now),
    }
    return render(request, "goals/without_a_path.html", context)
