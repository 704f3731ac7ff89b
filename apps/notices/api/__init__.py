"""Inbox, discussion, follow, and for admins the mails that went out and came in, at the machine's door."""

from apps.notices.api import deliveries, discussion, inbox, received

urlpatterns = [*inbox.urlpatterns, *discussion.urlpatterns, *deliveries.urlpatterns, *received.urlpatterns]
