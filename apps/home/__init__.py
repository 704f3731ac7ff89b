"""Home: what needs me now, what the other side is working on, and one search over everything; it keeps nothing of its
own and gathers from all other apps.
"""
