"""Where an agreement stands, as tests read it."""

from apps.notices.models import Notice


def told(kind):
    """First names of those who were told, in the order of the alphabet."""
    return sorted(notice.recipient.first_name for notice in Notice.objects.filter(kind=kind))


def state(agreement):
    return [(one.number, one.state, one.end_reason) for one in agreement.versions.order_by("number")]
