"""What every app stands on: refusals, things, ids, working time, answers, pages. It owns no table.

Nothing here knows an app above it; apps register with it what others must know of them.
"""
