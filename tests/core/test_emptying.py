import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import TransactionTestCase
from django.utils import timezone

from apps.notices.models import Notice
from apps.people import commands
from apps.people.models import Member
from apps.trail.models import Activity
from tests.cast import make_cast


@pytest.mark.django_db(transaction=True)
def test_what_a_test_committed_is_gone_whatever_guards_it():
    cast, kept = make_cast(), ContentType.objects.create(app_label="kept", model="row")
    commands.create_area(actor=cast.ada, name="Prices", owner=cast.mara, now=timezone.now())
    assert Activity.objects.exists(), "what nobody may delete stands there"
    TransactionTestCase("run")._fixture_teardown()
    assert [rows.objects.count() for rows in (Member, Activity, Notice)] == [0, 0, 0]
    assert kept.delete()[0] == 1, "what came with the tables stays"
    with connection.cursor() as cursor:
        cursor.execute("show session_replication_role")
        assert cursor.fetchone() == ("origin",), "triggers are back at work"
