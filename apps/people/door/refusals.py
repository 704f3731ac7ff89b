"""The refusals of an operation, as OpenAPI says them."""

from typing import Any

Json = dict[str, Any]
_TEXT = {"type": "string"}
_ERROR = {
    "type": "object",
    "required": ["field", "code", "detail"],
    "properties": {
        "field": _TEXT | {"description": "The field's path; empty for the input as a whole."},
        "code": _TEXT,
        "detail": _TEXT,
    },
}
PROBLEM: Json = {
    "type": "object",
    "description": "A refusal, by RFC 9457.",
    "required": ["type", "title", "status", "code", "detail"],
    "properties": {
        "type": _TEXT,
        "title": _TEXT,
        "status": {"type": "integer"},
        "code": _TEXT | {"description": "The refusal's name; it stays the same when its words change."},
        "detail": _TEXT,
        "errors": {"type": "array", "items": _ERROR},
        "yours": {"description": "With 412: what was sent."},
        "current": {"description": "With 412: the thing as it stands now."},
    },
}
WHEN = {
    400: "What was sent can't be read, or doesn't fit the operation's shape.",
    401: "There are no credentials, or they aren't valid.",
    403: "The caller may see it but not do this.",
    404: "It isn't there, or the caller can't see it.",
    409: "It doesn't fit the thing's state, or somebody did the same at the same moment.",
    412: "It was changed since the revision in `If-Match`; both texts are in the answer.",
    415: "The body is of a type that isn't taken.",
    422: "A rule refuses it; `code` is the rule's name.",
    428: "`If-Match` is missing.",
    429: "Too many calls in this minute; `Retry-After` says when to go on.",
}
_EXAMPLES = {
    400: ("input-not-valid", "Bad Request", "Some of what was sent doesn't fit."),
    401: ("not-authenticated", "Unauthorized", "Authentication credentials were not provided."),
    403: ("not-allowed", "Forbidden", "You may see this but not do it."),
    404: ("not-found", "Not Found", "There is nothing here, or it isn't for you to see."),
    409: ("already-theirs", "Conflict", "Mara Lindqvist owns it already."),
    412: ("stale", "Precondition Failed", "Somebody changed this while you were editing it."),
    415: ("unsupported-media-type", "Unsupported Media Type", "Unsupported media type “text/plain” in request."),
    422: ("reason-needed", "Unprocessable Entity", "Say what is wrong with it: one tap is enough."),
    428: ("revision-needed", "Precondition Required", "Say in If-Match which revision this edit is based on."),
    429: ("throttled", "Too Many Requests", "Request was throttled."),
}
_MORE: dict[int, Json] = {
    400: {"errors": [{"field": "title", "code": "required", "detail": "This field is required."}]},
    412: {"yours": {"title": "Case study"}, "current": {"title": "Case study: Lyon", "revision": 4}},
}


def example_of(status: int) -> Json:
    """What a refusal with `status` looks like."""
    code, title, detail = _EXAMPLES[status]
    kind = f"urn:accord:problem:{code}"
    return {"type": kind, "title": title, "status": status, "code": code, "detail": detail, **_MORE.get(status, {})}
