"""The demo company: Northwind Metering, invented, made by the same commands that people use, its clock set back."""

from datetime import datetime
from itertools import chain
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from apps.core.errors import NotNow
from apps.notices import commands as notices
from apps.people.commands import ensure_system_member, set_up_company
from apps.people.queries import company_or_none
from portal.demo import agreements, collateral, goals, leads, measures, meetings, people, rounds, slips, story
from portal.demo.calendar import Calendar


class NoDemo(NotNow):
    """Only what `load` began may be emptied."""


@transaction.atomic
def load(*, now: datetime) -> None:
    """Put Northwind Metering into an empty database.

    Its mails of the last weeks are kept in the portal, and none ever leaves by itself, whatever mail server is set.

    Raises:
        AlreadySetUp: there is a company.
    """
    with translation.override(settings.LANGUAGE_CODE):
        calendar = Calendar(now)
        cast = people.hire(calendar)
        lines = chain(
            people.lines(calendar, cast),
            goals.lines(calendar, cast),
            collateral.lines(calendar, cast),
            agreements.lines(calendar, cast),
            leads.lines(calendar, cast),
            meetings.lines(calendar, cast),
            [
                measures.in_the_way(calendar, cast),
                measures.small_steps(calendar, cast),
                slips.lines(calendar, cast),
                _told_at_once(calendar, cast),
            ],
            rounds.lines(calendar),
        )
        story.tell(lines, after=rounds.mails(calendar))
        notices.leave_at_the_inbox()


def _told_at_once(calendar: Calendar, cast: Any) -> story.Storyline:
    """What has a clock of its own; it is all there when reminding begins."""
    yield calendar.at(rounds.FIRST_REMINDERS, rounds.HOUR - 1)
    measures.tell(calendar, cast, cast.goals)


def require_demo() -> None:
    """Let pass while the company is the demo.

    Raises:
        NoDemo: the database wasn't begun by `load`.
    """
    company = company_or_none()
    if company is None or not company.is_demo:
        raise NoDemo(_("This isn't the demo company: nothing was removed."))


def contents() -> list[tuple[str, int]]:
    """What `remove` would empty: each table that has rows, with how many."""
    with connection.cursor() as cursor:
        found = []
        for table in sorted(connection.introspection.table_names(cursor)):
            if table in _KEPT:
                continue
            cursor.execute(f"select count(*) from {connection.ops.quote_name(table)}")  # noqa: S608
            found.append((table, cursor.fetchone()[0]))
    return [(table, count) for table, count in found if count]


_KEPT = {"django_migrations", "django_content_type"}


@transaction.atomic
def remove(*, name: str, admin_name: str, admin_email: str, admin_password: str, now: datetime) -> None:
    """Empty every table, then begin a company of its own with one admin.

    Raises:
        NoDemo: the database wasn't begun by `load`.
    """
    require_demo()
    tables = ", ".join(connection.ops.quote_name(table) for table, _count in contents())
    with connection.cursor() as cursor:
        # Truncating asks no row's trigger; the rows of a real company are never emptied by anything.
        cursor.execute(f"truncate {tables} restart identity cascade")
    ensure_system_member()
    set_up_company(name=name, admin_name=admin_name, admin_email=admin_email, admin_password=admin_password, now=now)
