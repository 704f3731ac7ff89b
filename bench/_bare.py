"""The floors of `page`, `api`, `home` and `task_board`: the same query, session and member, the same rows, no more."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path
from django.utils import timezone
from rest_framework.authentication import SessionAuthentication
from rest_framework.pagination import CursorPagination
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.collateral import queries
from apps.goals import queries as goals
from apps.home import queries as home_queries
from apps.home.views import MANY, NEWEST
from apps.notices import lines
from apps.notices import queries as notices
from portal.urls import urlpatterns as portals_own

ORDER = ("-published_at", "pk")
TEMPLATE = engines["django"].from_string(
    "<!DOCTYPE html><title>Collateral</title><table>{% for row in rows %}<tr>"
    '<td><a href="/collateral/{{ row.pk }}/">{{ row.title }}</a></td><td>{{ row.summary }}</td><td>{{ row.kind.label }}'
    "</td><td>{{ row.audience }}</td><td>{{ row.owner.name }}</td><td>{{ row.average }}</td><td>{{ row.ratings }}</td>"
    "<td>{{ row.state }}</td></tr>{% endfor %}</table>"
)


@login_required
def page(request: HttpRequest) -> HttpResponse:
    rows = queries.library(viewer=request.user).exclude(state="archived").order_by(*ORDER)
    return HttpResponse(TEMPLATE.render({"rows": list(rows[:50])}))


HOME = engines["django"].from_string(
    "<!DOCTYPE html><title>Home</title>{% for group in groups %}<h3>{{ group.label }}</h3><ul>"
    '{% for work in group.works|slice:most %}<li><a class="row-link" href="{{ work.url }}">{{ work.title }}</a> '
    "{{ work.what }} {{ work.waiting_for }} {{ work.since }} {{ work.due_at }}"
    '{% for step in work.steps %}<form method="post" action="{{ step.url }}"><button>{{ step.label }}</button></form>'
    "{% endfor %}</li>{% endfor %}</ul>{% endfor %}"
    '<ul>{% for line in told %}<li><a href="{{ line.url }}">{{ line.words }}</a> {{ line.notice.at }}</li>{% endfor %}'
    "</ul>"
)


@login_required
def home(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    newest = notices.inbox(viewer=request.user).order_by("-at", "pk")[:NEWEST]
    context = {
        "groups": home_queries.my_work(viewer=request.user, now=now),
        "most": f":{MANY}" if "few" in request.GET else "",
        "told": lines.lines(newest, reader=request.user),
    }
    return HttpResponse(HOME.render(context))


TASKS = engines["django"].from_string(
    "<!DOCTYPE html><title>Who has what</title><table>{% for row in rows %}<tr>"
    '<td><a class="row-link" href="/tasks/{{ row.pk }}/">{{ row.title }}</a></td><td>{{ row.serves_title }}</td>'
    "<td>{{ row.owner.name }}</td><td>{{ row.state }}</td><td>{{ row.due_on }}</td><td>{{ row.times_moved }}</td>"
    "<td>{% for term in row.open_terms %}{{ term.member.name }} {{ term.state }}{% endfor %}</td></tr>{% endfor %}"
    "</table>"
)


@login_required
def tasks(request: HttpRequest) -> HttpResponse:
    rows = goals.tasks(viewer=request.user, now=timezone.now())
    rows = rows.filter(owner__team=request.GET["team"], state__in=["open", "in_progress"])
    return HttpResponse(TASKS.render({"rows": list(rows.order_by("due_on", "pk")[:301])}))


class Pages(CursorPagination):
    page_size = 50
    ordering = ("-published_at", "id")


class Api(APIView):
    authentication_classes = [SessionAuthentication]
    renderer_classes = [JSONRenderer]
    throttle_classes: list[type] = []

    def get(self, request: Request) -> Response:
        rows = queries.library(viewer=request.user).order_by(*ORDER).values(
            "id", "revision", "title", "summary", "kind_id", "kind__label", "owner_id", "owner__name", "audience",
            "said_facets", "for_all", "state", "created_at", "published_at", "release_on", "expires_on", "verify_by",
            "expired", "unverified", "recalled_at", "recalled_because", "successor_id", "successor__title",
            "current__number", "current_id", "current__link", "current__reading", "ratings", "average", "fit",
            "input_from",
        )  # fmt: skip
        pages = Pages()
        return pages.get_paginated_response(pages.paginate_queryset(rows, request, view=self))


# The portal's own addresses stand behind them, for the links of the rows.
urlpatterns = [
    path("collateral/", page),
    path("api/", Api.as_view()),
    path("home/", home),
    path("tasks/", tasks),
    *portals_own,
]
