"""My work, the other side and the search: as the pages."""

from tests.house.who_may_api.line import ALL, Line

HOME = (
    Line("work_list", ALL),
    Line("other_side_list", ALL),
    Line("search_list", ALL),
)
