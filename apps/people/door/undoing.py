"""Taking back: one door for every offer to undo, the counterpart of the page's."""

from rest_framework import serializers

from apps.core import undo
from apps.people.door.fields import Input
from apps.people.door.verb import CollectionVerb


class UndoInput(Input):
    token = serializers.CharField(max_length=20_000, help_text="As the header `Accord-Undo` gave it.")
    example = {"token": "eyJuYW1lIjoi…"}


class TakeBack(CollectionVerb):
    """Take back what was just done.

    Within ten minutes, by whoever did it, unless somebody has touched the thing since.
    """

    input = UndoInput
    command = staticmethod(undo.run)
    roles = "who did it"
