"""PostgreSQL and Redis of Accord's own, for a machine that has none: real servers, on private sockets only.

Nothing here needs Django's settings: `manage.py portal` and the tests start the servers first.
"""
