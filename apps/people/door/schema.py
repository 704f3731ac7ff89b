"""OpenAPI 3.1 from what each operation says of itself."""

from http import HTTPStatus
from typing import Any

from django.conf import settings
from drf_spectacular.extensions import OpenApiAuthenticationExtension, OpenApiSerializerFieldExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ComponentRegistry, ResolvedComponent
from rest_framework.parsers import MultiPartParser

from apps.people.door import examples, parameters
from apps.people.door.fields import Input
from apps.people.door.operation import Described, Operation
from apps.people.door.problems import MEDIA_TYPE
from apps.people.door.refusals import PROBLEM, WHEN, example_of

Json = dict[str, Any]


class Schema(AutoSchema):
    """Writes down an operation from its `described`; what isn't built on the door's base class is left out."""

    view: Any

    def get_operation(
        self, path: str, path_regex: str, path_prefix: str, method: str, registry: ComponentRegistry
    ) -> Json | None:
        if not isinstance(self.view, Operation):
            return None
        self.registry, self.path, self.path_regex = registry, path, path_regex
        self.path_prefix, self.method = path_prefix, method.upper()
        one = self.view.described(self.method)
        operation: Json = {
            "operationId": one.name,
            "summary": one.summary.removesuffix("."),
            "description": _description(one),
            "tags": [path.removeprefix("/api/v1/").split("/")[0]],
            "parameters": parameters.of(one, path),
            "security": [{"session": []}] if one.session_only else self.get_auth(),
            "responses": self._successes(one) | {str(status): self._failure(status) for status in one.errors},
            "x-roles": one.roles,
        }
        if self.view.kind:
            operation["x-kind"] = self.view.kind
        if one.method not in ("GET", "HEAD"):
            operation["requestBody"] = self._body(one)
        return operation

    def get_serializer_name(self, serializer: Any, direction: Any) -> str:
        return type(serializer).__name__

    def _get_serializer_name(self, serializer: Any, direction: Any, bypass_extensions: bool = False) -> str:
        """An input's own name, without the suffix that tells requests from responses elsewhere."""
        if isinstance(serializer, Input):
            return f"{type(serializer).__name__}{'Partly' if serializer.partial else ''}"
        return super()._get_serializer_name(serializer, direction, bypass_extensions)

    def _body(self, one: Described) -> Json:
        shape, example = one.input or Input, examples.of_input(one.input, partial=one.partial)
        component = self.resolve_serializer(shape(partial=one.partial), "request")
        schema: Json = component.ref if component.name else {"type": "object", "additionalProperties": False}
        multipart = MultiPartParser in one.parsers
        content: Json = {"schema": schema} if multipart else {"schema": schema, "example": example}
        if multipart:
            content["examples"] = {"form": {"value": example}}
        media = "multipart/form-data" if multipart else "application/json"
        return {"required": one.input is not None, "content": {media: content}}

    def _successes(self, one: Described) -> Json:
        found = {str(one.status): self._success(one)}
        if one.method != "GET" and one.output is not None and one.status == 200:
            found["204"] = {"description": "Done, and out of the caller's sight by that."}
        return found

    def _success(self, one: Described) -> Json:
        answer: Json = {"description": "Done." if one.method != "GET" else "Found.", "headers": _headers(one)}
        if one.output is None or one.status == 204:
            return answer
        ref = self.resolve_serializer(one.output, "response").ref
        example: Any = examples.of_output(one.output)
        if one.listed:
            ref, example = _page(ref), {"next": None, "previous": None, "results": [example]}
        elif one.many:
            ref, example = _object(results={"type": "array", "items": ref}), {"results": [example]}
        return answer | {"content": {"application/json": {"schema": ref, "example": example}}}

    def _failure(self, status: int) -> Json:
        """A pointer to the refusal, which is written down once for all operations."""
        problem = self._component("Problem", ResolvedComponent.SCHEMA, PROBLEM)
        answer: Json = {
            "description": WHEN[status],
            "content": {MEDIA_TYPE: {"schema": problem, "example": example_of(status)}},
        }
        if status == 401:
            answer["headers"] = {"WWW-Authenticate": _header("How to sign in.")}
        if status == 429:
            answer["headers"] = {"Retry-After": _header("Seconds until the next call is welcome.")}
        return self._component(HTTPStatus(status).phrase.replace(" ", ""), ResolvedComponent.RESPONSE, answer)

    def _component(self, name: str, kind: str, content: Json) -> Json:
        made = ResolvedComponent(name=name, type=kind, schema=content, object=name)
        self.registry.register_on_missing(made)
        return made.ref


