"""Leads, the definition both sides signed, and the hand-off: every verdict kept with the version it came from."""
