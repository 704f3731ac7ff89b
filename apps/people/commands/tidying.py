"""What nobody needs any more."""

from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction

from apps.people.models import DirectorySearch, IdempotencyKey

KEYS_LIVE = timedelta(hours=24)
SEARCHES_LIVE = timedelta(days=395)


@transaction.atomic
def tidy(*, now: datetime) -> None:
    """Forget kept answers after a day, searches after thirteen months, and sessions that have ended."""
    IdempotencyKey.objects.filter(at__lt=now - KEYS_LIVE).delete()
    DirectorySearch.objects.filter(at__lt=now - SEARCHES_LIVE).delete()
    Session.objects.filter(expire_date__lt=now).delete()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
