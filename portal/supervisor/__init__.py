"""What `manage.py portal` does: brings up everything Accord needs, keeps it up, and takes it down again.

One thread and one loop, because Linux ends a child with the thread that started it.
"""
