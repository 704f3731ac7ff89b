"""The machine's door to collateral: files in and out, the same commands, the same refusals."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.collateral.models import Asset, Request
from tests.cast import Cast
from tests.factories import files
from tests.factories.collateral import kind_of_collateral, make_draft, make_published, read_all, upload
from tests.machine import Caller, make_token


@pytest.fixture
def mara(cast: Cast) -> Caller:
    return Caller(make_token(cast.mara))


@pytest.fixture
def sam(cast: Cast) -> Caller:
    return Caller(make_token(cast.sam))


def send(caller: Caller, path: str, file, **fields):
    """A form with a file, as the API takes files."""
    headers = {name: fields.pop(name) for name in ("Idempotency-Key",) if name in fields}
    return caller.client.post(f"/api/v1/{path}", {"file": file, **fields}, headers=headers)


def test_a_file_goes_in_is_read_found_and_comes_out(cast: Cast, mara, sam):
    content, kind = files.pdf(), kind_of_collateral()
    made = send(mara, "assets/", upload("Price list.pdf", content), audience="customers", kind=str(kind.pk))
    asset = made.json()
    assert made.status_code == 201
    assert made["Location"] == f"/api/v1/assets/{asset['id']}/"
    assert (asset["title"], asset["state"], asset["version"], asset["reading"]) == ("Price list", "draft", 1, "waiting")
    assert asset["kind"] == {"id": str(kind.pk), "title": "Price list"}
    read_all(now=timezone.now())

    assert sam("GET", f"assets/{asset['id']}/").status_code == 404
    published = mara("POST", f"assets/{asset['id']}/publish/", if_match=f'"{asset["revision"]}"')
    assert (published.status_code, published.json()["state"]) == (200, "published")
    assert [one["title"] for one in sam("GET", "assets/?q=kupferf").json()["results"]] == ["Price list"]
    pages = sam("GET", f"assets/{asset['id']}/passages/").json()["results"]
    assert [(page["page"], page["internal"], "Kupferfinger" in page["text"]) for page in pages] == [
        (1, False, False), (2, False, False), (3, False, True),
    ]  # fmt: skip
    (version,) = sam("GET", f"assets/{asset['id']}/versions/").json()["results"]
    response = sam("GET", f"assets/{asset['id']}/versions/{version['id']}/file/")
    assert b"".join(response.streaming_content) == content
    assert response["Content-Disposition"] == 'attachment; filename="Price list.pdf"'
    assert response["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'; sandbox"


def test_the_same_call_twice_uploads_once(cast: Cast, mara):
    first, second = (send(mara, "assets/", upload("notes.txt"), **{"Idempotency-Key": "one"}) for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert Asset.objects.count() == 1


def test_what_is_refused_says_so(cast: Cast, mara, sam):
    asset = make_draft(cast.mara)
    shown = make_published(cast.mara)
    told = {
        "by who may not": send(sam, "assets/", upload("notes.txt")),
        "unknown type": send(mara, "assets/", upload("song.mp3")),
        "no file": mara.client.post("/api/v1/assets/", {"title": "None"}),
        "json": mara("POST", "assets/", {"title": "None"}),
        "not complete": mara("POST", f"assets/{asset.pk}/publish/"),
        "again": mara("POST", f"assets/{shown.pk}/publish/"),
        "stale": mara("POST", f"assets/{shown.pk}/archive/", if_match='"1"'),
        "same file": send(mara, f"assets/{asset.pk}/versions/", upload(), change_note="New"),
        "slower": send(mara, f"assets/{asset.pk}/versions/", upload(content=b"new"), change_note="New", based_on=7),
        "own": mara("POST", f"assets/{shown.pk}/feedback/", {"rating": 5}),
        "low": sam("POST", f"assets/{shown.pk}/feedback/", {"rating": 1}),
        "hidden": sam("POST", f"assets/{asset.pk}/feedback/", {"rating": 5}),
    }
    assert {case: (response.status_code, response.json()["code"]) for case, response in told.items()} == {
        "by who may not": (403, "not-allowed"),
        "unknown type": (422, "unknown-type"),
        "no file": (422, "nothing-given"),
        "json": (415, "unsupported-media-type"),
        "not complete": (422, "not-complete"),
        "again": (409, "wrong-state"),
        "stale": (412, "stale"),
        "same file": (422, "same-file"),
        "slower": (412, "stale"),
        "own": (422, "own-work"),
        "low": (422, "reason-needed"),
        "hidden": (404, "not-found"),
    }


def test_a_version_of_another_asset_isnt_here(cast: Cast, mara):
    one, other = make_published(cast.mara), make_published(cast.mara)
    for path in ("", "file/"):
        assert mara("GET", f"assets/{one.pk}/versions/{other.current_id}/{path}").status_code == 404


def test_an_edit_takes_what_is_given(cast: Cast, mara):
    asset = make_draft(cast.mara, summary="Old")
    changed = mara("PATCH", f"assets/{asset.pk}/", {"title": "Better"}, if_match=f'"{asset.revision}"')
    assert (changed.status_code, changed.json()["title"], changed.json()["summary"]) == (200, "Better", "Old")
    assert mara("PATCH", f"assets/{asset.pk}/", {"title": "Worse"}).status_code == 428
    assert mara("PATCH", f"assets/{asset.pk}/", {"title": "Worse"}, if_match='"1"').status_code == 412


def test_archive_offers_to_be_undone(cast: Cast, mara):
    asset = make_published(cast.mara)
    token = mara("POST", f"assets/{asset.pk}/archive/")["Accord-Undo"]
    assert mara("POST", "undo/", {"token": token}).status_code == 204
    asset.refresh_from_db()
    assert asset.state == "published"


def test_a_request_from_asking_to_confirmation(cast: Cast, mara, sam):
    asset = make_published(cast.mara)
    today = timezone.localdate()
    request = sam("POST", "requests/", {"title": "Case study", "searched": "lyon"}).json()
    at = f"requests/{request['id']}/"
    told = [
        (request["state"], request["side"]),
        sam("POST", f"{at}accept/", {"due_on": str(today)}).status_code,
        mara("POST", f"{at}accept/", {"due_on": str(today - timedelta(days=2))}).json()["code"],
        mara("POST", f"{at}accept/", {"due_on": str(today + timedelta(days=5))}).json()["state"],
        mara("POST", f"{at}deliver/", {}).json()["code"],
        mara("POST", f"{at}deliver/", {"asset": str(asset.pk)}).json()["delivered_asset"]["title"],
        sam("POST", f"{at}reopen/", {"missing": "The prices"}).json()["state"],
        mara("POST", f"{at}deliver/", {"answer": "On page 3"}).json()["answer"],
        sam("POST", f"{at}confirm/").json()["state"],
        mara("POST", f"{at}decline/", {"reason": "Late"}).json()["code"],
    ]
    assert told == [
        ("new", "marketing"), 403, "past-date", "accepted", "nothing-delivered", "notes", "reopened", "On page 3",
        "confirmed", "wrong-state",
    ]  # fmt: skip
    assert Request.objects.get().confirmed_at is not None


def test_ratings_are_listed_the_newest_first(cast: Cast, sam):
    asset = make_published(cast.mara)
    sam("POST", f"assets/{asset.pk}/feedback/", {"rating": 2, "reason": "too_long"})
    sam("POST", f"assets/{asset.pk}/feedback/", {"rating": 4})
    told = sam("GET", f"assets/{asset.pk}/feedback/").json()["results"]
    assert [(one["rating"], one["reason"], one["replaced_at"] is None) for one in told] == [
        (4, "", True), (2, "too_long", False),
    ]  # fmt: skip


@pytest.mark.parametrize("ordering", ["", "fit", "-fit", "title", "-rating", "published_at", "-published_at"])
def test_pages_of_a_search_leave_nothing_out(cast: Cast, sam, ordering):
    for number in range(7):
        make_published(cast.mara, "meters " * (number + 1), title=f"Asset {number}")
    seen, path = [], f"assets/?q=meters&page_size=3&ordering={ordering}"
    while path:
        answer = sam("GET", path).json()
        seen += [asset["title"] for asset in answer["results"]]
        path = answer["next"] and answer["next"].split("/api/v1/")[1]
    assert sorted(seen) == [f"Asset {number}" for number in range(7)]


def test_a_list_is_one_statement_without_the_mean_of_all(cast: Cast, mara, sam):
    """A page by date mustn't cost more because the library is large, nor because much of it is archived."""
    used_instead = make_published(cast.mara, title="New")
    for title in ("Old", "Older"):
        asset = make_published(cast.mara, title=title)
        mara("POST", f"assets/{asset.pk}/archive/", {"successor": str(used_instead.pk)})
    with CaptureQueriesContext(connection) as ran:
        listed = mara("GET", "assets/?state=archived&ordering=title").json()["results"]
    assert [(one["title"], one["successor"]) for one in listed] == [
        ("Old", {"id": str(used_instead.pk), "title": "New"}), ("Older", {"id": str(used_instead.pk), "title": "New"}),
    ]  # fmt: skip
    (statement,) = [one["sql"] for one in ran if 'FROM "collateral_asset"' in one["sql"]]
    # The mean of those that were asked enough for, of one asset each.
    assert statement.count("AVG(") == 1
