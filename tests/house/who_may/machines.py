"""What machines ask. No worker runs beside the tests, so that the portal isn't ready."""

from tests.house.roles import everyone
from tests.house.who_may.page import Page
from tests.house.who_may.whom import ALL

MACHINES = (
    Page("healthz", get=ALL, strangers=(200, 405)),
    Page("readyz", get=everyone(503), strangers=(503, 405)),
    Page("api-schema", get=ALL, strangers=(401, 401)),
    Page("api-docs", get=ALL),
    Page("api-nowhere", lambda w: ["nothing"], get=everyone(404), post=everyone(404), strangers=(401, 401)),
)
