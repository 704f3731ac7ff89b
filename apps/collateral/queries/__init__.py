from apps.collateral.queries.assets import (
    Shelf,
    all_versions,
    feedback_on,
    found,
    gaps,
    in_the_way,
    kinds_of_collateral,
    library,
    passages,
    same_content,
    shelf,
    versions,
)
from apps.collateral.queries.boards import Capacity, capacities, request_board
from apps.collateral.queries.comparing import PagePair, PagesCompared, compared_versions
from apps.collateral.queries.hits import Hit, hits
from apps.collateral.queries.requests import (
    Promise,
    deliverable,
    promise,
    requests,
    who_answers,
)
from apps.collateral.queries.similar import Similar, similar
from apps.collateral.queries.votes import Merging, mergeable, merged_here, merging, votes_for

__all__ = [
    "Capacity",
    "Hit",
    "Merging",
    "PagePair",
    "PagesCompared",
    "Promise",
    "Shelf",
    "Similar",
    "all_versions",
    "capacities",
    "compared_versions",
    "deliverable",
    "feedback_on",
    "found",
    "gaps",
    "hits",
    "in_the_way",
    "kinds_of_collateral",
    "library",
    "mergeable",
    "merged_here",
    "merging",
    "passages",
    "promise",
    "request_board",
    "requests",
    "same_content",
    "shelf",
    "similar",
    "versions",
    "votes_for",
    "who_answers",
]
