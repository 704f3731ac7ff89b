"""Lists, and making what they list."""

from typing import Any, ClassVar
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from apps.core.finding import holding
from apps.people.door.fields import Input
from apps.people.door.filtering import names_of, narrowed
from apps.people.door.operation import Described, Operation
from apps.people.door.output import Cell, Part, Reading
from apps.people.door.paging import Pages, Slices

PARAMETERS = ("cursor", "page_size", "ordering", "q", "fields")


class Collection(Operation):
    """Many things: GET lists them, and POST makes one where there is a `command`.

    Where `rows` gives a list, because no table holds them, all are answered on one page; of `Slices` page by page.

    Attributes:
        filters: the FilterSet of the page's list.
        orders: what `ordering` may name, and the fields it stands for.
        words: the fields in which `q` looks for each word, or `words(rows, q)`.
        input, command: the shape of a new thing, and `command(actor=, now=, **input)`.
        create_output: of a new thing, where it shows more than the list does.
    """

    filters: ClassVar[Any] = None
    orders: ClassVar[dict[str, str | tuple[str, ...]]] = {}
    default_order: ClassVar[str] = ""
    words: ClassVar[Any] = ()
    input: ClassVar[type[Input] | None] = None
    command: ClassVar[Any] = None
    create_summary: ClassVar[str] = ""
    create_roles: ClassVar[str] = "all members"
    create_output: ClassVar[type[Part] | None] = None

    def get(self, request: Request, **ids: UUID) -> Response:
        self._refuse_unknown_parameters()
        seen = self.seen(**self.around())
        cells = self._thinned()
        if isinstance(seen, Slices):
            return Response(seen.page(request, lambda row: {name: cell.take(row) for name, cell in cells.items()}))
        if isinstance(seen, list):
            whole = [{name: cell.take(row) for name, cell in cells.items()} for row in seen]
            return Response({"next": None, "previous": None, "results": whole})
        rows = self._narrowed(seen)
        pages, reading = Pages(request, rows, self._order()), Reading(cells, rows)
        found = list(pages.window(reading.columns))
        return Response(pages.answer(found, reading.written(found)))

    def _create(self, request: Request, **ids: UUID) -> Response:
        def make() -> Response:
            around = self.around()
            given = {**self.sent(self.input), **self.besides()}
            result = self.command(actor=request.user, now=self.now, **around, **given)
            output = self.create_output or self.output
            response = self.answered(result, output=output, status=201, around=around)
            if response.data:
                response["Location"] = f"{request.path}{response.data['id']}/"
            return response

        return self.once(make)

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        if cls.command is not None:
            cls.post = cls._create  # type: ignore[attr-defined]

    # --- the list -----------------------------------------------------------------------------------------

    def _refuse_unknown_parameters(self) -> None:
        known = {*PARAMETERS, *names_of(self.filters)}
        unknown = [name for name in self.request.query_params if name not in known]
        if unknown:
            say = _("There is no parameter of this name.")
            raise ValidationError({name: [ErrorDetail(say, code="unknown-parameter")] for name in unknown})

    def _narrowed(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        rows = narrowed(self.filters, self.request, rows)
        words = self.request.query_params.get("q", "").strip()
        if not words:
            return rows
        if callable(self.words):
            return self.words(rows, words)
        return rows.filter(holding(words, *self.words)) if self.words else rows

    def _order(self) -> list[str]:
        asked = self.request.query_params.get("ordering") or self.default_order
        name = asked.removeprefix("-")
        if not asked:
            return []
        if name not in self.orders:
            raise _one_fault("ordering", _("It can't be ordered by this."))
        given = self.orders[name]
        fields = [given] if isinstance(given, str) else list(given)
        return [_turned(one) for one in fields] if asked.startswith("-") else fields

    def _thinned(self) -> dict[str, Cell]:
        plan = self.output.plan() if self.output else {}
        asked = self.request.query_params.get("fields")
        if asked is None:
            return plan
        names = [name.strip() for name in asked.split(",")]
        if any(name not in plan for name in names):
            raise _one_fault("fields", _("There is no field of this name."))
        return {name: plan[name] for name in names}

    def described(self, method: str) -> Described:
        summary, description = self.about_this()
        if method == "POST":
            return Described(
                name=f"{self.noun}_create",
                method=method,
                summary=self.create_summary or f"{summary}: create",
                roles=self.create_roles,
                output=self.create_output or self.output,
                status=201,
                input=self.input or Input,
                errors=(400, 401, 403, 404, 409, 415, 422, 429),
                command=self.command,
                session_only=self.session_only,
                keeps_answer=self.keeps_answer,
                parsers=self.parsers,
            )
        return Described(
            name=f"{self.noun}_list",
            method=method,
            summary=summary,
            description=description,
            roles=self.roles,
            output=self.output,
            listed=True,
            filters=self.filters,
            orders=tuple(self.orders),
            words=bool(self.words),
            thins=True,
            errors=(400, 401, 403, 429) if not self.within else (400, 401, 403, 404, 429),
            session_only=self.session_only,
        )


def _one_fault(name: str, say: str) -> ValidationError:
    return ValidationError({name: [ErrorDetail(say, code="invalid")]})


def _turned(name: str) -> str:
    return name[1:] if name.startswith("-") else f"-{name}"
