"""The link under every mail that stops it, with one click and without signing in."""

from collections.abc import Iterable

from django.conf import settings
from django.core import signing
from django.urls import reverse

from apps.people.models import Member

SALT = "accord.unsubscribe"


class BrokenLink(Exception):
    """The link was cut short or isn't ours."""


def link(member: Member, kinds: Iterable[str]) -> str:
    """An address that stops mails of these kinds to this member; it never expires, as old mails are kept long."""
    token = signing.dumps([str(member.pk), *kinds], salt=SALT, compress=True)
    return settings.BASE_URL + reverse("notices:unsubscribe", args=[token])


def read(token: str) -> tuple[Member, list[str]]:
    """Whose mails of which kinds a link stops.

    Raises:
        BrokenLink: it can't be told.
    """
    try:
        pk, *kinds = signing.loads(token, salt=SALT)
        return Member.objects.active().get(pk=pk), kinds
    except (signing.BadSignature, Member.DoesNotExist) as fault:
        raise BrokenLink from fault
