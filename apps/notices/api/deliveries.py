"""What was sent, for admins."""

from rest_framework import serializers

from apps.notices import commands, queries
from apps.notices.forms import DeliveryFilters
from apps.notices.models import Delivery
from apps.people.door import Collection, MemberField, Part, Single, Verb, resource


class DeliveryOutput(Part):
    id = serializers.UUIDField()
    recipient = MemberField(allow_null=True)
    to_address = serializers.EmailField()
    subject = serializers.CharField()
    state = serializers.ChoiceField(choices=Delivery.State.choices)
    message_id = serializers.CharField()
    attempts = serializers.IntegerField()
    last_error = serializers.CharField()
    created_at = serializers.DateTimeField()
    not_before = serializers.DateTimeField()
    sent_at = serializers.DateTimeField(allow_null=True)
    example = {"state": "sent", "subject": "Mara Marsh commented on “Case study: Lyon”", "last_error": ""}


class OneDeliveryOutput(DeliveryOutput):
    body_text = serializers.SerializerMethodField()
    example = {**DeliveryOutput.example, "body_text": ""}

    def get_body_text(self, delivery: Delivery) -> str:
        """Only what was kept for want of a mail server is shown."""
        return delivery.body_text if delivery.state == Delivery.State.KEPT else ""


class Deliveries(Collection):
    """List the mails that were written."""

    kind = "delivery"
    rows = staticmethod(queries.deliveries)
    output = DeliveryOutput
    filters = DeliveryFilters
    orders = {"created_at": ("created_at", "id")}
    default_order = "-created_at"
    roles = "admin"


class OneDelivery(Single):
    """Read a mail."""

    kind = "delivery"
    rows = staticmethod(queries.deliveries)
    output = OneDeliveryOutput
    roles = "admin"


class SendAgain(Verb):
    """Send a mail again that was given up or kept."""

    kind = "delivery"
    rows = staticmethod(queries.deliveries)
    subject = "delivery"
    output = DeliveryOutput
    revised = False
    command = staticmethod(commands.send_again)
    roles = "admin"


urlpatterns = resource("deliveries", Deliveries, OneDelivery, send_again=SendAgain)
