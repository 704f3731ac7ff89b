"""The library both sides use: what there is to show a customer, in which version, and what is still missing.

A file is read for its words by a child process that can be lost, and is found by the page they stand on;
those who used it say what it was worth, and a wish for one that doesn't exist has an owner and an answer.
"""
