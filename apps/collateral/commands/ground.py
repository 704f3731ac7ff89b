"""What several commands stand on: refusals they share, changed fields, the worker's wake-up."""

from celery import current_app
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from apps.core.errors import NotNow, Refused
from apps.people.holding import lock_members
from apps.people.models import Member


class HasLeft(Refused):
    """Whoever can't sign in can't answer for anything."""


class TextNeeded(Refused):
    """A field that must not be empty is."""


class WrongState(NotNow):
    """It doesn't fit how far the thing is, often because somebody was faster."""


def hold(member: Member) -> Member:
    """Whoever is to answer for something, held against leaving; called before the thing itself is locked."""
    (held,) = lock_members([member.pk])
    return held


def refuse_leaver(member: Member) -> None:
    if not member.is_active:
        raise HasLeft(_("%(name)s can't sign in any more. Choose somebody else.") % {"name": member})


def said(text: str, ask: str) -> str:
    """The text, trimmed.

    Raises:
        TextNeeded: there is none; `ask` says what to write.
    """
    if not text.strip():
        raise TextNeeded(ask)
    return text.strip()


def wake_link_checkers() -> None:
    """Once this is committed, a worker looks whether a link works; should the hint be lost, the next sweep does."""
    transaction.on_commit(lambda: current_app.send_task("apps.collateral.tasks.check_links", expires=30), robust=True)


def wake_scanners() -> None:
    """Once this is committed, what waits comes before the virus scanner, where there is one."""
    if settings.CLAMD_URL:
        transaction.on_commit(lambda: current_app.send_task("apps.collateral.tasks.scan", expires=30), robust=True)


def wake_drawers() -> None:
    """Once this is committed, a worker draws what waits."""
    transaction.on_commit(lambda: current_app.send_task("apps.collateral.tasks.draw", expires=30), robust=True)


def wake_readers() -> None:
    """Once this is committed, a worker reads what waits; should the hint be lost, the next sweep does."""
    transaction.on_commit(lambda: current_app.send_task("apps.collateral.tasks.extract", expires=30), robust=True)


def wake_takers() -> None:
    """Once this is committed, a worker takes in what came in batches."""
    transaction.on_commit(lambda: current_app.send_task("apps.collateral.tasks.take_in", expires=30), robust=True)