def _page(ref: Json) -> Json:
    link = {"type": ["string", "null"], "format": "uri"}
    return _object(next=link, previous=link, results={"type": "array", "items": ref})


def _description(one: Described) -> str:
    said = [one.description] if one.description else []
    said.append(f"Roles: {one.roles}.")
    if one.session_only:
        said.append("Only signed in, never by a token.")
    if not one.keeps_answer:
        said.append("The answer shows a secret once; it isn't kept for a repetition.")
    return "\n\n".join(said)


def _header(says: str) -> Json:
    return {"description": says, "schema": {"type": "string"}}


def _headers(one: Described) -> Json:
    headers = {}
    if one.output is not None and "revision" in one.output.plan() and not one.listed and not one.many:
        headers["ETag"] = _header("The thing's revision, for `If-Match`.")
    if one.status == 201:
        headers["Location"] = _header("Where the new thing is.")
    if one.method != "GET":
        headers["Accord-Undo"] = _header("Where it can be taken back: the token for `POST /api/v1/undo/`.")
        headers["Idempotency-Replayed"] = _header("`true` where this answers a call that was made before.")
    return headers


class BearerScheme(OpenApiAuthenticationExtension):
    target_class = "apps.people.door.authentication.BearerToken"
    name = "token"

    def get_security_definition(self, auto_schema: AutoSchema) -> Json:
        return {"type": "http", "scheme": "bearer", "description": "A personal API token."}


class SessionScheme(OpenApiAuthenticationExtension):
    target_class = "apps.people.door.authentication.Session"
    name = "session"

    def get_security_definition(self, auto_schema: AutoSchema) -> Json:
        return {"type": "apiKey", "in": "cookie", "name": settings.SESSION_COOKIE_NAME}


_ID = {"type": "string", "format": "uuid"}


class ThingFieldShape(OpenApiSerializerFieldExtension):
    target_class = "apps.people.door.fields.ThingField"
    match_subclasses = True
    priority = -1

    def map_serializer_field(self, auto_schema: AutoSchema, direction: str) -> Json:
        return _ID if direction == "request" else _object(id=_ID, title={"type": "string"})


class MemberFieldShape(OpenApiSerializerFieldExtension):
    target_class = "apps.people.door.fields.MemberField"

    def map_serializer_field(self, auto_schema: AutoSchema, direction: str) -> Json:
        return _ID if direction == "request" else _object(id=_ID, name={"type": "string"})


class ThingsFieldShape(OpenApiSerializerFieldExtension):
    target_class = "apps.people.door.fields.ThingsField"
    match_subclasses = True

    def map_serializer_field(self, auto_schema: AutoSchema, direction: str) -> Json:
        one = _ID if direction == "request" else _object(id=_ID, title={"type": "string"})
        return {"type": "array", "items": one}


class AboutFieldShape(OpenApiSerializerFieldExtension):
    target_class = "apps.people.door.fields.AboutField"

    def map_serializer_field(self, auto_schema: AutoSchema, direction: str) -> Json:
        return _object(kind={"type": "string"}, id=_ID)


def _object(**properties: Json) -> Json:
    return {"type": "object", "properties": properties, "required": list(properties)}
