"""How histories and inboxes tell what happens here."""

from apps.agreements.words.acts import ACTS, FIELDS
from apps.agreements.words.asked import ASKED
from apps.agreements.words.told import TOLD

NOTICES = (*ASKED, *TOLD)

__all__ = ["ACTS", "FIELDS", "NOTICES"]
