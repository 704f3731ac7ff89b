from uuid import UUID

import pytest
from django.urls import NoReverseMatch, URLResolver, path, reverse, set_script_prefix
from django.urls.resolvers import RegexPattern

from apps.core.addresses import address, by_first_word

ONE, OTHER = UUID("01890000-0000-7000-8000-00000000000a"), UUID("01890000-0000-7000-8000-00000000000b")


def test_an_address_holds_its_id():
    assert [address("people:member", one) for one in (ONE, OTHER)] == [f"/people/{ONE}/", f"/people/{OTHER}/"]


def test_an_address_without_an_id():
    assert address("collateral:library") == "/collateral/"


def test_what_is_no_id_goes_the_long_way():
    assert address("people:save_view", "goals:tasks") == reverse("people:save_view", args=["goals:tasks"])


def test_a_page_that_is_not_there_has_no_address():
    with pytest.raises(NoReverseMatch):
        address("people:nothing", ONE)


def test_a_portal_below_another_path_has_addresses_of_its_own():
    address("collateral:library")
    set_script_prefix("/accord/")
    try:
        assert address("collateral:library") == "/accord/collateral/"
    finally:
        set_script_prefix("/")


def test_addresses_that_begin_alike_are_asked_together_and_lead_where_they_led():
    def one(request): ...
    def other(request): ...

    pages = [
        path("", one, name="start"),
        path("tasks/", one, name="tasks"),
        path("goals/", one, name="goals"),
        path("tasks/new/", other, name="new"),
        path("tasks/<uuid:pk>/", one, {"more": 1}, name="task"),
    ]
    grouped = by_first_word(pages)
    assert [str(entry.pattern) for entry in grouped] == ["", "tasks/", "goals/"]
    resolver = URLResolver(RegexPattern(r"^/"), grouped)
    found = {at: resolver.resolve(f"/{at}") for at in ("", "tasks/", "goals/", "tasks/new/", f"tasks/{ONE}/")}
    assert {at: (match.func, match.url_name, match.kwargs) for at, match in found.items()} == {
        "": (one, "start", {}),
        "tasks/": (one, "tasks", {}),
        "goals/": (one, "goals", {}),
        "tasks/new/": (other, "new", {}),
        f"tasks/{ONE}/": (one, "task", {"pk": ONE, "more": 1}),
    }
    assert resolver.reverse("task", ONE) == f"tasks/{ONE}/"
