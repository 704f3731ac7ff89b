"""The API's description."""

import yaml

from tests.machine import Caller, make_token


def test_the_schema_is_json_and_where_wanted_yaml(cast, sam):
    as_json = sam("GET", "schema/")
    as_yaml = sam("GET", "schema/", accept="application/vnd.oai.openapi")
    assert as_json["Content-Type"] == "application/json"
    assert as_json.json()["openapi"] == "3.1.0"
    assert yaml.safe_load(as_yaml.content) == as_json.json()


def test_the_schema_needs_credentials_of_any_scope(cast, client):
    assert client.get("/api/v1/schema/").status_code == 401
    assert Caller(make_token(cast.sam, "goals:read"))("GET", "schema/").status_code == 200


def test_the_schema_says_what_an_edit_takes(sam):
    edit = sam("GET", "schema/").json()["paths"]["/api/v1/world-areas/{id}/"]["patch"]
    assert (edit["operationId"], edit["summary"], edit["x-roles"]) == ("world_areas_edit", "Edit an area", "admin")
    assert {one["name"]: one["required"] for one in edit["parameters"]} == {
        "id": True,
        "Idempotency-Key": False,
        "If-Match": True,
    }
    assert sorted(edit["responses"]) == [
        "200", "204", "400", "401", "403", "404", "409", "412", "415", "422", "428", "429",
    ]  # fmt: skip
    assert edit["responses"]["428"] == {"$ref": "#/components/responses/PreconditionRequired"}


def test_the_schema_says_what_a_list_takes(cast, sam):
    schema = sam("GET", "schema/").json()
    listed = {one["name"]: one["schema"] for one in schema["paths"]["/api/v1/world-areas/"]["get"]["parameters"]}
    assert listed == {
        "cursor": {"type": "string"},
        "page_size": {"type": "integer", "minimum": 1, "maximum": 200, "default": 50},
        "owner": {"type": "string", "format": "uuid"},
        "deputised": {"type": "boolean"},
        "joined_after": {"type": "string", "format": "date"},
        "joined_before": {"type": "string", "format": "date"},
        "side": {"type": "string", "enum": ["sales", "other"]},
        "ordering": {"type": "string", "enum": ["name", "-name", "deputy", "-deputy", "newest", "-newest"]},
        "q": {"type": "string"},
        "fields": {"type": "string"},
    }
    assert schema["components"]["schemas"]["WorldAreaOutput"]["properties"]["owner"] == {
        "type": "object",
        "properties": {"id": {"type": "string", "format": "uuid"}, "name": {"type": "string"}},
        "required": ["id", "name"],
    }
    assert schema["components"]["schemas"]["WorldAreaInput"]["properties"]["owner"]["format"] == "uuid"


def test_what_is_done_signed_in_only_says_so(sam):
    secret = sam("GET", "schema/").json()["paths"]["/api/v1/world-areas/show-secret/"]["post"]
    assert secret["security"] == [{"session": []}]
    assert "Only signed in, never by a token." in secret["description"]
