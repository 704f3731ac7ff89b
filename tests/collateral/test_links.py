"""Links instead of files, texts written here, and the weekly look at where a link leads."""

import ipaddress
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import Error, transaction

from apps.collateral import commands, queries
from apps.collateral.commands.ground import WrongState
from apps.collateral.commands.versions import NothingGiven, SameFile
from apps.collateral.files import CopyNotPdf, NotALink
from apps.collateral.models import Asset, AssetVersion
from apps.core import outside
from apps.notices.models import Notice
from apps.people.models import ChoiceList
from apps.trail.queries import history_of
from tests.cast import NOW, Cast
from tests.factories import files
from tests.factories.collateral import kind_of_collateral, published, read_all, upload
from tests.factories.people import choice
from tests.walker import Walker
from tests.web import Web, web_server

WEEK = timedelta(days=7)


@pytest.fixture
def web(settings) -> Iterator[Web]:
    """On this machine, as a server of the company's own network that may be looked at."""
    settings.LINK_HOSTS = ["127.0.0.1"]
    with web_server() as web:
        yield web


def link_to(actor, link="https://example.com/aurora", **said):
    return commands.create_asset(actor=actor, link=link, now=NOW, **said)


def state(asset):
    version = AssetVersion.objects.get(current_of=asset)
    return version.link_state, version.link_checked_at


def check_all(now=NOW) -> int:
    count = 0
    while commands.check_link_waiting(now=now):
        count += 1
    return count


# --- taken in


def test_a_link_is_an_asset_like_any_other(cast: Cast):
    asset = link_to(cast.mara, title="Aurora on the web")
    version = asset.current
    assert (version.kind, version.link, version.file, version.original_name, version.size) == (
        "link", "https://example.com/aurora", "", "example.com aurora", 0,
    )  # fmt: skip
    assert (version.reading, version.page_count, read_all()) == ("read", 0, 0)
    published(asset)
    walker = Walker(cast.sam).open(f"/collateral/{asset.pk}/").reads("Open the link", "not looked at yet")
    assert walker.page.xpath("//a[@href='https://example.com/aurora']/@rel") == ["noopener noreferrer external"]
    assert walker.page.xpath("//a[contains(@href, '/collateral/files/')]") == []
    walker.does_not_read("Look again").open(f"/collateral/{asset.pk}/file/", expect=404)


def test_a_copy_makes_it_found_by_its_words(cast: Cast):
    asset = link_to(cast.mara, file=upload("copy.pdf", files.pdf()))
    assert (asset.current.kind, asset.current.link, read_all()) == ("pdf", "https://example.com/aurora", 1)
    published(asset)
    assert list(queries.found(queries.library(viewer=cast.sam), "kupferfinger")) == [asset]
    Walker(cast.sam).open(f"/collateral/{asset.pk}/").reads("Open the link", "Download the copy")


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "ftp://example.com/", "example.com", "https://", "data:text/html,x", "https://a b/"]
)
def test_what_is_no_link_is_refused(cast: Cast, link):
    with pytest.raises(NotALink):
        link_to(cast.mara, link=link)


def test_what_doesnt_fit_together_is_refused(cast: Cast):
    asset = link_to(cast.mara)
    with pytest.raises(CopyNotPdf):
        link_to(cast.mara, file=upload("copy.txt"))
    with pytest.raises(NothingGiven):
        commands.create_asset(actor=cast.mara, title="Nothing", text="  ", now=NOW)
    with pytest.raises(SameFile):
        commands.add_version(actor=cast.mara, asset=asset, link=asset.current.link, change_note="Same", now=NOW)
    for wrong in ({"kind": "pdf"}, {"link_state": "fine"}):
        with pytest.raises(Error), transaction.atomic():
            AssetVersion.objects.filter(pk=asset.current_id).update(**wrong)
    with pytest.raises(Error), transaction.atomic():
        AssetVersion.objects.filter(pk=asset.current_id).update(link="https://elsewhere.example/")


