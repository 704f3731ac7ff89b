"""What people are told and say to one another: inbox, mail, comments, follows.

A notice stands once in its reader's inbox; a mail is a row first, sent by a worker, never lost; discussion and
follow work for every kind of thing.
"""
