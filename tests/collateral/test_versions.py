"""Versions: who was faster, what comes back, and what differs between two."""

import pytest
from django.core.exceptions import PermissionDenied

from apps.collateral import commands, queries
from apps.collateral.commands.versions import InUseAlready, NewerVersion
from apps.collateral.files import pass_for, passed
from apps.trail.queries import history_of
from tests.cast import NOW, Cast, client_of
from tests.factories.collateral import know_pages, make_draft, make_published, upload
from tests.machine import Caller, make_token
from tests.walker import Walker

NOTE = "The new prices count from May"


def replaced(asset, actor, *pages: str, note="New prices"):
    """The asset with a further version of which the pages are known."""
    content = "\f".join(pages).encode()
    commands.add_version(actor=actor, asset=asset, file=upload(content=content), change_note=note, now=NOW)
    asset.refresh_from_db()
    know_pages(asset, *pages)
    return asset


def version(asset, number):
    return asset.versions.get(number=number)


# --- somebody was faster


def test_whoever_was_slower_sees_both_and_puts_theirs_up_without_sending_it_again(cast: Cast):
    asset = make_published(cast.mara)
    said = commands.give_feedback(actor=cast.sam, version=asset.current, rating=2, reason="outdated", now=NOW)
    slow = Walker(cast.mara).open(f"/collateral/{asset.pk}/replace/")
    commands.add_version(
        actor=cast.milo, asset=asset, file=upload("milo.txt", b"Milo's"), change_note="His prices", now=NOW
    )
    slow.press(
        "Upload", file=upload("mara.txt", b"Mara's own"), change_note="Her prices", fixes=[str(said.pk)], expect=412
    )
    slow.reads("Milo Miller", "milo.txt, 6", "mara.txt, 10", "His prices", "Her prices")
    assert asset.versions.count() == 2
    slow.press("Save mine over it").reads("Version 3 is in use now.")
    made = version(asset, 3)
    assert (made.original_name, made.size, made.change_note) == ("mara.txt", 10, "Her prices")
    # What was ticked is ticked still.
    assert list(made.fixes.values_list("feedback", flat=True)) == [said.pk]


def test_a_machine_that_was_slower_gets_412_with_the_newer_version(cast: Cast):
    asset = replaced(make_published(cast.mara), cast.milo, "Milo's")
    call = Caller(make_token(cast.mara, "write"))
    sent = {"change_note": NOTE, "based_on": 1}
    answer = call("post", f"assets/{asset.pk}/versions/{version(asset, 1).pk}/roll-back/", sent)
    told = answer.json()
    assert (answer.status_code, told["code"], told["yours"]) == (412, "stale", sent)
    assert (told["current"]["number"], told["current"]["change_note"]) == (2, "New prices")
    assert asset.versions.count() == 2


def test_a_file_that_was_sent_is_used_again_by_whoever_sent_it_alone(cast: Cast):
    asset = replaced(make_published(cast.mara), cast.milo, "Milo's")
    with pytest.raises(NewerVersion) as newer:
        commands.add_version(
            actor=cast.mara, asset=asset, file=upload(content=b"Mara's"), change_note="Hers", now=NOW, based_on=1
        )
    token = pass_for(newer.value.kept, cast.mara.pk)
    mine = passed(token, cast.mara.pk)
    assert (mine.name, mine.read()) == ("notes.txt", b"Mara's")
    assert (passed(token, cast.milo.pk), passed(f"{token}x", cast.mara.pk), passed("", cast.mara.pk)) == (None,) * 3


# --- roll back


def test_an_older_file_comes_back_as_the_newest_version_with_what_it_says(cast: Cast):
    asset = replaced(make_published(cast.mara, "Gasket 0.80", "Valve 3.10"), cast.mara, "Gasket 0.90")
    made = commands.roll_back(actor=cast.milo, version=version(asset, 1), change_note=NOTE, now=NOW, based_on=2)
    asset.refresh_from_db()
    first = version(asset, 1)
    assert (asset.current, made.number, made.sha256, made.file) == (made, 3, first.sha256, first.file)
    assert (made.uploaded_by, made.change_note, made.reading, made.page_count) == (cast.milo, NOTE, "read", 2)
    assert list(made.passages.order_by("number").values_list("number", "text")) == [
        (1, "Gasket 0.80"), (2, "Valve 3.10"),
    ]  # fmt: skip
    assert list(queries.found(queries.library(viewer=cast.sam), "valve")) == [asset]
    assert history_of(asset)[0].words == "brought version 1 back as version 3"


def test_what_is_in_use_is_not_brought_back_nor_over_a_newer_version(cast: Cast):
    asset = replaced(make_published(cast.mara, "Old"), cast.mara, "New")
    with pytest.raises(InUseAlready):
        commands.roll_back(actor=cast.mara, version=version(asset, 2), change_note=NOTE, now=NOW)
    with pytest.raises(NewerVersion):
        commands.roll_back(actor=cast.mara, version=version(asset, 1), change_note=NOTE, now=NOW, based_on=1)
    with pytest.raises(PermissionDenied):
        commands.roll_back(actor=cast.sam, version=version(asset, 1), change_note=NOTE, now=NOW)
    assert asset.versions.count() == 2


