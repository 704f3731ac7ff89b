"""The floors of `page` and `api`: the same query, session and member, the same rows, and nothing else."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path
from rest_framework.authentication import SessionAuthentication
from rest_framework.pagination import CursorPagination
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.collateral import queries

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
            "state", "created_at", "published_at", "current__number", "current_id", "current__reading", "ratings",
            "average", "fit",
        )  # fmt: skip
        pages = Pages()
        return pages.get_paginated_response(pages.paginate_queryset(rows, request, view=self))


urlpatterns = [path("collateral/", page), path("api/", Api.as_view())]
