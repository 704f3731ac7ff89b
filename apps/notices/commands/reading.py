"""Marking notices as read."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.core import undo
from apps.core.errors import require
from apps.core.undo import Undo
from apps.notices import policy
from apps.notices.models import Notice
from apps.people.models import Member


@transaction.atomic
def mark_read(*, actor: Member, notice: Notice, now: datetime) -> Notice:
    """Read once, it stays read: the first time counts. What is folded under it is read with it."""
    require(policy.may_read(actor, notice))
    Notice.objects.unread().folded_with(notice).update(read_at=now)
    notice.refresh_from_db()
    return notice


@transaction.atomic
def mark_all_read(*, actor: Member, now: datetime) -> Undo | None:
    """The whole inbox is read; the offer brings back what was unread until now."""
    unread = Notice.objects.visible_to(actor).unread()
    count = unread.entries().count()
    if not unread.update(read_at=now):
        return None
    label = ngettext("%d notice marked as read.", "%d notices marked as read.", count) % count
    return undo.offer(name="notices.mark_all_read", label=label, actor=actor, payload={"read_at": now.isoformat()})


@transaction.atomic
def undo_mark_all_read(*, actor: Member, now: datetime, read_at: str) -> None:
    """What was marked in that one moment is unread again."""
    marked = Notice.objects.visible_to(actor).filter(read_at=datetime.fromisoformat(read_at))
    if not marked.update(read_at=None):
        raise undo.TooLate(_("There is nothing to bring back."))
