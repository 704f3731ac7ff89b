"""The OpenAPI description as a manual for people: what the documentation's page shows; `says` is safe HTML."""

import json
from dataclasses import dataclass
from typing import Any

from apps.core.markdown import render

Json = dict[str, Any]


@dataclass(frozen=True)
class Part:
    """A parameter, or a field of a body."""

    name: str
    place: str
    kind: str
    required: bool
    says: str


@dataclass(frozen=True)
class Answer:
    """What may come back, with what it looks like."""

    status: str
    says: str
    example: str


@dataclass(frozen=True)
class Entry:
    """One operation."""

    name: str
    method: str
    path: str
    summary: str
    says: str
    parts: list[Part]
    media: str
    example: str
    answers: list[Answer]


@dataclass(frozen=True)
class Chapter:
    """All operations of one resource."""

    name: str
    entries: list[Entry]


def chapters_of(description: Json) -> list[Chapter]:
    """The manual, by the order of the API's addresses."""
    found: dict[str, list[Entry]] = {}
    components: Json = description.get("components", {})
    for path, methods in description["paths"].items():
        for method, one in methods.items():
            found.setdefault(one["tags"][0], []).append(_entry(path, method.upper(), one, components))
    return [Chapter(name, entries) for name, entries in found.items()]


def _entry(path: str, method: str, one: Json, components: Json) -> Entry:
    sent: Json = one.get("requestBody", {}).get("content", {})
    media, body = next(iter(sent.items()), ("", Json()))
    parts = [_parameter(given) for given in one["parameters"]]
    if body:
        parts += _fields(_resolved(body["schema"], components))
    return Entry(
        name=one["operationId"],
        method=method,
        path=path,
        summary=one["summary"],
        says=render(one["description"]),
        parts=parts,
        media=media,
        example=_shown(_example(body)),
        answers=[_answer(status, _resolved(answer, components)) for status, answer in one["responses"].items()],
    )


def _parameter(given: Json) -> Part:
    return Part(
        given["name"], given["in"], _kind(given["schema"]), given["required"], render(given.get("description", ""))
    )


def _fields(schema: Json) -> list[Part]:
    required = schema.get("required", [])
    return [
        Part(name, "body", _kind(inner), name in required, render(inner.get("description", "")))
        for name, inner in schema.get("properties", {}).items()
    ]


def _resolved(schema: Json, components: Json) -> Json:
    if "$ref" not in schema:
        return schema
    kind, name = schema["$ref"].split("/")[-2:]
    return components[kind][name]


def _kind(schema: Json) -> str:
    """A type in words: `string (uuid)`, `list of integer`, or what may be chosen."""
    if "$ref" in schema:
        return schema["$ref"].rpartition("/")[2]
    for many in ("oneOf", "anyOf", "allOf"):
        if many in schema:
            return " or ".join(_kind(inner) for inner in schema[many])
    if "enum" in schema:
        return " | ".join("null" if one is None else str(one) or '""' for one in schema["enum"])
    given = schema.get("type", "any")
    name = " or ".join(given) if isinstance(given, list) else given
    if "items" in schema:
        return f"list of {_kind(schema['items'])}"
    return f"{name} ({schema['format']})" if "format" in schema else name


def _answer(status: str, answer: Json) -> Answer:
    content: Json = answer.get("content", {})
    body: Json = next(iter(content.values()), {})
    return Answer(status, render(answer["description"]), _shown(_example(body)) if status < "300" else "")


def _example(body: Json) -> Any:
    return body.get("example", body.get("examples", {}).get("form", {}).get("value"))


def _shown(example: Any) -> str:
    return "" if example is None else json.dumps(example, indent=2, ensure_ascii=False)
