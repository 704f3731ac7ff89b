"""From the mailbox to a member's words: fetched, judged by its head, and only then read."""
