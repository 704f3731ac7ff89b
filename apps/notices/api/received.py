"""Which mails came in, for admins."""

from rest_framework import serializers

from apps.notices import queries
from apps.notices.forms import ReceivedMailFilters
from apps.notices.models import ReceivedMail
from apps.people.door import Collection, MemberField, Part, Single, resource


class ReceivedMailOutput(Part):
    id = serializers.UUIDField()
    at = serializers.DateTimeField()
    from_address = serializers.CharField()
    member = MemberField(allow_null=True)
    subject = serializers.CharField()
    state = serializers.ChoiceField(choices=ReceivedMail.State.choices)
    why = serializers.ChoiceField(choices=ReceivedMail.Why.choices, allow_blank=True)
    message_id = serializers.CharField()
    example = {
        "from_address": "mara@example.com",
        "subject": "Automatic reply: How does “Case studies” stand?",
        "state": "dropped",
        "why": "automatic",
        "message_id": "<20260310.1@mail.example.com>",
    }


class ReceivedMails(Collection):
    """List the mails that came in, and why some were dropped or sent back.

    Their text is never kept.
    """

    kind = "received-mail"
    rows = staticmethod(queries.received_mails)
    output = ReceivedMailOutput
    filters = ReceivedMailFilters
    orders = {"at": ("at", "id")}
    default_order = "-at"
    roles = "admin"


class OneReceivedMail(Single):
    """Read what became of a mail that came in."""

    kind = "received-mail"
    rows = staticmethod(queries.received_mails)
    output = ReceivedMailOutput
    roles = "admin"


urlpatterns = resource("received-mails", ReceivedMails, OneReceivedMail, history=False)
