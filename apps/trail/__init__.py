"""Who did what, when: written with the change itself, never changed, sealed so that tampering shows.

Names and values stand apart, salted: erasing them leaves the facts and the seals intact.
"""
