"""Argon2 as the portal keeps passwords with it, without its price.

A hash takes a fifth of a second and a hundred megabytes, so that guessing is dear; nobody guesses here.
"""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Quick(Argon2PasswordHasher):
    time_cost = 1
    memory_cost = 64
    parallelism = 1
