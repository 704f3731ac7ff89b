"""Rows of the people app for tests, beyond the cast."""

import io
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from apps.people import keys
from apps.people.models import Absence, ApiToken, Area, Choice, Invitation, Member, Role, SavedView, Side, Team
from apps.people.models.company import ChoiceList
from tests.cast import NOW, hashed_password

_numbers = count(1)


def member(**given: Any) -> Member:
    """A salesperson without a team, unless something else is given."""
    number = next(_numbers)
    defaults = {
        "name": f"Person {number}",
        "email": f"person-{number}@test.example",
        "side": Side.SALES,
        "roles": [Role.SALESPERSON],
        "password": hashed_password(),
        "joined_at": NOW - timedelta(days=30),
    }
    return Member.objects.create(**defaults | given)


def team(**given: Any) -> Team:
    return Team.objects.create(**{"name": f"Team {next(_numbers)}", "side": Side.SALES} | given)


def area(*, owner: Member, **given: Any) -> Area:
    return Area.objects.create(owner=owner, **{"name": f"Area {next(_numbers)}"} | given)


def absence(*, member: Member, from_on: date, until_on: date, deputy: Member | None = None) -> Absence:
    return Absence.objects.create(member=member, from_on=from_on, until_on=until_on, deputy=deputy)


def choice(list: ChoiceList = ChoiceList.PERSONA, **given: Any) -> Choice:
    number = next(_numbers)
    return Choice.objects.create(list=list, **{"label": f"Choice {number}", "position": number} | given)


def api_token(
    *, member: Member, scopes: tuple[str, ...] = ("write",), at: datetime = NOW, **given: Any
) -> tuple[ApiToken, str]:
    """A token that is good for three months, and what a machine sends for it."""
    secret = keys.new_api_token()
    token = ApiToken.objects.create(
        member=member,
        token_hash=keys.digest(secret),
        prefix=keys.shown(secret),
        scopes=list(scopes),
        **{"name": "test", "created_at": at, "expires_at": at + timedelta(days=90)} | given,
    )
    return token, secret


def invitation(*, by: Member, **given: Any) -> tuple[Invitation, str]:
    """An open invitation and the secret of its link."""
    number, secret = next(_numbers), keys.new_secret()
    defaults = {
        "email": f"newcomer-{number}@test.example",
        "name": f"Newcomer {number}",
        "side": Side.SALES,
        "roles": [Role.SALESPERSON],
        "invited_at": NOW,
        "expires_at": NOW + timedelta(days=7),
        "token_hash": keys.digest(secret),
    }
    return Invitation.objects.create(invited_by=by, **defaults | given), secret


def photo() -> bytes:
    """A picture as somebody uploads it."""
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, "PNG")
    return out.getvalue()


def upload() -> SimpleUploadedFile:
    """The same as a browser sends it."""
    return SimpleUploadedFile("me.png", photo(), content_type="image/png")


def saved_view(*, member: Member, **given: Any) -> SavedView:
    defaults = {"page": "people:members", "name": f"View {next(_numbers)}", "query": "side=sales"}
    return SavedView.objects.create(member=member, **defaults | given)
