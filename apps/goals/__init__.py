"""Goals with their milestones, and the tasks that serve them: who answers for each, since when, and by whose word.

Every task has exactly one owner at any moment, an offer doesn't change who that is, and each term of ownership is kept.
"""
