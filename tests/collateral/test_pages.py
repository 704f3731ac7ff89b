"""The pages of collateral as a browser without JavaScript gets them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.collateral import commands
from apps.collateral.models import Asset
from tests.cast import NOW, Cast, client_of
from tests.factories import files, spoiled_files
from tests.factories.collateral import (
    kind_of_collateral,
    know_pages,
    make_draft,
    make_published,
    price_list,
    published,
    read_all,
    take_all,
    upload,
)
from tests.walker import Walker

# --- uploading


def test_limits_are_told_before(cast: Cast):
    Walker(cast.mara).open("/collateral/upload/").reads(
        "PDF, Word (.docx), PowerPoint (.pptx), Excel (.xlsx), web pages (.html) or text (.txt, .md), "
        "up to 100 MB each."
    )


def test_of_several_files_each_is_taken_or_refused_by_itself(cast: Cast):
    walker = Walker(cast.mara).open("/collateral/upload/")
    walker.press(
        "Upload",
        file=[upload("good.txt"), upload("song.mp3"), upload("other.md", b"Other"), upload("empty.txt", b"")],
    )
    walker.reads("2 Received", "2 Not taken in", "Accord reads PDF, Word", "It is empty. Save it again")
    take_all()
    walker.open(walker.url).reads("2 Being read")
    assert sorted(Asset.objects.values_list("title", flat=True)) == ["good", "other"]


def test_uploading_nothing_is_said(cast: Cast):
    Walker(cast.mara).open("/collateral/upload/").press("Upload", expect=422).reads("Choose at least one file.")


def test_a_file_over_the_limit_is_refused_without_being_kept(cast: Cast, settings, own_files):
    settings.UPLOAD_LIMIT = 3 * 1024 * 1024
    walker = Walker(cast.mara).open("/collateral/upload/")
    walker.press("Upload", file=upload("large.txt", b"x" * (4 * 1024 * 1024)), expect=422)
    walker.reads("“large.txt” is larger than 3 MB.")
    assert (Asset.objects.count(), list(own_files.glob("**/*"))) == (0, [])


def test_the_same_file_is_noticed(cast: Cast):
    make_draft(cast.milo, name="one.txt", title="Milo's notes")
    walker = Walker(cast.mara).open("/collateral/upload/").press("Upload", file=upload("two.txt"))
    walker.reads("The same file is in use as version 1 of Milo's notes")


def test_replacing_with_the_same_file_is_refused_and_keeps_the_note(cast: Cast):
    asset = make_published(cast.mara)
    walker = Walker(cast.mara).open(f"/collateral/{asset.pk}/replace/")
    content = b"Meters for everybody"
    walker.press("Upload", file=upload("notes.txt", content), change_note="Better words", expect=422)
    walker.reads("This file is identical to version 1, which is in use.")
    assert walker.page.xpath("//input[@name='change_note']")[0].get("value") == "Better words"


# --- what can't be read


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("broken.pdf", lambda: spoiled_files.truncated(files.pdf()), "This file is damaged and can't be opened."),
        ("secret.pdf", spoiled_files.encrypted_pdf, "This file needs a password to open."),
        ("really.pdf", files.docx_file, "The name of this file ends in .pdf, but inside it is a Word document."),
    ],
)
def test_the_page_says_what_is_wrong_and_how_to_mend_it(cast: Cast, name, content, says):
    asset = make_draft(cast.mara, name=name, content=content())
    read_all()
    walker = (
        Walker(cast.mara)
        .open(f"/collateral/{asset.pk}/")
        .reads(f"“{name}” can't be read", says, "The file is kept as it came, and it is found by its title.")
    )
    walker.press("Read again").reads("The file is being read again.", "Waiting to be read")
    read_all()
    walker.open(f"/collateral/{asset.pk}/").follow("Upload a mended file")
    walker.press("Upload", file=upload("mended.txt", b"It says something now"), change_note="Saved anew")
    read_all()
    walker.open(f"/collateral/{asset.pk}/").reads("It says something now").does_not_read("can't be read")


# --- the asset's page


def test_the_hit_opens_at_its_page_with_its_words_marked(cast: Cast):
    asset = price_list(cast.mara)
    walker = Walker(cast.sam).open(f"/collateral/{asset.pk}/?q=kupferf&page=3")
    (page,) = walker.page.xpath("//*[@id='page-3']")
    assert [mark.text for mark in page.xpath(".//mark")] == ["Kupferfinger"]
    assert walker.page.xpath("//*[@id='page-1']//mark") == []


def test_a_long_file_is_shown_ten_pages_at_a_time(cast: Cast):
    asset = make_published(cast.mara, *(f"Text of page {number}" for number in range(1, 24)))
    walker = Walker(cast.sam).open(f"/collateral/{asset.pk}/?page=13")
    shown = [element.get("id") for element in walker.page.xpath("//article[contains(@class, 'passage')]")]
    assert shown == [f"page-{number}" for number in range(11, 21)]
    walker.reads("Pages 11 to 20 of 23")
    for page in ("0", "99", "-1", "x", "9" * 30):
        Walker(cast.sam).open(f"/collateral/{asset.pk}/?page={page}")


def test_text_from_a_file_is_text_on_the_page(cast: Cast):
    asset = make_published(cast.mara, "<script>alert(1)</script> meters", title="<b>Bold</b>")
    page = client_of(cast.sam).get(f"/collateral/{asset.pk}/", {"q": "alert"}).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;<mark>alert</mark>(1)" in page
    assert "<b>Bold</b>" not in page


def test_publishing_asks_for_what_is_missing(cast: Cast):
    kind = kind_of_collateral()
    asset = make_draft(cast.mara)
    walker = Walker(cast.mara).open(f"/collateral/{asset.pk}/").follow("Say its kind, its audience")
    walker.press("Save", kind=str(kind.pk), audience="customers").press("Publish").reads("Published", "Undo")


def test_edit_shows_both_texts_where_somebody_was_faster(cast: Cast):
    asset = make_draft(cast.mara)
    slow = Walker(cast.mara).open(f"/collateral/{asset.pk}/edit/")
    Walker(cast.milo).open(f"/collateral/{asset.pk}/edit/").press("Save", title="Milo's title")
    slow.press("Save", title="Mara's title", expect=412)
    slow.reads("Mara's title", "Milo's title", "Milo Miller")
    slow.press("Save mine over it")
    asset.refresh_from_db()
    assert asset.title == "Mara's title"


def test_edit_keeps_a_retired_kind(cast: Cast):
    asset = published(make_draft(cast.mara))
    asset.kind.retired_at = NOW
    asset.kind.save()
    Walker(cast.mara).open(f"/collateral/{asset.pk}/edit/").press("Save", summary="Two lines")
    asset.refresh_from_db()
    assert (asset.summary, asset.kind.label) == ("Two lines", "Price list")


@pytest.mark.parametrize("more", [1, 30])
def test_asset_takes_as_many_queries_whatever_hangs_on_it(cast: Cast, more):
    asset = make_draft(cast.mara)
    for number in range(more):
        commands.add_version(
            actor=cast.mara, asset=asset, file=upload(content=b"%d" % number), change_note="New", now=NOW
        )
    asset.refresh_from_db()
    know_pages(asset, *(f"meters on page {number}" for number in range(more)))
    published(asset)
    for number in range(more):
        member = (cast.sam, cast.sofie, cast.eva)[number % 3]
        commands.give_feedback(actor=member, version=asset.current, rating=4, now=NOW)
    client = client_of(cast.sam)
    client.get("/collateral/")
    with CaptureQueriesContext(connection) as ran:
        client.get(f"/collateral/{asset.pk}/", {"q": "meters"})
    own = [query for query in ran.captured_queries if "collateral_" in query["sql"]]
    # The asset, its feedback with answers and fixes and what the viewer is asked anew, the pages shown, where else its
    # file is, its versions, its links for customers, whether there may be any, that it is opened,
    # its use, and the collections it is in; the search is met.
    assert len(own) == 14


# --- downloads


def test_a_download_is_the_file_as_it_came_and_nothing_a_browser_would_run(cast: Cast):
    asset = make_published(cast.mara, name="Größe & Preis.txt")
    version = asset.current
    response = client_of(cast.sam).get(f"/collateral/files/{version.pk}/{version.sha256}/")
    assert b"".join(response.streaming_content) == b"Meters for everybody"
    wanted = {
        "Content-Disposition": "attachment; filename*=utf-8''Gr%C3%B6%C3%9Fe%20%26%20Preis.txt",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "private, max-age=3600, immutable",
        "ETag": f'"{version.sha256}"',
        "Content-Type": "text/plain; charset=utf-8",
    }
    assert {name: response[name] for name in wanted} == wanted


def test_a_download_already_held_isnt_sent_again(cast: Cast):
    version = make_published(cast.mara).current
    url = f"/collateral/files/{version.pk}/{version.sha256}/"
    response = client_of(cast.sam).get(url, headers={"If-None-Match": f'"{version.sha256}"'})
    assert (response.status_code, response.content) == (304, b"")


@pytest.mark.parametrize(
    ("who", "draft", "shown", "older"),
    [
        ("olga", 302, 302, 302),
        ("sam", 404, 200, 403),
        ("eva", 404, 200, 403),
        ("mina", 404, 200, 403),
        ("mara", 200, 200, 200),
        ("ada", 200, 200, 200),
    ],
)
def test_who_downloads_what(cast: Cast, who, draft, shown, older):
    hidden = make_draft(cast.mara).current
    asset = make_published(cast.mara)
    first = asset.current
    second = commands.add_version(
        actor=cast.mara, asset=asset, file=upload(content=b"newer"), change_note="New", now=NOW
    )
    client = client_of(cast.by_name(who))
    told = [client.get(f"/collateral/files/{v.pk}/{v.sha256}/").status_code for v in (hidden, second, first)]
    assert told == [draft, shown, older]


def test_a_download_needs_the_hash_of_its_own_content(cast: Cast):
    version = make_published(cast.mara).current
    client = client_of(cast.mara)
    told = [
        client.get(f"/collateral/files/{version.pk}/{sha256}/").status_code
        for sha256 in ("0" * 64, "x", version.sha256.upper())
    ]
    assert told == [404, 404, 404]


def test_a_names_line_breaks_never_reach_a_header(cast: Cast):
    file = SimpleUploadedFile("a.txt", b"Meters")
    file._name = "evil\r\nSet-Cookie: a=b.txt"
    version = commands.create_asset(actor=cast.mara, file=file, now=NOW).current
    response = client_of(cast.mara).get(f"/collateral/files/{version.pk}/{version.sha256}/")
    assert response["Content-Disposition"] == 'attachment; filename="evilSet-Cookie: a=b.txt"'
    assert "a" not in response.cookies
