"""What is due is followed up: each reminder once per occurrence of its rule, none lost, none when nothing is due.

Nothing is written ahead: the sweep asks the apps what fell due, and keeps a ledger of what it told.
"""
