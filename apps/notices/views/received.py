from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from apps.notices import queries
from apps.notices.forms import ReceivedMailFilters
from apps.people.access import admins_only, member_of
from apps.people.lists import Column, Empty, listing

COLUMNS = [
    Column("at", gettext_lazy("Fetched"), lambda mail: mail.at),
    Column("from", gettext_lazy("From"), lambda mail: mail.from_address),
    Column("subject", gettext_lazy("Subject"), str),
    Column("state", gettext_lazy("What became of it"), lambda mail: mail.get_state_display()),
    Column("why", gettext_lazy("Why"), lambda mail: mail.get_why_display()),
]


@admins_only
@require_GET
def received_mails(request: HttpRequest) -> HttpResponseBase:
    """Which mails came, and why some of them were dropped or sent back."""
    return listing(
        request,
        page="notices:received_mails",
        rows=queries.received_mails(viewer=member_of(request)),
        filters=ReceivedMailFilters,
        columns=COLUMNS,
        orders={"-at": "-at", "from": "from_address"},
        default_order="-at",
        template="notices/received_mails.html",
        rows_template="notices/_received_mails.html",
        context={"inbox_set": settings.INBOX is not None, "mailbox": queries.mailbox()},
        empty=Empty(_("No mail has been fetched yet. Answers to mails will stand here, and what was dropped.")),
    )
