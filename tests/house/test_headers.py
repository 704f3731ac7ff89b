"""What every answer says to the browser: nothing but our own scripts and styles, in nobody's frame."""

import pytest
from django.test import Client

from tests.cast import Cast

pytestmark = pytest.mark.django_db

POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
}


@pytest.mark.parametrize(
    "path", ["/", "/collateral/", "/nowhere/", "/admin/", "/api/v1/docs/", "/api/v1/me/", "/healthz"]
)
def test_every_answer_allows_only_what_is_ours(client: Client, cast: Cast, path: str) -> None:
    client.force_login(cast.sam)
    answer = client.get(path)
    assert {part.strip() for part in answer["Content-Security-Policy"].split(";")} == POLICY
    assert (answer["X-Frame-Options"], answer["X-Content-Type-Options"]) == ("DENY", "nosniff")
    assert (answer["Referrer-Policy"], answer["Cross-Origin-Opener-Policy"]) == ("same-origin", "same-origin")
