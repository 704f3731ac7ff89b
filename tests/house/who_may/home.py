"""Home, the other side and the search are everybody's; what stands on them is for each what they may see."""

from tests.house.who_may.page import Page
from tests.house.who_may.whom import ALL

HOME = (
    Page("home:home", get=ALL),
    Page("home:other_side", get=ALL),
    Page("home:search", get=ALL),
)
