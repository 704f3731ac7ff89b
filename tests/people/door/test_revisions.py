import pytest

from apps.people.models import Area
from apps.trail.models import Activity
from tests.machine import Caller, make_token


def test_every_answer_about_a_thing_names_its_revision(cast, ada, area):
    path = f"world-areas/{area.pk}/"
    assert ada("GET", path)["ETag"] == '"1"'
    edited = ada("PATCH", path, {"name": "Prices"}, if_match='"1"')
    assert (edited["ETag"], edited.json()["revision"]) == ('"2"', 2)
    given = ada("POST", path + "give/", {"to": str(cast.sam.pk)})
    assert (given["ETag"], given.json()["revision"], given.json()["owner"]["name"]) == ('"3"', 3, "Sam Sanders")
    created = ada("POST", "world-areas/", {"name": "Events", "owner": str(cast.sam.pk)})
    assert (created["ETag"], created["Location"]) == ('"1"', f"/api/v1/world-areas/{created.json()['id']}/")


def test_what_is_known_is_not_sent_again(ada, area):
    path = f"world-areas/{area.pk}/"
    for held in ('"1"', 'W/"1"', '"7", "1"'):
        answer = ada("GET", path, if_none_match=held)
        assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", '"1"')
    assert ada("GET", path, if_none_match='"2"').status_code == 200


@pytest.mark.parametrize("headers", [{}, {"if_match": "*"}])
def test_an_edit_says_what_it_is_based_on(ada, area, headers):
    answer = ada("PATCH", f"world-areas/{area.pk}/", {"name": "Prices"}, **headers)
    assert (answer.status_code, answer.json()["code"]) == (428, "revision-needed")


@pytest.mark.parametrize("tag", ["1", '"one"', '"1", "2"', '"-1"', '"1'])
def test_if_match_is_one_etag(ada, area, tag):
    path = f"world-areas/{area.pk}/"
    for answer in (ada("PATCH", path, {"name": "A"}, if_match=tag), ada("POST", path + "forget/", if_match=tag)):
        assert (answer.status_code, answer.json()["code"]) == (400, "revision-not-valid")


def test_a_stale_edit_shows_both_texts(ada, area):
    path = f"world-areas/{area.pk}/"
    ada("PATCH", path, {"name": "Prices"}, if_match='"1"')
    answer = ada("PATCH", path, {"name": "Price list"}, if_match='"1"')
    said = answer.json()
    assert (answer.status_code, said["code"], answer["ETag"]) == (412, "stale", '"2"')
    assert said["yours"] == {"name": "Price list"}
    assert said["current"] == ada("GET", path).json()
    assert (said["current"]["name"], Area.objects.get().name) == ("Prices", "Prices")


def test_a_verb_takes_a_revision_without_needing_it(cast, ada, area):
    path = f"world-areas/{area.pk}/give/"
    stale = ada("POST", path, {"to": str(cast.sam.pk)}, if_match='"2"')
    assert (stale.status_code, stale.json()["current"]["owner"]["name"]) == (412, "Mara Marsh")
    assert stale.json()["yours"] == {"to": str(cast.sam.pk)}
    assert ada("POST", path, {"to": str(cast.sam.pk)}, if_match='"1"').status_code == 200
    assert ada("POST", path, {"to": str(cast.mara.pk)}).status_code == 200


def test_a_field_left_out_of_an_edit_stays(ada, area):
    answer = ada("PATCH", f"world-areas/{area.pk}/", {"name": "Prices"}, if_match='"1"')
    assert (answer.json()["name"], answer.json()["words"]) == ("Prices", "discounts")


def test_a_thing_out_of_sight_after_the_command_is_answered_by_nothing(ada, area):
    answer = ada("POST", f"world-areas/{area.pk}/forget/")
    assert (answer.status_code, answer.content) == (204, b"")


def test_what_was_offered_to_be_undone_is_undone(cast, ada, sam, area):
    given = ada("POST", f"world-areas/{area.pk}/give/", {"to": str(cast.sam.pk)})
    token = {"token": given["Accord-Undo"]}
    other = sam("POST", "undo/", token)
    assert (other.status_code, other.json()["code"], Area.objects.get().owner) == (409, "too-late", cast.sam)
    assert ada("POST", "undo/", token).status_code == 204
    assert Area.objects.get().owner == cast.mara


def test_undo_needs_a_token_wide_enough_for_all(cast):
    answer = Caller(make_token(cast.ada, "people:write"))("POST", "undo/", {"token": "x"})
    assert (answer.status_code, answer.json()["detail"]) == (403, "This needs a token with the scope write.")


def test_history_tells_who_did_what(cast, ada, area):
    path = f"world-areas/{area.pk}/"
    ada("PATCH", path, {"name": "Prices"}, if_match='"1"')
    ada("POST", path + "give/", {"to": str(cast.sam.pk)})
    page = ada("GET", path + "history/?page_size=1").json()
    newest = Activity.objects.get(act="area.handed-over")
    assert page["results"][0]["id"] == str(newest.pk)
    assert page["results"][0]["act"] == "area.handed-over"
    assert page["results"][0]["actor"] == {"id": str(cast.ada.pk), "name": "Ada Adler"}
    older = ada("GET", page["next"].partition("/api/v1/")[2]).json()
    assert [(entry["act"], entry["changes"]) for entry in older["results"]] == [
        ("area.edited", [{"field": "name", "old": "Pricing", "new": "Prices"}])
    ]
    assert older["next"] is None
    back = ada("GET", older["previous"].partition("/api/v1/")[2]).json()
    assert back["results"] == page["results"]


def test_history_cannot_be_edited(ada, area):
    assert ada("PATCH", f"world-areas/{area.pk}/history/", {}, if_match='"1"').status_code == 405
