import pytest
from allauth.usersessions.models import UserSession

from apps.people.browsers import words_for
from tests.cast import Cast, client_of

CHROME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36"
EDGE = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Safari/604.1"
FIREFOX = "Mozilla/5.0 (Macintosh; Intel Mac OS X 15.0; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (CHROME, "Chrome on Linux"),
        (EDGE, "Edge on Windows"),
        (IPHONE, "Safari on iPhone"),
        (FIREFOX, "Firefox on macOS"),
        ("curl/8.0", "A browser"),
        ("", "A browser"),
    ],
)
def test_a_browser_in_words(user_agent, words):
    assert words_for(user_agent) == words


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("trusted", "asked", "address"),
    [
        (0, {"REMOTE_ADDR": "198.51.100.7"}, "198.51.100.7"),
        # Who comes by a socket file has no address.
        (0, {"REMOTE_ADDR": ""}, "127.0.0.1"),
        # What anybody may write counts for nothing where no proxy is trusted, and only its last word where one is.
        (0, {"REMOTE_ADDR": "", "HTTP_X_FORWARDED_FOR": "203.0.113.9"}, "127.0.0.1"),
        (0, {"REMOTE_ADDR": "10.0.0.7", "HTTP_X_FORWARDED_FOR": "203.0.113.9"}, "10.0.0.7"),
        (1, {"REMOTE_ADDR": "10.0.0.7", "HTTP_X_FORWARDED_FOR": "203.0.113.9, 198.51.100.7"}, "198.51.100.7"),
        (1, {"REMOTE_ADDR": "", "HTTP_X_FORWARDED_FOR": "198.51.100.7"}, "198.51.100.7"),
        (1, {"REMOTE_ADDR": ""}, "127.0.0.1"),
    ],
)
def test_where_a_browser_is_comes_from_the_connection_or_a_trusted_proxy(cast: Cast, settings, trusted, asked, address):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = trusted
    client = client_of(cast.sam)
    assert client.get("/", **asked).status_code == 200
    assert UserSession.objects.get(user=cast.sam).ip == address
