"""The machine's door: one base class per shape of operation, so that an app's api.py only declares.

Every operation knows who calls and with what right, is done once per idempotency key, answers and judges revisions,
says no as a problem with a code, and describes itself for OpenAPI.
"""

from apps.people.door.collection import Collection
from apps.people.door.fields import AboutField, Input, MemberField, ThingField, ThingsField
from apps.people.door.output import Output, Part
from apps.people.door.paging import Slices
from apps.people.door.routes import action, resource, single
from apps.people.door.single import Single
from apps.people.door.verb import CollectionVerb, Verb

__all__ = [
    "AboutField",
    "Collection",
    "CollectionVerb",
    "Input",
    "MemberField",
    "Output",
    "Part",
    "Single",
    "Slices",
    "ThingField",
    "ThingsField",
    "Verb",
    "action",
    "resource",
    "single",
]
