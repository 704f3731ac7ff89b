"""Me."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser

from apps.people import commands, queries
from apps.people.door import Input, Output, Single, ThingField, Verb, single
from apps.people.models import Member, Role, Side, Theme
from apps.people.models.company import check_zone
from apps.people.photos import MOST_BYTES


class MeOutput(Output):
    email = serializers.EmailField()
    name = serializers.CharField()
    job_title = serializers.CharField()
    side = serializers.ChoiceField(choices=Side.choices)
    team = ThingField("team", allow_null=True)
    roles = serializers.ListField(child=serializers.ChoiceField(choices=Role.choices))
    time_zone = serializers.CharField()
    hours_from = serializers.TimeField()
    hours_until = serializers.TimeField()
    language = serializers.CharField()
    theme = serializers.ChoiceField(choices=Theme.choices)
    shortcuts = serializers.BooleanField()
    example = {"name": "Sam Sanders", "job_title": "Account manager", "time_zone": "Europe/Berlin", "language": "en"}


class MeChanges(Input):
    name = serializers.CharField(max_length=120)
    job_title = serializers.CharField(max_length=120, allow_blank=True)
    time_zone = serializers.CharField(max_length=60)
    hours_from = serializers.TimeField()
    hours_until = serializers.TimeField()
    language = serializers.ChoiceField(choices=settings.LANGUAGES)
    theme = serializers.ChoiceField(choices=Theme.choices)
    shortcuts = serializers.BooleanField()
    example = {"job_title": "Account manager, DACH", "theme": "dark"}

    def validate_time_zone(self, name: str) -> str:
        check_zone(name)
        return name


class PhotoInput(Input):
    photo = serializers.FileField()


def set_photo(*, actor: Member, member: Member, photo: UploadedFile, now: datetime) -> Member:
    return commands.set_photo(actor=actor, member=member, image=photo.read(MOST_BYTES + 1), now=now)


class Me(Single):
    """Read my own page."""

    kind = "member"
    rows = staticmethod(queries.members)
    subject = "member"
    output = MeOutput
    input = MeChanges
    command = staticmethod(commands.edit_profile)
    edit_summary = "Edit my own page"

    def found(self, around: dict[str, Any]) -> Any:
        return self.seen().get(pk=self.request.user.pk)


class SetPhoto(Verb):
    """Set my photo."""

    kind = "member"
    rows = staticmethod(queries.members)
    subject = "member"
    input = PhotoInput
    output = MeOutput
    parsers = (MultiPartParser,)
    command = staticmethod(set_photo)
    found = Me.found


class RemovePhoto(Verb):
    """Remove my photo."""

    kind = "member"
    rows = staticmethod(queries.members)
    subject = "member"
    output = MeOutput
    command = staticmethod(commands.remove_photo)
    found = Me.found


urlpatterns = single("me", Me, history=True, set_photo=SetPhoto, remove_photo=RemovePhoto)
