"""What an operation takes besides its body: path, query and headers, as OpenAPI says it."""

from typing import Any

import uritemplate

from apps.people.door.filtering import parameters_of
from apps.people.door.idempotency import LONGEST
from apps.people.door.operation import SAFE, Described
from apps.people.door.paging import LARGEST, SIZE

Parameter = dict[str, Any]
TEXT = {"type": "string"}


def of(one: Described, path: str) -> list[Parameter]:
    """All parameters of the operation at `path`."""
    found = [_one("path", name, {"type": "string", "format": "uuid"}, "") for name in uritemplate.variables(path)]
    if one.listed:
        found += _of_a_list(one)
    if one.method in SAFE:
        return found if one.listed else [*found, *_of_a_reading(one)]
    key = "Does the call once, however often it is sent within 24 hours."
    found.append(_one("header", "Idempotency-Key", TEXT | {"maxLength": LONGEST, "minLength": 1}, key))
    if one.revision:
        says = "The ETag this is based on; a newer one is answered with 412."
        found.append(_one("header", "If-Match", TEXT, says, required=one.revision == "required"))
    return found


def _of_a_reading(one: Described) -> list[Parameter]:
    if one.output is None or "revision" not in one.output.plan():
        return []
    return [_one("header", "If-None-Match", TEXT, "An ETag held; 304 where it is still the one.")]


def _of_a_list(one: Described) -> list[Parameter]:
    size = {"type": "integer", "minimum": 1, "maximum": LARGEST, "default": SIZE}
    found = [
        _one("query", "cursor", TEXT, "As `next` or `previous` had it."),
        _one("query", "page_size", size, "How many at most."),
    ]
    if one.filters is not None:
        found += [_one("query", name, schema, "") for name, schema in parameters_of(one.filters)]
    if one.orders:
        orders = [f"{sign}{name}" for name in one.orders for sign in ("", "-")]
        found.append(_one("query", "ordering", TEXT | {"enum": orders}, "`-` turns it round."))
    if one.words:
        found.append(_one("query", "q", TEXT, "Words to look for."))
    if one.thins:
        found.append(_one("query", "fields", TEXT, "Only these fields, separated by commas."))
    return found


def _one(place: str, name: str, schema: Parameter, says: str, *, required: bool = False) -> Parameter:
    made = {"in": place, "name": name, "schema": schema, "required": required or place == "path"}
    return made | {"description": says} if says else made
