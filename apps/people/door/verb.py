"""What is done with one thing, or with many, beyond making and editing: an operation per command."""

from dataclasses import replace
from typing import Any, ClassVar
from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from apps.core.models import locked
from apps.people.door import revisions
from apps.people.door.fields import Input
from apps.people.door.operation import Described, Operation
from apps.people.door.single import OfOne

_ERRORS = (400, 401, 403, 404, 409, 415, 422, 429)
_WITH_REVISION = (400, 401, 403, 404, 409, 412, 415, 422, 429)


class _Posted(Operation):
    """What both verbs have in common.

    Attributes:
        input, command: the shape of what is sent, and what does it.
        status: of the answer where it has a body.
    """

    input: ClassVar[type[Input] | None] = None
    command: ClassVar[Any] = None
    status: ClassVar[int] = 200

    def described(self, method: str) -> Described:
        summary, description = self.about_this()
        return Described(
            name=f"{self.noun}_{self.verb}".strip("_"),
            method=method,
            summary=summary,
            description=description,
            roles=self.roles,
            output=self.output,
            status=self.status if self.output else 204,
            input=self.input,
            errors=_ERRORS,
            command=self.command,
            session_only=self.session_only,
            keeps_answer=self.keeps_answer,
            parsers=self.parsers,
        )


class CollectionVerb(_Posted):
    """A command that isn't about one thing already there: POST; `command(actor=, now=, **input)`.

    Attributes:
        many: whether the command returns a list of things.
    """

    many: ClassVar[bool] = False

    def post(self, request: Request, **ids: UUID) -> Response:
        def act() -> Response:
            around = self.around()
            given = {**self.sent(self.input), **self.besides()}
            result = self.command(actor=request.user, now=self.now, **around, **given)
            return self.answered(result, output=self.output, status=self.status, around=around)

        return self.once(act)

    def described(self, method: str) -> Described:
        return replace(super().described(method), many=self.many)


class Verb(_Posted, OfOne):
    """A command on one thing: POST; `If-Match` is taken and judged under the thing's lock.

    It is called as `command(actor=, now=, <subject>=, **input)`.

    Attributes:
        revised: False where the thing has no revision, because nobody edits it.
    """

    revised: ClassVar[bool] = True

    def post(self, request: Request, **ids: UUID) -> Response:
        revision = revisions.asked_for(request, required=False) if self.revised else None

        def act() -> Response:
            around = self.around()
            row = self.found(around)
            given = {**self.sent(self.input), **self.besides()}
            if revision is not None:
                locked(row, revision=revision)
            result = self.command(actor=request.user, now=self.now, **{self.subject: row}, **around, **given)
            return self.answered(result, output=self.output, status=self.status, subject=row, around=around)

        return self.once(act)

    def described(self, method: str) -> Described:
        said = super().described(method)
        return replace(said, revision="optional", errors=_WITH_REVISION) if self.revised else said
