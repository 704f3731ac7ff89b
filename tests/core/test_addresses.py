from uuid import UUID

import pytest
from django.urls import NoReverseMatch, reverse, set_script_prefix

from apps.core.addresses import address

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
