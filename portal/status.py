"""The admins' page on the state of the portal: is everything at work, does anything wait too long, what runs here?"""

import platform
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import django
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from apps.collateral import scanning
from apps.collateral.queries import unscanned
from apps.core.templatetags.kit import distance
from apps.followups import heartbeat
from apps.followups.queries import looked_at_up_to
from apps.notices.queries import mailbox, oldest_mail_due
from apps.people.access import admins_only
from portal import VERSION
from portal.health import checks

# The sweep looks each minute and mail goes out each quarter of one; later than this, somebody should look.
LATE_AFTER = timedelta(minutes=5)
SCANNER_SECONDS = 2.0
BACKUP_EVERY = timedelta(days=2)  # nightly, with a night's grace

NAMES = {
    "redis": gettext_lazy("Redis"),
    "database": gettext_lazy("Database"),
    "migrations": gettext_lazy("Tables"),
    "beat": gettext_lazy("Clock (beat)"),
    "worker": gettext_lazy("Worker"),
}


@dataclass(frozen=True)
class Line:
    """One thing to know; `since` is shown as a time, and `advice` only where it isn't well."""

    name: Any
    ok: bool
    detail: str = ""
    since: datetime | None = None
    advice: Any = ""


@admins_only
@never_cache
@require_GET
def status(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    running = [Line(NAMES[check.name], check.ok, check.detail) for check in checks(now=now)]
    waiting = [_followups(now), _mail(now), _answers(now), _scanner(now), _backup(now)]
    versions = [("Accord", VERSION), ("Django", django.get_version()), ("Python", platform.python_version())]
    context = {"lines": running + waiting, "versions": versions, "well": all(line.ok for line in running + waiting)}
    return render(request, "portal/status.html", context)


def _followups(now: datetime) -> Line:
    """How far the sweep has come: what fell due after that hasn't been looked at."""
    since = looked_at_up_to()
    if since is None:
        return Line(_("Follow-ups"), False, _("not looked at yet"), advice=_("The first look comes within a minute."))
    return Line(
        _("Follow-ups"),
        now - since < LATE_AFTER,
        _("all that fell due until then was looked at"),
        since,
        _("The worker is behind or stopped; nothing is lost, it is sent once it is back."),
    )


def _mail(now: datetime) -> Line:
    since = oldest_mail_due(now=now)
    if since is None:
        return Line(_("Mail"), True, _("none waits past its time"))
    advice = _("The mail server doesn't take it, or the worker stopped: “Sent mail” says why.")
    return Line(_("Mail"), now - since < LATE_AFTER, _("the oldest waits since then"), since, advice)


def _answers(now: datetime) -> Line:
    """When answers to mails were last fetched."""
    name = _("Answers by mail")
    if settings.INBOX is None:
        return Line(name, True, _("none are fetched: INBOX_URL isn't set"))
    box = mailbox()
    if box is None:
        return Line(name, False, _("not fetched yet"), advice=_("The first look comes within a minute."))
    if box.failing_since is None:
        advice = _("The worker is behind or stopped; what waits in the mailbox is fetched once it is back.")
        late = box.looked_at is None or now - box.looked_at >= LATE_AFTER
        return Line(name, not late, _("last fetched"), box.looked_at, advice)
    told = _("can't be fetched since then: %(fault)s") % {"fault": box.fault}
    advice = _("The mail server doesn't answer, or the password is wrong. Nothing is lost: mails wait in the mailbox.")
    if box.looked_at:
        since = distance((box.looked_at - now).total_seconds())
        advice = _("Last fetched %(when)s. %(advice)s") % {"when": since, "advice": advice}
    return Line(name, False, told, box.failing_since, advice)


def _scanner(now: datetime) -> Line:
    """Whether files are checked for viruses, and whether any of them waits too long for it."""
    name = _("Virus scanner")
    if not settings.CLAMD_URL:
        return Line(name, True, _("files aren't checked: CLAMD_URL isn't set"))
    waiting = unscanned()
    told = _("no file waits")
    if waiting.count:
        told = ngettext("%(count)d file waits, since then", "%(count)d files wait, the first since then", waiting.count)
    told %= {"count": waiting.count}
    try:
        scanner = scanning.version_of(url=settings.CLAMD_URL, seconds=SCANNER_SECONDS)
    except scanning.ScannerAway as fault:
        advice = _("It doesn't answer: %(fault)s. Files that wait aren't handed out, and are checked once it is back.")
        return Line(name, False, told, waiting.since, advice % {"fault": str(fault)})
    late = waiting.since is not None and now - waiting.since >= LATE_AFTER
    advice = _("It answers, but is behind, or the worker stopped. Files that wait aren't handed out.")
    return Line(name, not late, f"{told}; {scanner}", waiting.since, advice)


def _backup(now: datetime) -> Line:
    since = heartbeat.last(process="backup")
    if since is None:
        return Line(_("Backup"), False, _("none was made"), advice=_("Run “manage.py backup FOLDER” every night."))
    advice = _("Look why the nightly “manage.py backup” doesn't run.")
    return Line(_("Backup"), now - since < BACKUP_EVERY, _("the last one was complete"), since, advice)
