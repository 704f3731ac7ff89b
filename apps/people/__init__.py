"""The company and everybody in it: who they are, what they turn to one another for, how they get in and leave.

Nothing is ever left without an active owner, and a door (page or API) is opened by one member as themselves.
"""
