from rest_framework import serializers

from apps.collateral import commands, queries
from apps.people.door import Collection, Input, Output, Single, Verb


class SynonymOutput(Output):
    term = serializers.CharField()
    means = serializers.CharField()
    both_ways = serializers.BooleanField()
    example = {"term": "quote", "means": "offer", "both_ways": True}


class SynonymInput(Input):
    term = serializers.CharField(max_length=80)
    means = serializers.CharField(max_length=80)
    both_ways = serializers.BooleanField(required=False)
    example = {"term": "quote", "means": "offer", "both_ways": True}


class Synonyms(Collection):
    """List the synonyms of the search

    Who searches for `term` also finds `means`; with `both_ways` the other way round as well.
    """

    kind = "synonym"
    rows = staticmethod(queries.synonyms)
    output = SynonymOutput
    orders = {"term": ("term", "means")}
    default_order = "term"
    words = ("term", "means")
    input = SynonymInput
    command = staticmethod(commands.add_synonym)
    create_summary = "Add a synonym"
    create_roles = "admins"


class OneSynonym(Single):
    """Read a synonym"""

    kind = "synonym"
    rows = staticmethod(queries.synonyms)
    output = SynonymOutput


class RemoveSynonym(Verb):
    """Remove a synonym"""

    kind = "synonym"
    rows = staticmethod(queries.synonyms)
    subject = "synonym"
    command = staticmethod(commands.remove_synonym)
    roles = "admins"