def test_rolling_back_on_the_page(cast: Cast):
    asset = replaced(make_published(cast.mara, "Gasket 0.80"), cast.mara, "Gasket 0.90")
    walker = Walker(cast.mara).open(f"/collateral/{asset.pk}/").follow("Bring back 1")
    walker.press("Bring it back", expect=422)
    walker.press("Bring it back", change_note=NOTE)
    walker.reads("Version 3 is in use now: the file of version 1 is back.", "Gasket 0.80", NOTE)
    Walker(cast.sam).open(f"/collateral/versions/{version(asset, 1).pk}/roll-back/", expect=403)
    asset.refresh_from_db()
    assert (asset.current.number, asset.current.sha256) == (3, version(asset, 1).sha256)


# --- compare


def marked(pieces):
    shown = {"same": "%s", "gone": "[-%s-]", "new": "{+%s+}"}
    return "".join(shown[piece.kind] % piece.text for piece in pieces)


def test_two_versions_page_by_page(cast: Cast):
    """A page put in moves the others on; they are still the same pages."""
    asset = make_published(cast.mara, "Welcome", "Gasket costs 0.80", "Orders before noon", "Old terms")
    replaced(asset, cast.mara, "Welcome", "Approvals: MID", "Gasket costs 0.90", "Orders before noon")
    found = queries.compared_versions(version(asset, 1), version(asset, 2))
    told = [
        (page.old, page.new, page.internal, [(marked(line.old), marked(line.new)) for line in page.lines])
        for page in found.pages
    ]
    assert told == [
        (None, 2, False, [("", "{+Approvals: MID+}")]),
        (2, 3, False, [("Gasket costs [-0.80-]", "Gasket costs {+0.90+}")]),
        (4, None, False, [("[-Old terms-]", "")]),
    ]
    assert (found.same, found.further, found.unread) == (2, 0, [])


def test_pages_too_long_or_too_many_are_said_and_not_marked(cast: Cast):
    asset = make_published(cast.mara, "word " * 2_001, *(f"Old {number}" for number in range(52)))
    replaced(asset, cast.mara, "word " * 2_000, *(f"New {number}" for number in range(52)))
    found = queries.compared_versions(version(asset, 1), version(asset, 2))
    assert (found.pages[0].lines, len(found.pages), found.further) == ([], 50, 3)


def test_the_comparison_on_the_page_and_by_api(cast: Cast):
    asset = replaced(make_published(cast.mara, "Gasket 0.80", "Terms"), cast.mara, "Gasket 0.90", "Terms")
    walker = Walker(cast.mara).open(f"/collateral/{asset.pk}/").follow("Compare")
    walker.reads("Version 1 and version 2", "1 page stayed as it was.", "Page 1")
    shown = [element.text_content() for element in walker.page.xpath("//main//del | //main//ins")]
    assert shown == ["removed: 0.80 end of what is removed.", "added: 0.90 end of what is added."]
    walker.open(f"/collateral/{asset.pk}/compare/?a=7", expect=404)
    first, second = version(asset, 1).pk, version(asset, 2).pk
    at = f"assets/{asset.pk}/versions/{first}/compared-with/{second}/"
    assert Caller(make_token(cast.mara))("get", at).json() == {
        "pages": [
            {
                "old": 1,
                "new": 1,
                "internal": False,
                "lines": [
                    {
                        "old": [{"kind": "same", "text": "Gasket "}, {"kind": "gone", "text": "0.80"}],
                        "new": [{"kind": "same", "text": "Gasket "}, {"kind": "new", "text": "0.90"}],
                    }
                ],
            }
        ],
        "same": 1,
        "further": 0,
        "unread": [],
    }


def test_what_older_versions_say_is_for_who_may_have_them(cast: Cast):
    asset = replaced(make_published(cast.mara, "Gasket 0.80"), cast.mara, "Gasket 0.90")
    Walker(cast.sam).open(f"/collateral/{asset.pk}/").does_not_read("Compare", "Bring back")
    Walker(cast.sam).open(f"/collateral/{asset.pk}/compare/", expect=403)
    unread = make_draft(cast.mara)
    replaced(unread, cast.mara, "Now read")
    Walker(cast.mara).open(f"/collateral/{unread.pk}/compare/").reads("The text of version 1 isn't known")


# --- the link that stays


def test_the_stable_link_gives_the_newest_file_and_asks_each_time(cast: Cast):
    asset = make_published(cast.mara, "Old")
    client, url = client_of(cast.sam), f"/collateral/{asset.pk}/file/"
    first = client.get(url)
    told = (b"".join(first.streaming_content), first["Cache-Control"], first["ETag"])
    assert told == (b"Old", "private, no-cache", f'"{asset.current.sha256}"')
    replaced(asset, cast.mara, "New")
    second = client.get(url, headers={"If-None-Match": first["ETag"]})
    assert (second.status_code, b"".join(second.streaming_content)) == (200, b"New")
    again = client.get(url, headers={"If-None-Match": second["ETag"]})
    assert (again.status_code, again["Cache-Control"]) == (304, "private, no-cache")
    draft = make_draft(cast.mara)
    assert [client_of(who).get(f"/collateral/{draft.pk}/file/").status_code for who in (cast.sam, cast.milo)] == [
        404,
        200,
    ]
