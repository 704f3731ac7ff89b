"""What our triggers cost: each asks first whether it is to be passed over."""

from django.db import connection


def test_triggers_find_their_answer_without_an_error(db):
    with connection.cursor() as cursor:
        cursor.execute("select current_setting('pgtrigger.ignore')")
        assert cursor.fetchone() == ("{}",)
