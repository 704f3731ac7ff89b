"""One thing: reading and editing it, and its history."""

import inspect
from typing import Any, ClassVar
from uuid import UUID

from django.db.models import Model
from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from apps.people.door import revisions
from apps.people.door.fields import Input, MemberField
from apps.people.door.operation import Described, Operation
from apps.people.door.output import Part
from apps.people.door.paging import Pages
from apps.trail import queries as trail


class OfOne(Operation):
    """An operation on one thing, found by the id in its path.

    Attributes:
        subject: the keyword under which the thing goes to the command.
    """

    subject: ClassVar[str] = ""

    def found(self, around: dict[str, Any]) -> Any:
        """The thing; 404 where the caller can't see it. Things without an id in their path override this."""
        return get_object_or_404(self.seen(**around), pk=self.kwargs["id"])


class Single(OfOne):
    """One thing: GET reads it, and PATCH edits it where there is a `command`.

    A field that the command demands and the call leaves out keeps the row's value.

    Attributes:
        input, command: the shape of an edit, and `command(actor=, now=, <subject>=, revision=, **input)`.
    """

    input: ClassVar[type[Input] | None] = None
    command: ClassVar[Any] = None
    edit_summary: ClassVar[str] = ""
    edit_roles: ClassVar[str] = "all members"

    def get(self, request: Request, **ids: UUID) -> Response:
        row = self.found(self.around())
        response = Response(status=304) if revisions.is_known(request, row) else Response(self._shape().of(row))
        revisions.mark(response, row)
        return response

    def _edit(self, request: Request, **ids: UUID) -> Response:
        revision = revisions.asked_for(request, required=True)

        def edit() -> Response:
            around = self.around()
            row = self.found(around)
            sent = self.sent(self.input, partial=True)
            given = {**self._left_out(row, sent), **sent, **self.besides()}
            result = self.command(
                actor=request.user, now=self.now, revision=revision, **{self.subject: row}, **around, **given
            )
            return self.answered(result, output=self.output, subject=row, around=around)

        return self.once(edit)

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        if cls.command is not None:
            cls.patch = cls._edit  # type: ignore[attr-defined]

    def _shape(self) -> type[Part]:
        if self.output is None:
            raise TypeError(f"{type(self).__name__} says no output")
        return self.output

    def _left_out(self, row: Model, sent: dict[str, Any]) -> dict[str, Any]:
        demanded = {
            name
            for name, parameter in inspect.signature(self.command).parameters.items()
            if parameter.kind is parameter.KEYWORD_ONLY and parameter.default is parameter.empty
        }
        sources = {field.source for field in (self.input or Input)().fields.values()}
        return {name: getattr(row, name) for name in (demanded & sources) - set(sent)}

    def described(self, method: str) -> Described:
        summary, description = self.about_this()
        if method == "PATCH":
            return Described(
                name=f"{self.noun}_edit",
                method=method,
                summary=self.edit_summary or f"{summary}: edit",
                roles=self.edit_roles,
                output=self.output,
                input=self.input,
                partial=True,
                revision="required",
                errors=(400, 401, 403, 404, 409, 412, 415, 422, 428, 429),
                command=self.command,
                session_only=self.session_only,
                keeps_answer=self.keeps_answer,
                parsers=self.parsers,
            )
        return Described(
            name=f"{self.noun}_get",
            method=method,
            summary=summary,
            description=description,
            roles=self.roles,
            output=self.output,
            errors=(401, 403, 404, 429),
            session_only=self.session_only,
        )


class ChangeOutput(Part):
    field = serializers.CharField()
    old = serializers.JSONField(allow_null=True)
    new = serializers.JSONField(allow_null=True)
    example = {"field": "title", "old": "Case study", "new": "Case study: Lyon"}


class _Change:
    """A change as an object with names."""

    def __init__(self, change: tuple[str, Any, Any]) -> None:
        self.field, self.old, self.new = change


class HistoryEntry(Part):
    id = serializers.UUIDField()
    at = serializers.DateTimeField()
    actor = MemberField(allow_null=True)
    act = serializers.CharField()
    words = serializers.CharField()
    changes = serializers.SerializerMethodField()
    reason = serializers.CharField()
    example = {"act": "area.edited", "words": "edited it", "changes": [ChangeOutput.example], "reason": ""}

    def get_changes(self, entry: trail.Entry) -> list[dict[str, Any]]:
        return [ChangeOutput.of(_Change(change)) for change in entry.changes]


class History(OfOne):
    """Read its history.

    The newest first; whoever sees the thing sees its history.
    """

    output = HistoryEntry
    http_method_names = ["get", "head"]

    def get(self, request: Request, **ids: UUID) -> Response:
        row = self.found(self.around())
        pages = Pages(request, trail.activities_of(row), ("-at", "-id"))
        entries = trail.entries(pages.window())
        return Response(pages.answer(entries, [HistoryEntry.of(entry) for entry in entries]))

    def described(self, method: str) -> Described:
        summary, description = self.about_this()
        return Described(
            name=f"{self.noun}_history",
            method=method,
            summary=summary,
            description=description,
            roles=self.roles,
            output=self.output,
            listed=True,
            errors=(400, 401, 403, 404, 429),
            session_only=self.session_only,
        )


def history_of(single: type[Single]) -> type[Operation]:
    """The history of what `single` finds."""
    own = {"__doc__": History.__doc__, "__module__": single.__module__}
    return type(f"{single.__name__}History", (History, single), own)
