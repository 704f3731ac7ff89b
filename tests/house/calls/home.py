"""Calls on my work, the other side and the search."""

from tests.house.operations import Call

CALLS = {
    "work_list": lambda w: Call(w.cast.sam),
    "other_side_list": lambda w: Call(w.cast.sam),
    "search_list": lambda w: Call(w.cast.sam, query="q=acme"),
}
