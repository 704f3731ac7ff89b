from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.urls import reverse

from apps.people import commands
from apps.people.models import DirectorySearch, IdempotencyKey
from tests.cast import NOW, client_of


def test_what_nobody_needs_goes(cast):
    for hours in (23, 24, 25):
        IdempotencyKey.objects.create(member=cast.sam, credential="c", key=str(hours), at=NOW - timedelta(hours=hours))
    for days in (394, 395, 396):
        DirectorySearch.objects.create(member=cast.sam, words=str(days), at=NOW - timedelta(days=days))
    commands.tidy(now=NOW)
    assert sorted(IdempotencyKey.objects.values_list("key", flat=True)) == ["23", "24"]
    assert sorted(DirectorySearch.objects.values_list("words", flat=True)) == ["394", "395"]


def test_ended_sessions_go_and_open_ones_stay(cast):
    here, gone = client_of(cast.sam), client_of(cast.sam)
    for browser in (here, gone):
        browser.get(reverse("people:directory"))
    Session.objects.filter(session_key=gone.session.session_key).update(expire_date=NOW - timedelta(seconds=1))
    commands.tidy(now=NOW)
    assert [one.session_key for one in UserSession.objects.all()] == [here.session.session_key]
    assert Session.objects.count() == 1
