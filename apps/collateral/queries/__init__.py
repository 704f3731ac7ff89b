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
from apps.collateral.queries.counting import Facet, facets
from apps.collateral.queries.facets import (
    by_list,
    chosen_facets,
    offered_facets,
    unsaid_facets,
    with_facet,
)
from apps.collateral.queries.hits import Hit, hits
from apps.collateral.queries.requests import (
    Clock,
    Promise,
    clocks,
    promise,
    requests,
    who_answers,
)
from apps.collateral.queries.similar import Similar, deliverable, similar
from apps.collateral.queries.votes import Merging, mergeable, merged_here, merging, votes_for

__all__ = [
    "Capacity",
    "Clock",
    "Facet",
    "Hit",
    "Merging",
    "PagePair",
    "PagesCompared",
    "Promise",
    "Shelf",
    "Similar",
    "all_versions",
    "by_list",
    "capacities",
    "chosen_facets",
    "clocks",
    "compared_versions",
    "deliverable",
    "facets",
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
    "offered_facets",
    "passages",
    "promise",
    "request_board",
    "requests",
    "same_content",
    "shelf",
    "similar",
    "unsaid_facets",
    "versions",
    "votes_for",
    "who_answers",
    "with_facet",
]