def test_another_address_is_a_new_version(cast: Cast):
    asset = published(link_to(cast.mara, title="Aurora on the web"))
    walker = Walker(cast.mara).open("/collateral/upload/").follow("add a link")
    walker.press("Add it", title="Borealis", link="nowhere", expect=422).reads("This isn't an address of the web.")
    walker.press("Add it", title="Borealis", link="https://example.com/borealis").reads("“Borealis” is in, as a draft.")
    walker.open(f"/collateral/{asset.pk}/replace/")
    walker.press("Upload", link="https://example.com/aurora-2", change_note="It moved").reads("Version 2 is in use")
    asset.refresh_from_db()
    assert (asset.current.number, asset.current.link) == (2, "https://example.com/aurora-2")


# --- written here


def test_a_text_is_written_and_written_on(cast: Cast):
    walker = Walker(cast.mara).open("/collateral/upload/").follow("write a text")
    walker.press("Keep as a draft", title="Talk track", text="# Price\n\n**Twelve** meters\n<script>x</script>")
    read_all()
    walker.open(walker.url)
    assert [one.text for one in walker.page.xpath("//section[@id='text']//strong")] == ["Twelve"]
    assert walker.page.xpath("//section[@id='text']//script") == []
    walker.follow("Put up a new version")
    (area,) = walker.page.xpath("//textarea[@name='text']")
    assert area.text.strip().startswith("# Price")
    walker.press("Upload", text="# Price\n\nThirteen meters", change_note="One more").reads("Version 2 is in use")
    read_all()
    walker.open(walker.url).reads("Thirteen meters")


@pytest.mark.parametrize(
    ("way", "button", "given"),
    [
        ("add a link", "Add it", {"link": "https://example.com/borealis"}),
        ("write a text", "Keep as a draft", {"text": "Prices are net"}),
    ],
)
def test_whom_it_is_for_is_asked_where_it_is_added_and_need_not_be_said(cast: Cast, way, button, given):
    cfo, german = (choice(name, label=label) for name, label in (("persona", "CFO"), ("language", "German")))
    choice(ChoiceList.REGION, label="North")
    walker = Walker(cast.mara).open("/collateral/upload/").follow(way)
    walker.press(button, title="Bare", **given).reads("“Bare” is in, as a draft.")
    walker.open("/collateral/upload/").follow(way)
    walker.press(button, title="Said", persona=["All personas", "CFO"], **given, expect=422).reads("not both")
    walker.press(button, persona=["CFO"], region=["All regions"], language="German", summary="Net prices")
    said = {
        row.title: (row.summary, row.for_all, set(row.facet_ids)) for row in Asset.objects.filter(current__isnull=False)
    }
    assert said == {"Bare": ("", [], set()), "Said": ("Net prices", ["region"], {cfo.pk, german.pk})}


# --- looked at


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (200, "works"),
        (204, "works"),
        (403, "works"),
        (405, "works"),
        (404, "gone"),
        (410, "gone"),
        (500, "unreachable"),
    ],
)  # fmt: skip
def test_what_the_web_answers_is_what_the_link_is(cast: Cast, web, answer, expected):
    web.answers["/sheet?v=1"] = answer
    asset = link_to(cast.mara, web.url("/sheet?v=1"))
    assert (check_all(), state(asset)) == (1, (expected, NOW))
    assert web.asked[0] == ("HEAD", "/sheet?v=1", f"127.0.0.1:{web.port}")
    assert [method for method, _path, _host in web.asked] == (["HEAD", "GET"] if answer == 405 else ["HEAD"])


def test_a_link_is_looked_at_once_a_week_and_when_somebody_asks(cast: Cast, web):
    web.answers["/"] = 200
    asset = published(link_to(cast.mara, web.url("/")))
    told = [check_all(), check_all(NOW + WEEK - timedelta(seconds=1)), check_all(NOW + WEEK)]
    assert told == [1, 0, 1]
    with pytest.raises(PermissionDenied):
        commands.check_link(actor=cast.sam, asset=asset, now=NOW)
    Walker(cast.mara).open(f"/collateral/{asset.pk}/").press("Look again").reads("Accord looks at the link now.")
    assert check_all(NOW + WEEK) == 1
    commands.archive_asset(actor=cast.mara, asset=asset, now=NOW)
    assert check_all(NOW + 3 * WEEK) == 0
    with pytest.raises(WrongState):
        commands.check_link(
            actor=cast.mara, asset=commands.create_asset(actor=cast.mara, file=upload(), now=NOW), now=NOW
        )


