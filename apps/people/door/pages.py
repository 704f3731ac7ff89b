"""The API's own pages: its schema, its documentation, and the answer where there is nothing."""

from functools import cache
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer2, OpenApiYamlRenderer
from rest_framework.permissions import IsAuthenticated
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.people.access import signed_in
from apps.people.door.authentication import BearerToken, Session
from apps.people.door.manual import Chapter, chapters_of
from apps.people.door.operation import Operation
from apps.people.door.throttling import PerMinute


@cache
def description(language: str | None) -> Any:
    """The whole API in OpenAPI; it doesn't change while the process runs, so it is made once per language."""
    return SchemaGenerator().get_schema(request=None, public=True)


@cache
def _manual(language: str | None) -> list[Chapter]:
    return chapters_of(description(language))


class SchemaView(APIView):
    """The OpenAPI description, as JSON or, where that is asked for, as YAML."""

    schema = None
    authentication_classes = [BearerToken, Session]
    permission_classes = [IsAuthenticated]
    throttle_classes = [PerMinute]
    renderer_classes = [OpenApiJsonRenderer2, JSONRenderer, OpenApiYamlRenderer]

    def get(self, request: Request) -> Response:
        return Response(description(get_language()))


@signed_in
@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """The same to read: all operations, or with `?of=` those of one resource with their bodies and examples."""
    chapters = _manual(get_language())
    name = request.GET.get("of", "")
    chosen = next((chapter for chapter in chapters if chapter.name == name), None)
    if name and chosen is None:
        raise Http404
    return render(request, "api/docs.html", {"chapters": chapters, "chosen": chosen})


class Nowhere(Operation):
    """An address that the API doesn't have: a problem like every other, not a page."""

    schema = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        raise Http404
