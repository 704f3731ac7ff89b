"""What every operation has in common: who calls, how often, once, on which revision, and how it is described."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar

from django.db import transaction
from django.db.models import Model
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from rest_framework.parsers import BaseParser, JSONParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.core.undo import Undo
from apps.people.door import idempotency, revisions
from apps.people.door.authentication import BearerToken, Session
from apps.people.door.cleaning import refuse_unkeepable
from apps.people.door.fields import Input
from apps.people.door.output import Part
from apps.people.door.problems import Problem
from apps.people.door.scopes import require_scope
from apps.people.door.throttling import PerMinute
from apps.people.models import ApiToken

SAFE = ("GET", "HEAD")


@dataclass(frozen=True)
class Described:
    """One operation as the schema and the generated test see it.

    Attributes:
        name: unique, `tasks_offer`; also its operationId.
        revision: whether it takes `If-Match`: "required", "optional" or "".
        filters: a FilterSet where it is a list; `listed` says that the output comes in pages.
        many: whether the answer is a list of its own, `{"results": […]}`.
        thins: whether `fields` may pick from the answer's fields.
        keeps_answer: False where the answer shows a secret.
    """

    name: str
    method: str
    summary: str
    roles: str
    output: type[Part] | None
    description: str = ""
    status: int = 200
    input: type[Input] | None = None
    partial: bool = False
    revision: str = ""
    listed: bool = False
    filters: type[Any] | None = None
    orders: tuple[str, ...] = ()
    words: bool = False
    many: bool = False
    thins: bool = False
    errors: tuple[int, ...] = ()
    command: Callable[..., Any] | None = None
    session_only: bool = False
    keeps_answer: bool = True
    parsers: tuple[type[BaseParser], ...] = field(default=(JSONParser,))


class Operation(APIView):
    """The base of all operations.

    Attributes:
        kind: of the things it is about, as it stands in `about`.
        rows: `rows(viewer=, now=, **parent)` gives what the caller may see.
        output: the shape of the answer.
        within: the keyword under which the thing around it goes to `rows` and the command; its id stands in the
            path as `<within>_id`, and `within_rows(viewer=, now=)` gives what of it the caller may see.
        roles: who may, in words for the documentation.
        session_only: refuses tokens.
        keeps_answer: False where an answer shows a secret; it is then neither cached nor kept for a repetition.
        parsers: what may be sent; JSON unless it takes files.
        app: for the scopes of tokens; by default the app whose api.py it stands in.
    """

    authentication_classes = [BearerToken, Session]
    throttle_classes = [PerMinute]
    metadata_class = None
    http_method_names = ["get", "head", "post", "patch"]

    kind: ClassVar[str] = ""
    rows: ClassVar[Any] = None
    output: ClassVar[type[Part] | None] = None
    within: ClassVar[str] = ""
    within_rows: ClassVar[Any] = None
    roles: ClassVar[str] = "all members"
    session_only: ClassVar[bool] = False
    keeps_answer: ClassVar[bool] = True
    parsers: ClassVar[tuple[type[BaseParser], ...]] = (JSONParser,)
    app: ClassVar[str] = ""
    # Given by `resource` when the operation gets its address.
    noun: str = ""
    verb: str = ""

    now: datetime

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        path = cls.__module__.split(".")
        if path[0] == "apps" and "door" not in path and "app" not in cls.__dict__:
            cls.app = path[1]
        cls.parser_classes = list(cls.parsers)

    def described(self, method: str) -> Described:
        """How the schema and the generated test see the operation behind `method`."""
        raise NotImplementedError

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        # A token's owner has a language that no middleware knows of yet; `initial` sets it, this takes it back.
        with translation.override(translation.get_language()):
            return super().dispatch(request, *args, **kwargs)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        self.now = timezone.now()
        if isinstance(request.auth, ApiToken):
            self._admit(request.auth)
        if any("\0" in value for value in request.query_params.values()):
            raise Problem(400, "malformed", _("A parameter holds a character that can't be kept."))

    def _admit(self, token: ApiToken) -> None:
        translation.activate(token.member.language)
        if self.session_only:
            raise Problem(403, "session-only", _("This is done signed in, never by a token."))
        require_scope(token.scopes, app=self.app, writes=self.request.method not in SAFE)

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        answer = super().finalize_response(request, response, *args, **kwargs)
        answer.headers["Cache-Control"] = "private, no-cache" if self.keeps_answer else "no-store"
        answer.headers["Vary"] = "Authorization, Cookie"
        return answer

    # --- what the parts of an operation are made of ---------------------------------------------------------

    def around(self) -> dict[str, Any]:
        """The thing that this operation's things lie in, if they do; 404 where the caller can't see it."""
        if not self.within:
            return {}
        seen = self.within_rows(viewer=self.request.user, now=self.now)
        return {self.within: get_object_or_404(seen, pk=self.kwargs[f"{self.within}_id"])}

    def seen(self, **around: Any) -> Any:
        """What the caller may see: a QuerySet, or a list of what no table holds."""
        return self.rows(viewer=self.request.user, now=self.now, **around)

    def sent(self, shape: type[Input] | None, *, partial: bool = False) -> dict[str, Any]:
        """The input, checked against its shape."""
        read = (shape or Input)(
            data=self.body(), partial=partial, context={"viewer": self.request.user, "now": self.now}
        )
        read.is_valid(raise_exception=True)
        return dict(read.validated_data)

    def besides(self) -> dict[str, Any]:
        """What the command must know besides the input, for example the key of the caller's session."""
        return {}

    def body(self) -> Any:
        """What was sent, parsed."""
        try:
            sent = self.request.data
        except RecursionError as fault:
            raise Problem(400, "malformed", _("This is nested too deeply.")) from fault
        refuse_unkeepable(sent)
        return sent

    def once(self, act: Callable[[], Response]) -> Response:
        """Do `act` in one transaction, and only once per idempotency key."""
        self.body()
        call = idempotency.call_of(self.request)
        with transaction.atomic():
            if call is None:
                return act()
            earlier = idempotency.begin(call, self.request, now=self.now)
            if earlier is not None:
                return earlier
            response = act()
            idempotency.keep(call, self.request, response, keeps_answer=self.keeps_answer)
            return response

    def answered(
        self,
        result: Any,
        *,
        output: type[Part] | None,
        status: int = 200,
        subject: Model | None = None,
        around: Mapping[str, Any] | None = None,
    ) -> Response:
        """The answer to a command: its thing as it now stands, with its revision and the way back.

        Args:
            result: what the command returned: a thing, None, an Undo, or (thing, Undo).
            subject: the thing acted upon, answered where the command returned no other.
        """
        thing, undo = _taken_apart(result)
        thing = subject if thing is None else thing
        response = Response(status=204) if output is None else self._shown(thing, output, status, around or {})
        if undo is not None:
            response["Accord-Undo"] = undo.token
        return response

    def _shown(self, thing: Any, output: type[Part], status: int, around: Mapping[str, Any]) -> Response:
        if isinstance(thing, list):
            return Response({"results": [output.of(row) for row in self._as_they_stand(thing, around)]}, status=status)
        row = self.as_it_stands(thing, around)
        if row is None:
            return Response(status=204)
        response = Response(output.of(row), status=status)
        revisions.mark(response, row)
        return response

    def as_it_stands(self, thing: Any, around: Mapping[str, Any]) -> Any | None:
        """`thing` read anew by the operation's own query where it is one of its rows; None where it is out of sight."""
        if not isinstance(thing, Model):
            return thing
        seen = self.seen(**around) if self.rows is not None else None
        if seen is not None and isinstance(thing, seen.model):
            return seen.filter(pk=thing.pk).first()
        thing.refresh_from_db()
        return thing

    def _as_they_stand(self, things: list[Any], around: Mapping[str, Any]) -> list[Any]:
        """The same for many of one kind, by one query, in the order given."""
        if self.rows is None:
            return things
        found = self.seen(**around).in_bulk([thing.pk for thing in things])
        return [found[thing.pk] for thing in things if thing.pk in found]

    def representation_of(self, row: Model) -> dict[str, Any]:
        """`row` as this operation answers it, for the other half of a 412."""
        current = self.as_it_stands(row, self.around()) if self.output is not None else None
        if current is None or self.output is None:
            return {"id": str(row.pk), "revision": getattr(row, "revision", None)}
        return self.output.of(current)

    def about_this(self) -> tuple[str, str]:
        """Summary and description from the docstring."""
        first, _blank, rest = (type(self).__doc__ or "").strip().partition("\n")
        return first.strip(), " ".join(rest.split())


def _taken_apart(result: Any) -> tuple[Any, Undo | None]:
    if isinstance(result, Undo):
        return None, result
    if isinstance(result, tuple) and len(result) == 2 and (result[1] is None or isinstance(result[1], Undo)):
        return result
    return result, None