def test_the_owner_hears_of_a_link_that_broke_once_and_history_of_its_return(cast: Cast, web):
    asset = published(link_to(cast.mara, web.url("/sheet"), owner=cast.milo, kind=kind_of_collateral()))
    check_all()
    check_all(NOW + WEEK)
    assert [(notice.recipient, notice.kind) for notice in Notice.objects.filter(kind="asset-link-broken")] == [
        (cast.milo, "asset-link-broken")
    ]
    Walker(cast.sam).open(f"/collateral/{asset.pk}/").reads("Leads nowhere")
    web.answers["/sheet"] = 200
    check_all(NOW + 2 * WEEK)
    words = [entry.words for entry in history_of(asset)[:2]]
    assert words == [
        "found that the link of version 1 works again", "found that the link of version 1 leads nowhere",
    ]  # fmt: skip


def test_a_link_into_the_companys_network_isnt_asked(cast: Cast, web, settings):
    settings.LINK_HOSTS = []
    for host in ("127.0.0.1", "localhost", "2130706433", "0x7f.1"):
        asset = link_to(cast.mara, f"https://example.com/{host}")
        with pytest.raises(outside.Unreachable):
            outside.status_of(web.url("/", host), seconds=5)
        assert asset.current.link_state == ""
    inside = link_to(cast.mara, web.url("/"))
    commands.archive_asset(actor=cast.mara, asset=asset, now=NOW)
    assert commands.links.state_of(inside.current.link) == "private"
    assert web.asked == []


def test_a_redirect_into_the_companys_network_isnt_followed(web):
    web.answers["/"] = (302, f"http://localhost:{web.port}/secret")
    with pytest.raises(outside.NotPublic):
        outside.status_of(web.url("/"), seconds=5, own_hosts=["127.0.0.1"])
    assert [path for _method, path, _host in web.asked] == ["/"]


def test_redirects_are_followed_but_not_for_ever(web):
    web.answers |= {"/a": (301, "/b"), "/b": 200, "/round": (302, "/round")}
    assert outside.status_of(web.url("/a"), seconds=5, own_hosts=["127.0.0.1"]) == 200
    with pytest.raises(outside.Unreachable):
        outside.status_of(web.url("/round"), seconds=5, own_hosts=["127.0.0.1"])


def test_a_server_that_never_answers_is_given_up(web):
    web.silent.add("/slow")
    with pytest.raises(outside.Unreachable):
        outside.status_of(web.url("/slow"), seconds=0.3, own_hosts=["127.0.0.1"])


@pytest.mark.parametrize(
    "scheme", ["ftp://127.0.0.1/", "http://user:secret@127.0.0.1/", "http://127.0.0.1:99999/", "http:///"]
)
def test_what_is_no_address_of_the_web_is_not_asked(scheme):
    with pytest.raises(outside.Unreachable):
        outside.status_of(scheme, seconds=1, own_hosts=["127.0.0.1"])


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True), ("2606:2800:220:1::1", True), ("64:ff9b::5db8:d822", True),
        ("10.0.0.1", False), ("172.16.0.1", False), ("192.168.1.1", False), ("127.0.0.1", False), ("0.0.0.0", False),
        ("100.64.0.1", False), ("169.254.169.254", False), ("224.0.0.1", False), ("255.255.255.255", False),
        ("::1", False), ("::", False), ("fe80::1", False), ("fc00::1", False), ("fec0::1", False), ("ff02::1", False),
        ("::ffff:10.0.0.1", False), ("64:ff9b::a00:1", False), ("2002:a00:1::", False), ("2001:0:a00:1::", False),
    ],
)  # fmt: skip
def test_what_is_public(address, public):
    assert outside.is_public(ipaddress.ip_address(address)) is public
