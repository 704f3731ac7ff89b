"""Addresses: a resource's list, its things, their verbs and their history, from one line in an app's api.py."""

import re
from collections.abc import Mapping

from django.urls import URLPattern, path

from apps.people.door.collection import Collection
from apps.people.door.operation import Operation
from apps.people.door.single import Single, history_of
from apps.people.door.verb import CollectionVerb, Verb


def resource(
    at: str,
    collection: type[Collection] | None = None,
    single: type[Single] | None = None,
    *,
    collection_verbs: Mapping[str, type[CollectionVerb]] | None = None,
    history: bool = True,
    **verbs: type[Verb],
) -> list[URLPattern]:
    """The addresses of a resource.

    Args:
        at: its path, `tasks`, or `assets/<uuid:asset_id>/versions` for what lies within a thing.
        collection_verbs: by name, for example `assign` at `tasks/assign/`.
        history: False where its things are of no registered kind.
        verbs: by name, `take_back=` at `tasks/<id>/take-back/`.
    """
    noun = _noun(at)
    made = [_route(at, collection, noun)] if collection else []
    for name, many in (collection_verbs or {}).items():
        # Where one and many are done by the same word, their operations are told apart.
        made.append(_route(f"{at}/{_dashed(name)}", many, noun, f"{name}_many" if name in verbs else name))
    made += [_route(f"{at}/<uuid:id>", single, noun, kind="one")] if single else []
    made += [_route(f"{at}/<uuid:id>/history", history_of(single), noun, kind="history")] if single and history else []
    return made + [_route(f"{at}/<uuid:id>/{_dashed(name)}", verb, noun, name) for name, verb in verbs.items()]


def single(at: str, one: type[Single], *, history: bool = False, **verbs: type[Verb]) -> list[URLPattern]:
    """The addresses of something there is one of, like `me` or `company`; its classes override `found`."""
    noun = _noun(at)
    made = [_route(at, one, noun)]
    made += [_route(f"{at}/history", history_of(one), noun, kind="history")] if history else []
    return made + [_route(f"{at}/{_dashed(name)}", verb, noun, name) for name, verb in verbs.items()]


def action(at: str, verb: type[CollectionVerb]) -> list[URLPattern]:
    """The address of a command that belongs to no resource."""
    return [_route(at, verb, _noun(at))]


def _route(at: str, view: type[Operation], noun: str, verb: str = "", kind: str = "") -> URLPattern:
    name = "-".join(filter(None, ["api", noun, verb or kind])).replace("_", "-")
    return path(f"{at}/", view.as_view(noun=noun, verb=verb), name=name)


def _noun(at: str) -> str:
    return "_".join(part for part in at.replace("-", "_").split("/") if not re.match("<", part))


def _dashed(name: str) -> str:
    return name.replace("_", "-")
